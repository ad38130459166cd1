// A list of orders, the newest first, that moves with the feed and grows as somebody reads on.

import { Store } from "../../shared/store.ts";
import type { Live, OrderTold } from "../live.ts";
import type { Order, Page } from "../shapes.ts";

export interface Filter {
  readonly status?: string;
  readonly stock_id?: string;
}

export interface Listed {
  readonly rows: readonly Order[];
  /** How many there are at the service, as far as it has counted. */
  readonly count: number;
  readonly exact: boolean;
  readonly next: string | null;
  readonly busy: boolean;
  readonly error: unknown;
}

const EMPTY: Listed = { rows: [], count: 0, exact: true, next: null, busy: true, error: null };

export const fits = (order: Order, { status, stock_id }: Filter): boolean =>
  (!status || order.status === status) && (!stock_id || order.stock_id === stock_id);

/** The list after a step of an order. What is older than all that was read so far comes when it is read. */
export function moved(listed: Listed, order: Order, filter: Filter): Listed {
  const place = listed.rows.findIndex(({ number }) => number === order.number);
  const known = listed.rows[place];
  if (known) {
    if (known.history.length > order.history.length) return listed; // a step that was seen already
    const rows = [...listed.rows];
    if (fits(order, filter)) rows[place] = order;
    else rows.splice(place, 1);
    return { ...listed, rows, count: listed.count + rows.length - listed.rows.length };
  }
  if (!fits(order, filter)) return listed;
  const behind = listed.rows.findIndex(({ created_time }) => created_time <= order.created_time);
  if (behind < 0 && listed.next) return listed;
  const at = behind < 0 ? listed.rows.length : behind;
  const rows = [...listed.rows.slice(0, at), order, ...listed.rows.slice(at)];
  return { ...listed, rows, count: listed.count + 1 };
}

/** The list with another page behind it; what has come by the feed meanwhile is there once. */
export function grown(listed: Listed, page: Page<Order>): Listed {
  const known = new Set(listed.rows.map(({ number }) => number));
  const fresh = page.results.filter(({ number }) => !known.has(number));
  return {
    rows: [...listed.rows, ...fresh],
    count: Math.max(page.count, listed.rows.length + fresh.length),
    exact: page.count_exact !== false,
    next: page.next,
    busy: false,
    error: null,
  };
}

export class OrderBook {
  readonly listed = new Store<Listed>(EMPTY);
  readonly #live: Live;
  readonly #filter: Filter;
  readonly #size: number;
  readonly #leave: readonly (() => void)[];
  #caller = new AbortController();

  constructor(live: Live, filter: Filter, size: number) {
    this.#live = live;
    this.#filter = filter;
    this.#size = size;
    this.#leave = [live.onOrder((told) => this.#hear(told)), live.begun.listen(() => this.load())];
    this.load();
  }

  close(): void {
    for (const leave of this.#leave) leave();
    this.#caller.abort();
  }

  load(): void {
    this.#caller.abort();
    this.#caller = new AbortController();
    const query = new URLSearchParams({ page_size: String(this.#size) });
    for (const [name, value] of Object.entries(this.#filter)) if (value) query.set(name, value);
    this.#read(`/api/orders/?${query}`, EMPTY);
  }

  /** Read on, if there is more. */
  more(): void {
    const { next, busy } = this.listed.value;
    if (next && !busy) this.#read(next, null);
  }

  #read(path: string, from: Listed | null): void {
    const { signal } = this.#caller;
    this.listed.set({ ...this.listed.value, busy: true });
    this.#live.session.get<Page<Order>>(path, signal).then(
      (page) => this.listed.set(grown(from ?? this.listed.value, page)),
      (error: unknown) => {
        if (!signal.aborted) this.listed.set({ ...this.listed.value, busy: false, error });
      },
    );
  }

  #hear({ order }: OrderTold): void {
    this.listed.set(moved(this.listed.value, order, this.#filter));
  }
}
