import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem, problemOf, settled, Unreachable } from "./problems.ts";

test("a refusal keeps its sentence and says what is wrong with each field", () => {
  const found = problemOf(
    400,
    '{"detail":"page is no number.","code":"invalid_parameter","errors":[{"field":"page","message":"is no number"}]}',
  );
  assert.ok(found instanceof Problem);
  assert.equal(found.message, "page is no number.");
  assert.equal(found.code, "invalid_parameter");
  assert.equal(found.about("page"), "is no number");
  assert.equal(found.about("ordering"), undefined);
});

test("a refusal without faults of fields is a refusal all the same", () => {
  const found = problemOf(503, '{"detail":"Ask again later.","errors":[null,{"field":1},"x"]}');
  assert.ok(found instanceof Problem);
  assert.deepEqual(found.faults, []);
});

test("what a proxy answers in the place of the service is not shown as its sentence", () => {
  for (const body of ["<html>Bad gateway</html>", "", "null", "[]", '{"detail":5}']) {
    assert.ok(problemOf(502, body) instanceof Unreachable, body);
  }
});

test("a refusal is known to have had no effect, silence and troubles of the service are not", () => {
  assert.equal(settled(new Problem(409, "insufficient_funds", "too dear")), true);
  assert.equal(settled(new Problem(409, "idempotency_key_in_use", "still at it")), false);
  assert.equal(settled(new Problem(503, "unavailable", "later")), false);
  assert.equal(settled(new Unreachable("gone")), false);
});
