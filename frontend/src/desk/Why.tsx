import { useEffect, useState } from "preact/hooks";
import { grouped, signed, signOf } from "../shared/decimals.ts";
import { filled } from "../shared/languages.ts";
import { shownMoment } from "../shared/moments.ts";
import { useStore } from "../shared/store.ts";
import { Trouble } from "../shared/Trouble.tsx";
import { Dialog, useLeaving } from "./Dialog.tsx";
import { type Explained, useDesk } from "./desk.ts";
import { partsOf } from "./parts.ts";
import { addressOf } from "./route.ts";
import { wordOf } from "./words.ts";

interface Line {
  readonly id: number;
  readonly at: string;
  readonly cause: string;
  readonly description: string;
  readonly change: string;
  readonly balance: string;
  readonly order_number: string | null;
}

interface Told {
  readonly balance: string;
  readonly next: string | null;
  readonly results: readonly Line[];
}

interface Props {
  readonly explained: Explained;
  readonly close: () => void;
}

/** Why a number is what it is: the sum of others, or the entries of the journal that made it. */
export function Why({ explained: first, close }: Props) {
  const { words, live } = useDesk();
  useLeaving(close);
  const [explained, explain] = useState(first);
  const account = useStore(live.account);
  const holdings = useStore(live.holdings);
  const name = nameOf(words.numbers, explained);
  const parts = partsOf(explained, account, holdings ?? []);
  return (
    <Dialog title={filled(words.whyTitle, { name })} close={close}>
      {explained !== first && (
        <button type="button" class="plain" onClick={() => explain(first)}>
          ← {nameOf(words.numbers, first)}
        </button>
      )}
      {parts ? (
        <>
          <p class="lead">{words.whySum}</p>
          <dl class="parts">
            {parts.map(({ sign, value, of, symbol }) => (
              <div key={`${of} ${symbol}`}>
                <dt>
                  {sign} {nameOf(words.numbers, symbol ? { of, symbol } : { of })}
                </dt>
                <dd>
                  {grouped(value)}{" "}
                  {of !== "market_value" && of !== "short_losses" && (
                    <button
                      type="button"
                      class="why"
                      aria-label={filled(words.whyOf, {
                        name: nameOf(words.numbers, { of }),
                        value: grouped(value),
                      })}
                      onClick={() => explain(symbol ? { of, symbol } : { of })}
                    >
                      {words.why}
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <Entries key={`${explained.of} ${explained.symbol}`} explained={explained} close={close} />
      )}
    </Dialog>
  );
}

const nameOf = (names: Record<string, string>, { of, symbol }: Explained) =>
  symbol ? `${wordOf(names, of)} · ${symbol}` : wordOf(names, of);

function Entries({ explained, close }: Props) {
  const { words, session, language } = useDesk();
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<unknown>(null);
  const query = new URLSearchParams({ of: explained.of, page_size: "30" });
  if (explained.symbol) query.set("stock_id", explained.symbol);

  function read(path: string, before: readonly Line[]) {
    session.get<Told>(path).then(
      (found) => {
        setError(null);
        setTold({ ...found, results: [...before, ...found.results] });
      },
      (failure: unknown) => setError(failure),
    );
  }
  useEffect(() => read(`/api/account/why/?${query}`, []), []);

  return (
    <>
      <Trouble error={error} unreachable={words.unreachable} />
      {!told && !error && <p class="hint">{words.loading}</p>}
      {told && (
        <>
          <p class="big">{grouped(told.balance)}</p>
          <p class="lead">{told.results.length ? words.whyLead : words.whyNothing}</p>
          <ol class="entries">
            {told.results.map((line) => (
              <li key={line.id}>
                <div class="spread">
                  <strong>{wordOf(words.causes, line.cause)}</strong>
                  <span class={`amount ${signOf(line.change) > 0 ? "plus" : "minus"}`}>
                    {signed(line.change)}
                  </span>
                </div>
                <div class="spread hint">
                  <time dateTime={line.at}>{shownMoment(line.at, language)}</time>
                  <span>
                    {words.balance} {grouped(line.balance)}
                  </span>
                </div>
                <p class="hint cut">
                  {line.order_number ? (
                    <a href={addressOf("orders", line.order_number)} onClick={close}>
                      {line.cause === "fill"
                        ? line.description.slice(line.order_number.length + 2)
                        : `${words.order} …${line.order_number.slice(-8)}`}
                    </a>
                  ) : null}
                </p>
              </li>
            ))}
          </ol>
          {told.next && (
            <button type="button" onClick={() => told.next && read(told.next, told.results)}>
              {words.older}
            </button>
          )}
        </>
      )}
    </>
  );
}
