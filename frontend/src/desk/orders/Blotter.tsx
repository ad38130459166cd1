import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { grouped } from "../../shared/decimals.ts";
import { shownMoment } from "../../shared/moments.ts";
import { useDesk } from "../desk.ts";
import { go } from "../route.ts";
import type { Order } from "../shapes.ts";
import { wordOf } from "../words.ts";
import { memo } from "./memo.ts";
import { placesOf, scrolledTo, windowOf } from "./window.ts";
import { WORDS } from "./words.ts";

interface Props {
  readonly rows: readonly Order[];
  readonly count: number;
  /** Told when the end of what was read is near. */
  readonly near: () => void;
}

const NARROW = "(max-width: 40rem)";
/** As the style sheet has it, in rem. */
const ROW = { wide: 2.75, narrow: 3.9 };
const NEAR = 60;

function useRowHeight(): number {
  const measured = () =>
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize) *
    (matchMedia(NARROW).matches ? ROW.narrow : ROW.wide);
  const [height, setHeight] = useState(measured);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const changed = () => setHeight(measured());
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  });
  return height;
}

/**
 * Any number of orders, of which only those in sight are in the page. No table can leave rows out, so this is a grid by its
 * roles: it has the focus, and hears the keys for its rows.
 */
export function Blotter({ rows, count, near }: Props) {
  const { language } = useDesk();
  const words = WORDS[language];
  const row = useRowHeight();
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const [at, setAt] = useState(0);

  useLayoutEffect(() => {
    const within = frame.current;
    if (!within) return;
    let waiting = 0;
    const look = () => {
      waiting = 0;
      setSeen({ top: within.scrollTop, height: within.clientHeight });
    };
    const soon = () => {
      waiting ||= requestAnimationFrame(look);
    };
    const size = new ResizeObserver(soon);
    size.observe(within);
    within.addEventListener("scroll", soon, { passive: true });
    return () => {
      size.disconnect();
      within.removeEventListener("scroll", soon);
      cancelAnimationFrame(waiting);
    };
  }, []);

  const { first, behind } = windowOf(seen.top, seen.height, row, rows.length);
  const places = placesOf(seen.height, row);
  useEffect(() => {
    if (behind > rows.length - NEAR) near();
  }, [behind, rows.length, near]);

  function move(place: number) {
    const chosen = Math.min(Math.max(place, 0), rows.length - 1);
    setAt(chosen);
    const within = frame.current;
    const top = within && scrolledTo(chosen, within.scrollTop, within.clientHeight - row, row);
    if (within && top !== null) within.scrollTop = top;
  }

  const page = Math.max(Math.floor(seen.height / row) - 1, 1);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: rows.length - 1,
  };
  return (
    <div
      ref={frame}
      class="blotter"
      role="grid"
      tabIndex={0}
      aria-label={words.orders}
      aria-rowcount={count + 1}
      aria-activedescendant={rows[at] && at >= first && at < behind ? `row-${rows[at]?.number}` : undefined}
      onKeyDown={(event) => {
        const place = steps[event.key];
        const chosen = rows[at];
        if (place !== undefined) move(place);
        else if (event.key === "Enter" && chosen) go("orders", chosen.number);
        else return;
        event.preventDefault();
      }}
    >
      <div role="rowgroup">
        <div role="row" class="columns" aria-rowindex={1}>
          <span role="columnheader">{words.when}</span>
          <span role="columnheader">{words.side}</span>
          <span role="columnheader">{words.product}</span>
          <span role="columnheader" class="wide">
            {words.type}
          </span>
          <span role="columnheader" class="number">
            {words.quantity}
          </span>
          <span role="columnheader" class="number">
            {words.price}
          </span>
          <span role="columnheader" class="number wide">
            {words.total}
          </span>
          <span role="columnheader">{words.status}</span>
        </div>
      </div>
      <div role="rowgroup" class="rows" style={{ height: `${rows.length * row}px` }}>
        {rows.slice(first, behind).map((order, offset) => (
          <Row
            key={(first + offset) % places}
            order={order}
            place={first + offset}
            top={(first + offset) * row}
            chosen={first + offset === at}
            choose={setAt}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly order: Order;
  readonly place: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly choose: (place: number) => void;
}

const Row = memo(function Row({ order, place, top, chosen, choose }: RowProps) {
  const { words, language } = useDesk();
  const side = order.side ?? "";
  const quantity = order.quantity === null ? "–" : grouped(order.quantity);
  return (
    <div
      role="row"
      tabIndex={-1}
      id={`row-${order.number}`}
      class="order"
      aria-rowindex={place + 2}
      aria-selected={chosen}
      style={{ top: `${top}px` }}
      onClick={() => {
        choose(place);
        go("orders", order.number);
      }}
    >
      <span role="gridcell" class="when">
        {shownMoment(order.created_time, language)}
      </span>
      <span role="gridcell" class={`flat ${side === "buy" ? "up" : "down"}`}>
        {wordOf(words.sides, order.side)}
      </span>
      <span role="gridcell" class="what">
        <span class="only">
          {wordOf(words.sides, order.side)} {quantity}{" "}
        </span>
        {order.stock_id ?? "–"}
      </span>
      <span role="gridcell" class="flat wide">
        {wordOf(words.types, order.type)}
      </span>
      <span role="gridcell" class="number flat">
        {quantity}
      </span>
      <span role="gridcell" class="number money">
        {order.price === null ? "–" : grouped(order.price)}
      </span>
      <span role="gridcell" class="number flat wide">
        {order.total_price === null ? "–" : grouped(order.total_price)}
      </span>
      <span role="gridcell" class="status">
        <span class={`pill ${order.status}`}>{wordOf(words.statuses, order.status)}</span>
      </span>
    </div>
  );
});
