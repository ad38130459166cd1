import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, grouped, percent, signed, signOf, typed } from "./decimals.ts";

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

test("a difference is exact to the last digit", () => {
  for (const [one, other, expected] of [
    ["1.0860", "1.0850", "0.001"],
    ["0.1", "0.3", "-0.2"],
    ["999999999999999.99999999", "0.00000001", "999999999999999.99999998"],
    ["-5", "-5.0", "0"],
    ["1", "-1", "2"],
    ["three", "1", null],
  ] as const)
    assert.equal(difference(one, other), expected);
});

test("a change in a hundred has two places and is rounded away from nothing", () => {
  for (const [change, base, expected] of [
    ["5", "1000", "0.50"],
    ["-1", "3", "-33.33"],
    ["2", "3", "66.67"],
    ["0.005", "100", "0.01"],
    ["-0.001", "100", "0.00"],
    ["0", "7", "0.00"],
    ["1", "0", null],
    ["1", "nothing", null],
  ] as const)
    assert.equal(percent(change, base), expected);
});

test("what people type is taken with its thousands apart and in full width", () => {
  for (const [text, expected] of [
    ["1,000,000", "1000000"],
    [" 860.1 ", "860.1"],
    ["１２．５", "12.5"],
    ["1,234.5", "1234.5"],
    ["1,5", "1,5"],
    ["1,0000", "1,0000"],
    ["", ""],
  ] as const)
    assert.equal(typed(text), expected);
});
