import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, signed, signOf } from "./decimals.ts";

test("every digit that came is shown, in groups of three before the point alone", () => {
  assert.equal(grouped("1234567.12345678"), "1,234,567.12345678");
  assert.equal(grouped("-1000"), "\u22121,000");
  assert.equal(grouped("999"), "999");
  assert.equal(grouped("0.10"), "0.10");
  assert.equal(grouped("1000000000000000.00000001"), "1,000,000,000,000,000.00000001");
});

test("what is no decimal is shown as it came", () => {
  for (const text of ["", "n/a", "1e5", "1.", "--"]) assert.equal(grouped(text), text);
});

test("nothing is neither above nor below, however it is written", () => {
  for (const text of ["0", "-0.00", "+0", "x"]) assert.equal(signOf(text), 0);
  assert.equal(signOf("-0.01"), -1);
  assert.equal(signOf("0.01"), 1);
});

test("a change says its sign", () => {
  assert.equal(signed("7.5"), "+7.5");
  assert.equal(signed("-7.5"), "\u22127.5");
  assert.equal(signed("0.0"), "0.0");
});
