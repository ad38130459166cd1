import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf } from "./parts.ts";
import type { Account, Holding } from "./shapes.ts";

const account = {
  cash: "991399",
  reserved: "0",
  unsettled: "0",
  margin: "0",
  owed: "0",
  buying_power: "991000",
  equity: "1000100",
} as Account;
const holdings = [{ stock_id: "2330", market_value: "8701", unrealized_pnl: "100" } as Holding];

test("equity is told as what it is the sum of, without what is nothing", () => {
  assert.deepEqual(
    partsOf({ of: "equity" }, account, holdings)?.map(({ sign, of, value }) => `${sign}${of} ${value}`),
    ["+cash 991399", "+market_value 8701"],
  );
});

test("open profit is value less cost, of one product or of all", () => {
  const told = partsOf({ of: "unrealized_pnl", symbol: "2330" }, account, holdings);
  assert.deepEqual(
    told?.map(({ sign, value }) => `${sign}${value}`),
    ["+8701", "−8601"],
  );
  assert.deepEqual(partsOf({ of: "unrealized_pnl", symbol: "2317" }, account, holdings), []);
});

test("buying power is cash less what short positions lose on paper", () => {
  assert.deepEqual(
    partsOf({ of: "buying_power" }, account, [])?.map(({ value }) => value),
    ["991399", "399"],
  );
});

test("what the journal explains is no sum", () => {
  assert.equal(partsOf({ of: "cash" }, account, holdings), null);
  assert.equal(partsOf({ of: "equity" }, null, holdings), null);
});
