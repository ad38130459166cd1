import assert from "node:assert/strict";
import { test } from "node:test";
import { placesOf, scrolledTo, windowOf } from "./window.ts";

test("of any number of rows only those in sight and a few beside them are there", () => {
  assert.deepEqual(windowOf(0, 400, 40, 10_000), { first: 0, behind: 18 });
  assert.deepEqual(windowOf(40_000, 400, 40, 10_000), { first: 992, behind: 1018 });
  assert.deepEqual(windowOf(399_600, 400, 40, 10_000), { first: 9982, behind: 10_000 });
  assert.deepEqual(windowOf(40_000, 400, 40, 0), { first: 0, behind: 0 });
});

test("a row out of sight is scrolled to, one in sight is left where it is", () => {
  assert.equal(scrolledTo(0, 100, 400, 40), 0);
  assert.equal(scrolledTo(20, 100, 400, 40), 440);
  assert.equal(scrolledTo(5, 100, 400, 40), null);
});

test("rows in sight never share a place, wherever one has scrolled", () => {
  for (const [height, row] of [
    [600, 44],
    [601, 44],
    [10, 62.4],
    [0, 44],
  ] as const) {
    for (const top of [0, 1, 43, 44, 4_399.5, 100_000]) {
      const { first, behind } = windowOf(top, height, row, 10_000);
      const places = Array.from(
        { length: behind - first },
        (_, offset) => (first + offset) % placesOf(height, row),
      );
      assert.equal(new Set(places).size, places.length);
    }
  }
});
