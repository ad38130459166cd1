import assert from "node:assert/strict";
import { test } from "node:test";
import { underlined } from "./underline.ts";

test("what was found wrong is cut out at its line and column", () => {
  assert.deepEqual(underlined("BUY EURUSD\nSL abc\nTP 2", 2, 4, "abc"), {
    before: "BUY EURUSD\nSL ",
    wrong: "abc",
    behind: "\nTP 2",
  });
});

test("columns count characters and not the halves of them, and breaks may be two long", () => {
  assert.deepEqual(underlined("BUY 🚀\r\n🚀 nix", 2, 3, "nix"), {
    before: "BUY 🚀\r\n🚀 ",
    wrong: "nix",
    behind: "",
  });
});

test("where something is missing the place itself is shown, and without a place nothing is", () => {
  assert.deepEqual(underlined("BUY", 1, 4, null), { before: "BUY", wrong: " ", behind: "" });
  assert.deepEqual(underlined("BUY nothing now", 1, 5, null), {
    before: "BUY ",
    wrong: "nothing",
    behind: " now",
  });
  assert.deepEqual(underlined("BUY\n", 2, 1, null), { before: "BUY\n", wrong: " ", behind: "" });
  assert.equal(underlined("BUY", null, 4, null), null);
  assert.equal(underlined("BUY", 1, null, null), null);
});
