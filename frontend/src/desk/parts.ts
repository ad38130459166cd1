// Numbers that are sums of others. The service adds them up; here it is only said of what.

import { difference, signOf } from "../shared/decimals.ts";
import type { Explained } from "./desk.ts";
import type { Account, Holding } from "./shapes.ts";

export interface Part {
  readonly sign: "+" | "−";
  readonly value: string;
  readonly of: string;
  readonly symbol?: string;
}

/** What a number is the sum of; nothing when entries of the journal made it. */
export function partsOf(
  { of, symbol }: Explained,
  account: Account | null,
  holdings: readonly Holding[],
): readonly Part[] | null {
  if (!account) return null;
  if (of === "equity") {
    return [
      { sign: "+", value: account.cash, of: "cash" },
      { sign: "+", value: account.reserved, of: "reserved" },
      { sign: "+", value: account.unsettled, of: "unsettled" },
      { sign: "+", value: account.margin, of: "margin" },
      { sign: "−", value: account.owed, of: "owed" },
      ...holdings.map(
        ({ stock_id, market_value }): Part => ({
          sign: "+",
          value: market_value,
          of: "market_value",
          symbol: stock_id,
        }),
      ),
    ].filter(({ value, of: part }) => part === "cash" || signOf(value) !== 0) as Part[];
  }
  if (of === "buying_power") {
    const lost = difference(account.cash, account.buying_power) ?? "0";
    return [
      { sign: "+", value: account.cash, of: "cash" },
      { sign: "−", value: lost, of: "short_losses" },
    ];
  }
  if (of === "unrealized_pnl") {
    return holdings
      .filter(({ stock_id }) => !symbol || stock_id === symbol)
      .flatMap(({ stock_id, market_value, unrealized_pnl }): Part[] => [
        { sign: "+", value: market_value, of: "market_value", symbol: stock_id },
        { sign: "−", value: difference(market_value, unrealized_pnl) ?? "0", of: "cost", symbol: stock_id },
      ]);
  }
  return null;
}
