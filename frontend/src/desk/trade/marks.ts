// Where trades and events stand on a chart.

import { isExDay } from "../../shared/exdays.ts";
import type { Bar, Mark } from "../drawing.ts";
import type { Trade } from "../shapes.ts";

export interface BarTold {
  readonly timestamp: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly day?: string;
  readonly reference_price?: string;
  readonly ex_dividend?: boolean;
}

export interface EventTold {
  readonly id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly change_percent: string;
}

export const secondsOf = (moment: string): number => Math.floor(Date.parse(moment) / 1000);

export function barsOf(told: readonly BarTold[]): Bar[] {
  return told.map((bar, place) => ({
    time: secondsOf(bar.timestamp),
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    ...(bar.day && { day: bar.day }),
    ...(isExDay(bar, told[place - 1]) && { ex: true }),
  }));
}

/** How many decimals the prices have that are shown. */
export const decimalsOf = (prices: readonly string[]): number =>
  Math.min(Math.max(0, ...prices.map((price) => price.split(".")[1]?.length ?? 0)), 8);

/** The bar in which a moment falls; none for what was before the first. */
function within(times: readonly number[], moment: number): number | null {
  const place = times.findLastIndex((time) => time <= moment);
  return times[place] ?? null;
}

/** What days without their dividend are called, below their bars. */
export const exMarksOf = (bars: readonly Bar[], text: string): Mark[] =>
  bars.flatMap(({ ex, time }): Mark[] => (ex ? [{ id: `ex ${time}`, time, kind: "ex", text }] : []));

/** Marks in the order of their bars, as the chart wants them. */
export function marksOf(
  times: readonly number[],
  trades: readonly Trade[],
  events: readonly EventTold[],
  others: readonly Mark[] = [],
): Mark[] {
  const found: Mark[] = [...others];
  for (const { id, side, executed_at, quantity } of trades) {
    const time = within(times, secondsOf(executed_at));
    if (time !== null) found.push({ id, time, kind: side === "buy" ? "buy" : "sell", text: quantity });
  }
  for (const { id, timestamp, change_percent } of events) {
    const time = within(times, secondsOf(timestamp));
    const kind = change_percent.startsWith("-") ? "down" : "up";
    if (time !== null) found.push({ id, time, kind, text: `${change_percent.replace(/(\.\d)\d*$/, "$1")}%` });
  }
  return found.sort((one, other) => one.time - other.time);
}

/** The bar that a new price makes of the last one, or begins. */
export function movedBar(last: Bar | undefined, price: number, moment: number, length: number): Bar {
  const time = moment - (moment % length);
  if (!last || last.time + length <= moment) {
    const begun = last ? Math.max(time, last.time + length) : time;
    return { time: begun, open: price, high: price, low: price, close: price };
  }
  return { ...last, high: Math.max(last.high, price), low: Math.min(last.low, price), close: price };
}
