import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, spoken } from "./languages.ts";

test("a reader gets the first of his languages that we speak", () => {
  assert.equal(spoken(["de-DE", "zh-TW", "en"]), "zh-Hant");
  assert.equal(spoken(["en-GB", "zh"]), "en");
  assert.equal(spoken(["ZH-hant"]), "zh-Hant");
  assert.equal(spoken(["fr"]), "en");
  assert.equal(spoken([]), "en");
});

test("values go where a sentence names them, and an unknown place stays visible", () => {
  assert.equal(filled("{count} of {all}", { count: 0, all: "9" }), "0 of 9");
  assert.equal(filled("{nobody}", {}), "{nobody}");
});
