import assert from "node:assert/strict";
import { test } from "node:test";
import type { Order } from "../shapes.ts";
import { fits, grown, type Listed, moved } from "./book.ts";

const order = (number: string, second: number, status = "pending", steps = 1): Order =>
  ({
    number,
    status,
    stock_id: "2330",
    created_time: `2026-03-02T03:00:0${second}Z`,
    history: Array.from({ length: steps }, () => ({ status, at: "", detail: null })),
  }) as unknown as Order;

const list = (rows: readonly Order[], next: string | null = null): Listed => ({
  rows,
  count: rows.length,
  exact: true,
  next,
  busy: false,
  error: null,
});

const numbers = ({ rows }: Listed) => rows.map(({ number }) => number).join("");

test("a new order stands where its time belongs", () => {
  const listed = list([order("d", 4), order("b", 2)]);
  assert.equal(numbers(moved(listed, order("e", 5), {})), "edb");
  assert.equal(numbers(moved(listed, order("c", 3), {})), "dcb");
  assert.equal(numbers(moved(listed, order("a", 1), {})), "dba");
});

test("what is older than all that was read comes when it is read", () => {
  const listed = list([order("d", 4)], "/more/");
  assert.equal(moved(listed, order("a", 1), {}), listed);
});

test("a step changes the order in its place, and a step that was seen already changes nothing", () => {
  const listed = list([order("d", 4), order("b", 2, "executed", 3)]);
  const after = moved(listed, order("d", 4, "executed", 2), {});
  assert.equal(after.rows[0]?.status, "executed");
  assert.equal(after.count, 2);
  assert.equal(moved(listed, order("b", 2, "pending", 1), {}), listed);
});

test("an order that fits no longer leaves the list, and one that does not fit never enters it", () => {
  const listed = list([order("d", 4)]);
  const after = moved(listed, order("d", 4, "executed", 2), { status: "pending" });
  assert.equal(numbers(after), "");
  assert.equal(after.count, 0);
  assert.equal(moved(listed, order("e", 5), { stock_id: "2317" }), listed);
  assert.equal(fits(order("e", 5), { status: "pending", stock_id: "2330" }), true);
});

test("a page behind the list repeats nothing that came by the feed", () => {
  const page = { count: 3, next: null, previous: null, results: [order("b", 2), order("a", 1)] };
  const after = grown(list([order("d", 4), order("b", 2)], "/more/"), page);
  assert.equal(numbers(after), "dba");
  assert.deepEqual([after.count, after.next, after.busy], [3, null, false]);
});
