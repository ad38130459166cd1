// What is written on a ticket, and the order that it means. Numbers stay text; the service judges them.

import { typed } from "../../shared/decimals.ts";

export const TYPES = ["market", "limit", "stop", "stop_limit"] as const;
export type Type = (typeof TYPES)[number];
export const SIDES = ["buy", "sell"] as const;
export type Side = (typeof SIDES)[number];
export const VALIDITIES = ["gtc", "day", "ioc", "fok"] as const;

export interface Ticket {
  readonly side: Side;
  readonly type: Type;
  readonly quantity: string;
  readonly limit_price: string;
  readonly stop_price: string;
  readonly stop_loss: string;
  readonly take_profits: string;
  readonly time_in_force: string;
}

export const BLANK: Ticket = {
  side: "buy",
  type: "market",
  quantity: "",
  limit_price: "",
  stop_price: "",
  stop_loss: "",
  take_profits: "",
  time_in_force: "gtc",
};

export const limited = (type: Type): boolean => type === "limit" || type === "stop_limit";
export const stopped = (type: Type): boolean => type === "stop" || type === "stop_limit";

/** Which field is still to be written before anything can be said of the order. */
export function lacking(ticket: Ticket): "quantity" | "limit_price" | "stop_price" | null {
  if (!typed(ticket.quantity)) return "quantity";
  if (limited(ticket.type) && !typed(ticket.limit_price)) return "limit_price";
  if (stopped(ticket.type) && !typed(ticket.stop_price)) return "stop_price";
  return null;
}

/** The order as the service takes it. */
export interface Wish {
  stock_id: string;
  side: Side;
  type: Type;
  quantity: string;
  time_in_force: string;
  limit_price?: string;
  stop_price?: string;
  stop_loss?: string;
  take_profits?: readonly string[];
}

/** What the ticket asks for; nothing as long as something is lacking. */
export function wishOf(symbol: string, ticket: Ticket): Wish | null {
  if (!symbol || lacking(ticket)) return null;
  const wish: Wish = {
    stock_id: symbol,
    side: ticket.side,
    type: ticket.type,
    quantity: typed(ticket.quantity),
    time_in_force: ticket.time_in_force,
  };
  if (limited(ticket.type)) wish.limit_price = typed(ticket.limit_price);
  if (stopped(ticket.type)) wish.stop_price = typed(ticket.stop_price);
  if (typed(ticket.stop_loss)) wish.stop_loss = typed(ticket.stop_loss);
  const targets = ticket.take_profits
    .normalize("NFKC")
    .split(/[\s;]+/)
    .filter(Boolean); // with their commas, which may part thousands or targets: the service refuses them
  if (targets.length) wish.take_profits = targets;
  return wish;
}
