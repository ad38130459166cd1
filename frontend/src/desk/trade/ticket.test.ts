import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, lacking, wishOf } from "./ticket.ts";

test("as long as something is lacking there is no order", () => {
  assert.equal(lacking(BLANK), "quantity");
  assert.equal(lacking({ ...BLANK, quantity: "1", type: "limit" }), "limit_price");
  assert.equal(lacking({ ...BLANK, quantity: "1", type: "stop_limit", limit_price: "5" }), "stop_price");
  assert.equal(wishOf("2330", BLANK), null);
  assert.equal(wishOf("", { ...BLANK, quantity: "1" }), null);
});

test("only what belongs to the type is sent, digit by digit as it was written", () => {
  const ticket = { ...BLANK, quantity: "1,000", limit_price: "860.10", stop_price: "9" };
  assert.deepEqual(wishOf("2330", ticket), {
    stock_id: "2330",
    side: "buy",
    type: "market",
    quantity: "1000",
    time_in_force: "gtc",
  });
  assert.equal(wishOf("2330", { ...ticket, type: "limit" })?.limit_price, "860.10");
  assert.equal(wishOf("2330", { ...ticket, type: "stop" })?.stop_price, "9");
});

test("targets are several, and a stop-loss is one", () => {
  const wish = wishOf("EURUSD", {
    ...BLANK,
    quantity: "1",
    stop_loss: "1.07",
    take_profits: "1.09  1.10;1.2",
  });
  assert.deepEqual([wish?.stop_loss, wish?.take_profits], ["1.07", ["1.09", "1.10", "1.2"]]);
  const unclear = wishOf("2330", { ...BLANK, quantity: "1", take_profits: "880,900" });
  assert.deepEqual(unclear?.take_profits, ["880,900"]);
});
