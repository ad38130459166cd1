import { grouped, signOf } from "../shared/decimals.ts";
import { filled } from "../shared/languages.ts";
import { useDesk } from "./desk.ts";
import { wordOf } from "./words.ts";

interface AmountProps {
  readonly value: string;
}

/** An amount to its last digit, of which those behind the second decimal are small. */
export function Amount({ value }: AmountProps) {
  const shown = grouped(value);
  const point = shown.indexOf(".");
  const behind = point < 0 ? shown.length : point + 3;
  return (
    <>
      {shown.slice(0, behind)}
      {behind < shown.length && <span class="fine">{shown.slice(behind)}</span>}
    </>
  );
}

interface ProfitProps {
  readonly value: string;
}

/** A gain or a loss: its colour, its sign and its arrow say the same. */
export function Profit({ value }: ProfitProps) {
  const way = signOf(value);
  return (
    <span class={way > 0 ? "up" : way < 0 ? "down" : ""}>
      <span aria-hidden="true">{way > 0 ? "▲ " : way < 0 ? "▼ " : ""}</span>
      {way > 0 && "+"}
      <Amount value={value} />
    </span>
  );
}

interface WhyProps {
  readonly of: string;
  readonly symbol?: string;
  readonly value: string;
}

/** The question why a number is what it is. */
export function AskWhy({ of, symbol, value }: WhyProps) {
  const { words, explain } = useDesk();
  const name = `${wordOf(words.numbers, of)}${symbol ? ` ${symbol}` : ""}`;
  return (
    <button
      type="button"
      class="why"
      aria-label={filled(words.whyOf, { name, value: grouped(value) })}
      onClick={() => explain(symbol ? { of, symbol } : { of })}
    >
      {words.why}
    </button>
  );
}
