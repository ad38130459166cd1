// What moves while somebody looks: one place that hears the feeds and keeps what everybody on the desk needs.

import { Feed, type Message } from "../shared/feed.ts";
import type { Session } from "../shared/session.ts";
import { Store } from "../shared/store.ts";
import type { Account, Holding, Order, Price, Step } from "./shapes.ts";

/** A step of an order, as the feed tells it. */
export interface OrderTold extends Message {
  readonly event: Step;
  readonly order: Order;
}

interface PriceTold extends Message, Price {}

const SOON = 250;
const NOW_AND_THEN = 5_000;
const MOST_WATCHED = 50;
/** What is shown of the market to somebody who holds nothing. */
const KNOWN = ["2330", "0050", "EURUSD", "XAUUSD"];
/** What can be a product at all; the feed turns away whoever asks for anything else, with all that he asks for. */
const SYMBOL = /^[A-Z0-9]([A-Z0-9._:^=-]{0,22}[A-Z0-9])?$/;

export class Live {
  readonly session: Session;
  readonly account = new Store<Account | null>(null);
  readonly holdings = new Store<readonly Holding[] | null>(null);
  readonly prices = new Store<ReadonlyMap<string, Price>>(new Map());
  readonly watched = new Store<readonly string[]>(KNOWN);
  /** Whether the feed of orders is heard; before the first time nobody is told that it is not. */
  readonly heard = new Store(true);
  /** The last step of any order, for whoever wants to say it. */
  readonly told = new Store<OrderTold | null>(null);
  /** Counts how often everything has to be read anew. */
  readonly begun = new Store(0);
  readonly refused = new Store(0);

  readonly #orders: Feed;
  readonly #slips: Feed;
  #market: Feed | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<(told: OrderTold) => void>();
  #chosen: string | null = null;

  constructor(session: Session) {
    this.session = session;
    this.#orders = new Feed({
      session,
      path: "/ws/orders/",
      channel: "orders",
      hear: (message) => this.#order(message as OrderTold),
      begin: () => {
        this.begun.set(this.begun.value + 1);
        this.look(0);
      },
      live: (live) => this.heard.set(live),
    });
    this.#slips = new Feed({
      session,
      path: "/ws/signals/invalid/",
      channel: "signals/invalid",
      hear: () => this.refused.set(this.refused.value + 1),
      begin: () => this.refused.set(this.refused.value + 1),
      live: () => undefined,
    });
    this.#watch();
    this.look(0);
  }

  close(): void {
    clearTimeout(this.#looking);
    this.#orders.close();
    this.#slips.close();
    this.#market?.close();
  }

  hurry(): void {
    this.#orders.hurry();
    this.#slips.hurry();
    this.#market?.hurry();
  }

  /** Hear of every step of every order. */
  onOrder(listener: (told: OrderTold) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Have the price of a product told, whether or not it is held. */
  choose(symbol: string): void {
    const chosen = SYMBOL.test(symbol) ? symbol : null;
    if (this.#chosen === chosen) return;
    this.#chosen = chosen;
    this.#follow();
  }

  /** Read the account again, soon; several wishes are one. */
  look(wait = SOON): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => void this.#read(), wait);
  }

  async #read(): Promise<void> {
    if (!document.hidden) {
      await Promise.all([
        this.session.get<Account>("/api/account/").then((found) => this.account.set(found)),
        this.session.get<{ holdings: Holding[] }>("/api/holdings/").then(({ holdings }) => {
          this.holdings.set(holdings);
          this.#follow();
        }),
      ]).catch(() => undefined); // said by whoever watches the connection; the next time comes soon
    }
    this.look(NOW_AND_THEN);
  }

  #order(told: OrderTold): void {
    this.told.set(told);
    for (const listener of this.#listeners) listener(told);
    this.look();
  }

  #follow(): void {
    const held = (this.holdings.value ?? []).map(({ stock_id }) => stock_id);
    const wanted = [...new Set([...(this.#chosen ? [this.#chosen] : []), ...held, ...KNOWN])];
    const shown = wanted.slice(0, MOST_WATCHED);
    const known = new Set(this.watched.value);
    if (shown.length === known.size && shown.every((symbol) => known.has(symbol))) return;
    this.watched.set(shown);
    this.#watch();
  }

  #watch(): void {
    this.#market?.close();
    this.#market = new Feed({
      session: this.session,
      path: "/ws/prices/",
      query: { stock_id: this.watched.value.join(",") },
      hear: (message) => {
        const told = message as PriceTold;
        this.prices.set(new Map(this.prices.value).set(told.stock_id, told));
      },
      begin: () => undefined,
      live: () => undefined,
    });
  }
}
