import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addressOf,
  counted,
  EVERYTHING,
  followed,
  NAMES,
  pathOf,
  type Question,
  questionOf,
  sortOf,
  turned,
} from "./question.ts";

const full = Object.fromEntries(NAMES.map((name, place) => [name, `a&b=${place} +%`])) as Question;

test("a question survives the way into an address and back", () => {
  for (const question of [EVERYTHING, full, { ...EVERYTHING, symbol__ticker: "2330" }]) {
    assert.deepEqual(questionOf(addressOf(question)), question);
    assert.deepEqual(questionOf(new URL(pathOf(question), "http://x").search), question);
  }
});

test("what is usual or not asked does not stand in the address", () => {
  assert.equal(addressOf(EVERYTHING), "");
  assert.equal(addressOf({ ...EVERYTHING, event_type: "GAP_UP" }), "?event_type=GAP_UP");
});

test("the list is asked for nothing that it does not know", () => {
  assert.deepEqual(questionOf("?access=secret&symbol__ticker=2330"), {
    ...EVERYTHING,
    symbol__ticker: "2330",
  });
});

test("a link is followed when it leads to the list, and nowhere else", () => {
  const origin = "http://127.0.0.1:8000";
  assert.equal(followed("/api/stocks/significant-events/?cursor=abc", origin)?.cursor, "abc");
  assert.equal(followed(`${origin}/api/stocks/significant-events/?cursor=abc`, origin)?.cursor, "abc");
  assert.equal(followed("/api/account/?cursor=abc", origin), null);
  assert.equal(followed(null, origin), null);
});

test("a column is sorted its usual way first, then the other way, each time from the first page on", () => {
  const deep = { ...EVERYTHING, cursor: "abc" };
  const first = turned(deep, "symbol__ticker");
  assert.deepEqual([first.ordering, first.cursor], ["symbol__ticker", ""]);
  assert.equal(sortOf(first, "symbol__ticker"), "ascending");
  assert.equal(sortOf(first, "timestamp"), "none");
  const second = turned(first, "symbol__ticker");
  assert.equal(sortOf(second, "symbol__ticker"), "descending");
  assert.equal(turned(second, "timestamp").ordering, "-timestamp");
  assert.equal(turned(EVERYTHING, "timestamp").ordering, "timestamp");
});

test("only filters are counted as filters", () => {
  assert.equal(counted(EVERYTHING), 0);
  assert.equal(counted(full), 6);
});
