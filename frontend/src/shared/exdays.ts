// Days on which a dividend or a right is traded no more: the price falls by what it was worth, and nobody has lost anything.

import { difference, signOf } from "./decimals.ts";

export interface DayTold {
  readonly close: string;
  readonly reference_price?: string | null;
  readonly ex_dividend?: boolean;
}

/** Whether the exchange compares a day with something else than the close before it; what is not told is no such day. */
export function isExDay(day: DayTold, before: DayTold | undefined): boolean {
  if (day.ex_dividend) return true;
  if (!day.reference_price || !before) return false;
  const moved = difference(day.reference_price, before.close);
  return moved !== null && signOf(moved) !== 0;
}
