import { difference, grouped, percent, signed, signOf } from "../shared/decimals.ts";
import { useStore } from "../shared/store.ts";
import { useDesk } from "./desk.ts";
import { addressOf } from "./route.ts";
import type { Price } from "./shapes.ts";

/** What the market says about what is watched and held, moving. */
export function Market() {
  const { live, words } = useDesk();
  const watched = useStore(live.watched);
  const prices = useStore(live.prices);
  return (
    <section class="market" aria-label={words.market}>
      {watched.map((symbol) => (
        <Chip key={symbol} symbol={symbol} price={prices.get(symbol)} />
      ))}
    </section>
  );
}

interface ChipProps {
  readonly symbol: string;
  readonly price: Price | undefined;
}

function Chip({ symbol, price }: ChipProps) {
  const moved = price ? moveOf(price) : null;
  const way = signOf(moved ?? "0");
  const value = price ? grouped(price.price) : "–";
  const change = moved === null ? "–" : `${signed(moved)}%`;
  return (
    <a class="chip" href={addressOf("trade", symbol)}>
      <span class="code">{symbol}</span> <span class="last">{value}</span>{" "}
      <span class={way > 0 ? "up" : way < 0 ? "down" : "still"}>
        <span aria-hidden="true">{way > 0 ? "▲ " : way < 0 ? "▼ " : ""}</span>
        {change}
      </span>
    </a>
  );
}

/** How far a price is from the close before, in a hundred. */
export function moveOf({ price, previous_close }: Price): string | null {
  if (previous_close === null) return null;
  const change = difference(price, previous_close);
  return change === null ? null : percent(change, previous_close);
}
