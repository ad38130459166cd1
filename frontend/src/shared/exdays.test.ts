import assert from "node:assert/strict";
import { test } from "node:test";
import { isExDay } from "./exdays.ts";

const before = { close: "100.50" };

test("a day that is compared with no day is one, and so is a day whose reference is not the close before", () => {
  assert.equal(isExDay({ close: "95", ex_dividend: true }, undefined), true);
  assert.equal(isExDay({ close: "95", reference_price: "96" }, before), true);
  assert.equal(isExDay({ close: "95", reference_price: "100.5" }, before), false);
});

test("what is not told is no such day", () => {
  assert.equal(isExDay({ close: "95" }, before), false);
  assert.equal(isExDay({ close: "95", reference_price: "96" }, undefined), false);
  assert.equal(isExDay({ close: "95", reference_price: "none" }, before), false);
});
