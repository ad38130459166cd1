import assert from "node:assert/strict";
import { test } from "node:test";
import { candlesOf, marksOf, type PriceEvent, pointsOf, rises, stretchOf } from "./series.ts";

const DAY = 86_400;
const noon = (day: number) => `2026-01-${String(day).padStart(2, "0")}T04:00:00Z`;
const event = (id: string, timestamp: string, change = "7.25"): PriceEvent => ({
  id,
  symbol: { ticker: "2330", name: "TSMC" },
  event_type: change.startsWith("-") ? "PRICE_DECREASE" : "PRICE_INCREASE",
  timestamp,
  previous_price: "100",
  price: "107.25",
  change_percent: change,
});
const bar = (timestamp: string) => ({ timestamp, open: "100", high: "110", low: "99", close: "107.25" });

test("bars are read in time order, each moment once, whatever else the answer holds", () => {
  const found = candlesOf({ bars: [bar(noon(3)), bar(noon(2)), bar(noon(3)), { timestamp: noon(4) }, {}] });
  assert.equal(found.length, 2);
  assert.deepEqual(found[0], {
    time: Date.UTC(2026, 0, 2, 4) / 1_000,
    open: 100,
    high: 110,
    low: 99,
    close: 107.25,
  });
  const { open, close, ...rest } = bar(noon(2));
  assert.deepEqual(candlesOf([{ ...rest, open_price: open, close_price: close }]), found.slice(0, 1));
  for (const nothing of [null, {}, { bars: null }, "x"]) assert.deepEqual(candlesOf(nothing), []);
});

test("a bar tells the day that it stands for, and whether it is one without its dividend", () => {
  const days = [
    { ...bar("2026-01-05T16:00:00Z"), day: "2026-01-06" },
    { ...bar("2026-01-06T16:00:00Z"), day: "2026-01-07", reference_price: "104.5" },
  ];
  for (const told of [days, days.toReversed()])
    assert.deepEqual(
      candlesOf({ results: told }).map(({ day, ex }) => [day, ex]),
      [
        ["2026-01-06", undefined],
        ["2026-01-07", true],
      ],
    );
});

test("an event is marked at the bar that was open, and not where there is none", () => {
  const candles = candlesOf({ bars: [bar(noon(5)), bar(noon(6))] });
  const marks = marksOf(
    [
      event("late", "2026-01-06T09:30:00Z", "-12.5"),
      event("early", "2026-01-05T05:00:00Z"),
      event("old", noon(1)),
    ],
    candles,
  );
  assert.deepEqual(
    marks.map(({ id, time, up, text }) => ({ id, time, up, text })),
    [
      { id: "early", time: candles[0]?.time, up: true, text: "7.2%" },
      { id: "late", time: candles[1]?.time, up: false, text: "12.5%" },
    ],
  );
});

test("an event of the morning belongs to the day whose bar is told at its close", () => {
  const days = candlesOf({ bars: [bar(noon(5)), bar(noon(6))] });
  const [dawn] = marksOf([event("dawn", "2026-01-06T01:00:00Z")], days);
  assert.equal(dawn?.time, days[1]?.time);
  assert.equal(marksOf([event("before", "2026-01-01T01:00:00Z")], days).length, 0);
});

test("within a day an event belongs to the bar that was open", () => {
  const minutes = candlesOf({ bars: ["04:00", "04:05", "04:10"].map((at) => bar(`2026-01-05T${at}:00Z`)) });
  const times = ["04:07", "04:10", "03:00"].map(
    (at) => marksOf([event(at, `2026-01-05T${at}:00Z`)], minutes)[0]?.time,
  );
  assert.deepEqual(times, [minutes[1]?.time, minutes[2]?.time, minutes[0]?.time]);
});

test("the stretch holds the events with room around them, and not more than can be drawn", () => {
  assert.deepEqual(stretchOf([event("a", noon(31))]), {
    from: "2026-01-01T00:00:00Z",
    to: "2026-03-02T00:00:00Z",
  });
  assert.equal(stretchOf([]), null);
  const wide = stretchOf([event("a", "1999-01-01T00:00:00Z"), event("b", noon(31))]);
  assert.ok(wide && Date.parse(wide.to) - Date.parse(wide.from) <= 520 * DAY * 1_000);
});

test("without a history the events' own prices are drawn, one a moment", () => {
  const points = pointsOf([event("b", noon(3)), event("a", noon(2)), event("c", noon(3))]);
  assert.deepEqual(
    points.map(({ value }) => value),
    [107.25, 107.25],
  );
});

test("where the change is nothing, the kind says which way it went", () => {
  assert.equal(rises({ ...event("a", noon(1), "0"), event_type: "GAP_DOWN" }), false);
  assert.equal(rises({ ...event("a", noon(1)), change_percent: null, event_type: "LIMIT_UP" }), true);
});
