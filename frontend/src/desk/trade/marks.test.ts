import assert from "node:assert/strict";
import { test } from "node:test";
import type { Trade } from "../shapes.ts";
import { barsOf, decimalsOf, exMarksOf, marksOf, movedBar, secondsOf } from "./marks.ts";

const at = (minute: number) => `2026-03-02T03:0${minute}:30Z`;
const start = secondsOf("2026-03-02T03:00:00Z");
const times = [start, start + 60, start + 120];

test("a trade stands on the bar that it fell into, and one before the first bar nowhere", () => {
  const trade = (id: string, side: string, executed_at: string) =>
    ({ id, side, executed_at, quantity: "10" }) as Trade;
  const marks = marksOf(
    times,
    [trade("s", "sell", at(2)), trade("b", "buy", at(0)), trade("o", "buy", "2026-03-02T02:59:59Z")],
    [{ id: "e", event_type: "PRICE_DECREASE", timestamp: at(1), change_percent: "-5.125" }],
  );
  assert.deepEqual(
    marks.map(({ id, time, kind, text }) => [id, time - start, kind, text]),
    [
      ["b", 0, "buy", "10"],
      ["e", 60, "down", "-5.1%"],
      ["s", 120, "sell", "10"],
    ],
  );
});

test("a day without its dividend is marked among the others, in their order", () => {
  const told = { timestamp: "2026-03-02T03:00:00Z", open: "10", high: "11", low: "9", close: "10" };
  const next = { ...told, timestamp: "2026-03-02T03:01:00Z", day: "2026-03-03", ex_dividend: true };
  const marks = exMarksOf(barsOf([told, next]), "ex");
  assert.deepEqual(marks, [{ id: `ex ${start + 60}`, time: start + 60, kind: "ex", text: "ex" }]);
  const event = (id: string, minute: number) => ({
    id,
    event_type: "GAP_UP",
    timestamp: at(minute),
    change_percent: "5",
  });
  assert.deepEqual(
    marksOf(times, [], [event("late", 2), event("early", 0)], marks).map(({ kind }) => kind),
    ["up", "ex", "up"],
  );
});

test("a price moves the last bar, or begins the next", () => {
  const [bar] = barsOf([
    { timestamp: "2026-03-02T03:00:00Z", open: "10", high: "11", low: "9", close: "10" },
  ]);
  assert.deepEqual(movedBar(bar, 12, start + 59, 60), { time: start, open: 10, high: 12, low: 9, close: 12 });
  assert.deepEqual(movedBar(bar, 8, start + 130, 60), {
    time: start + 120,
    open: 8,
    high: 8,
    low: 8,
    close: 8,
  });
  assert.equal(movedBar(undefined, 8, start + 61, 60).time, start + 60);
});

test("prices are drawn with as many decimals as they have", () => {
  assert.equal(decimalsOf(["860", "860.1", "1.08605"]), 5);
  assert.equal(decimalsOf([]), 0);
});
