// From what the service tells to what a chart draws. A picture may use binary fractions; the amounts beside it are the
// texts that came.

import { signOf } from "../shared/decimals.ts";
import { type DayTold, isExDay } from "../shared/exdays.ts";

export interface PriceEvent {
  readonly id: string;
  readonly symbol: { readonly ticker: string; readonly name: string | null };
  readonly event_type: string;
  readonly timestamp: string;
  readonly previous_price: string | null;
  readonly price: string;
  readonly change_percent: string | null;
}

/** Seconds since 1970. */
export interface Candle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** The day of its market that it stands for. */
  readonly day?: string;
  /** On a day without its dividend. */
  readonly ex?: true;
}

export interface Mark {
  readonly id: string;
  readonly time: number;
  readonly up: boolean;
  readonly text: string;
}

const DAY = 86_400;
const AROUND = 30 * DAY;
const MOST_BARS = 500;

const secondsOf = (moment: string): number => Math.floor(new Date(moment).valueOf() / 1_000);

/** Read bars, whether prices are named as in quotes or as in daily bars; what is no bar is left out, and time only grows. */
export function candlesOf(answer: unknown): Candle[] {
  const holder = answer as { bars?: unknown; results?: unknown } | unknown[] | null;
  const rows = Array.isArray(holder) ? holder : (holder?.bars ?? holder?.results);
  if (!Array.isArray(rows)) return [];
  const inTime = (rows as Record<string, unknown>[])
    .map((row) => ({ row, time: secondsOf(String(row.timestamp ?? row.time ?? row.date)) }))
    .filter(({ time }) => Number.isFinite(time))
    .sort((one, other) => one.time - other.time);
  const found = new Map<number, Candle>();
  let before: DayTold | undefined;
  for (const { row, time } of inTime) {
    const told = [row.open ?? row.open_price, row.high, row.low, row.close ?? row.close_price];
    const [open, high, low, close] = told.map(Number) as [number, number, number, number];
    if (![open, high, low, close].every(Number.isFinite)) continue;
    const day = { ...row, close: String(row.close ?? row.close_price) };
    found.set(time, {
      time,
      open,
      high,
      low,
      close,
      ...(typeof row.day === "string" && { day: row.day }),
      ...(isExDay(day, before) && { ex: true }),
    });
    before = day;
  }
  return [...found.values()];
}

/** The stretch of time that is worth looking at around these events, in whole days. */
export function stretchOf(events: readonly PriceEvent[]): { from: string; to: string } | null {
  const times = events.map(({ timestamp }) => secondsOf(timestamp)).filter(Number.isFinite);
  if (!times.length) return null;
  const last = Math.max(...times);
  const first = Math.max(Math.min(...times), last - (MOST_BARS - 60) * DAY);
  const day = (seconds: number) => `${new Date(seconds * 1_000).toISOString().slice(0, 10)}T00:00:00Z`;
  return { from: day(first - AROUND), to: day(last + AROUND) };
}

/** The bar that an event belongs to: its day's, or where a day has several, the one that was open at its moment. */
function barOf(at: number, candles: readonly Candle[]): Candle | undefined {
  const day = candles.filter(({ time }) => Math.floor(time / DAY) === Math.floor(at / DAY));
  return day.length === 1 ? day[0] : (candles.findLast(({ time }) => time <= at) ?? day[0]);
}

export function marksOf(events: readonly PriceEvent[], candles: readonly Candle[]): Mark[] {
  const marks = events.flatMap((event) => {
    const bar = barOf(secondsOf(event.timestamp), candles);
    return bar ? [{ id: event.id, time: bar.time, up: rises(event), text: textOf(event) }] : [];
  });
  return marks.sort((one, other) => one.time - other.time);
}

/** What is left to draw without a history: the prices that the events themselves tell, one a moment. */
export function pointsOf(events: readonly PriceEvent[]): { time: number; value: number }[] {
  const found = new Map<number, number>();
  for (const { timestamp, price } of events) {
    const time = secondsOf(timestamp);
    const value = Number(price);
    if (Number.isFinite(time) && Number.isFinite(value)) found.set(time, value);
  }
  return [...found].map(([time, value]) => ({ time, value })).sort((one, other) => one.time - other.time);
}

export function rises(event: PriceEvent): boolean {
  const sign = signOf(event.change_percent ?? "0");
  return sign ? sign > 0 : !/DOWN|DECREASE/.test(event.event_type);
}

/** A mark is short: the kind is told by its arrow and in the table. */
function textOf({ change_percent }: PriceEvent): string {
  if (!change_percent) return "";
  const [whole, rest = ""] = change_percent.replace("-", "").split(".");
  return `${whole}${rest ? `.${rest.slice(0, 1)}` : ""}%`;
}
