import assert from "node:assert/strict";
import { test } from "node:test";
import { localOf, momentOf, shownMoment } from "./moments.ts";

test("what was written in a field means the same moment when it is shown again", () => {
  for (const moment of ["2026-01-05T04:00:00Z", "2026-06-30T23:59:59Z", "2024-02-29T12:30:15Z"]) {
    assert.equal(momentOf(localOf(moment)), moment);
  }
});

test("an offset is honoured", () => {
  assert.equal(momentOf(localOf("2026-01-05T12:00:00+08:00")), "2026-01-05T04:00:00Z");
});

test("an empty or broken field means no moment", () => {
  for (const text of ["", "yesterday"]) {
    assert.equal(momentOf(text), "");
    assert.equal(localOf(text), "");
  }
});

test("a moment is shown in each language, and anything else as it came", () => {
  assert.match(shownMoment("2026-01-05T04:00:00Z", "en"), /2026/);
  assert.match(shownMoment("2026-01-05T04:00:00Z", "zh-Hant"), /2026/);
  assert.equal(shownMoment("soon", "en"), "soon");
});
