import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, routeOf } from "./route.ts";

test("an address leads where it was made for, and an unknown one to the portfolio", () => {
  assert.deepEqual(routeOf(addressOf("trade", "BTC/USD")), { place: "trade", of: "BTC/USD" });
  assert.deepEqual(routeOf(addressOf("orders")), { place: "orders", of: "" });
  assert.deepEqual(routeOf(""), { place: "portfolio", of: "" });
  assert.deepEqual(routeOf("#/elsewhere/1"), { place: "portfolio", of: "1" });
  assert.deepEqual(routeOf("#/trade/%E0%A4"), { place: "trade", of: "" });
});
