import { grouped, signed } from "../shared/decimals.ts";
import { filled, type Language } from "../shared/languages.ts";
import { shownMoment, zone } from "../shared/moments.ts";
import { type Column, type Question, sortOf, turned } from "./question.ts";
import { type PriceEvent, rises } from "./series.ts";
import { kindOf, type Words } from "./words.ts";

export interface EventPage {
  readonly count: number;
  readonly count_exact?: boolean;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly PriceEvent[];
}

interface Props {
  readonly words: Words;
  readonly language: Language;
  readonly question: Question;
  readonly page: EventPage;
  readonly chosen: string | null;
  readonly ask: (question: Question) => void;
  readonly choose: (event: PriceEvent) => void;
}

export function Results({ words, language, question, page, chosen, ask, choose }: Props) {
  const heads: readonly [Column, string][] = [
    ["timestamp", words.moment],
    ["symbol__ticker", words.ticker],
    ["event_type", words.event],
  ];
  return (
    <table>
      <caption class="unseen">
        {words.events}. {filled(words.zoned, { zone: zone() })}
      </caption>
      <thead>
        <tr>
          {heads.map(([column, label]) => {
            const sort = sortOf(question, column);
            return (
              <th key={column} scope="col" aria-sort={sort}>
                <button type="button" class={`sort ${sort}`} onClick={() => ask(turned(question, column))}>
                  {label}
                </button>
              </th>
            );
          })}
          <th scope="col" class="number">
            {words.before}
          </th>
          <th scope="col" class="number">
            {words.price}
          </th>
          <th scope="col" class="number">
            {words.change}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.results.map((event) => {
          const up = rises(event);
          const { ticker, name } = event.symbol;
          return (
            <tr key={event.id} class={event.id === chosen ? "chosen" : undefined}>
              <td class="moment">
                <time dateTime={event.timestamp} title={event.timestamp}>
                  {shownMoment(event.timestamp, language)}
                </time>
              </td>
              <th scope="row" class="symbol">
                <button
                  type="button"
                  class="link"
                  aria-pressed={event.id === chosen}
                  aria-label={filled(words.onChart, { ticker })}
                  onClick={() => choose(event)}
                >
                  {ticker}
                </button>
                {name && name !== ticker && <span class="name">{name}</span>}
              </th>
              <td class="kind">
                <span class={`badge ${up ? "up" : "down"}`}>
                  <span aria-hidden="true">{up ? "▲" : "▼"}</span> {kindOf(words, event.event_type)}
                </span>
              </td>
              <td class="number before" data-label={words.before}>
                {event.previous_price === null ? "–" : grouped(event.previous_price)}
              </td>
              <td class="number price" data-label={words.price}>
                {grouped(event.price)}
              </td>
              <td class={`number change ${up ? "up" : "down"}`} data-label={words.change}>
                {event.change_percent === null ? "–" : `${signed(event.change_percent)}%`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
