import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { curlOf, quoted, tokenOf } from "./shell.ts";

test("a shell reads back the very text that was quoted", () => {
  for (const text of ["2330", "it's", '$(id) `id` \\ "x"', "a b\nc", "-timestamp", "", "台積電", "!!", "~"]) {
    assert.equal(execFileSync("sh", ["-c", `printf %s ${quoted(text)}`], { encoding: "utf8" }), text);
  }
});

test("curl puts the same question, each value as one word, and with no secret in it", () => {
  const command = curlOf("http://127.0.0.1:8000", "/api/x/", [
    ["symbol__ticker", "it's"],
    ["ordering", "-timestamp"],
  ]);
  const words = execFileSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; TOKEN=secret; ${command}`], {
    encoding: "utf8",
  });
  assert.deepEqual(words.trim().split("\n"), [
    "--get",
    "http://127.0.0.1:8000/api/x/",
    "--header",
    "Authorization: Bearer secret",
    "--data-urlencode",
    "symbol__ticker=it's",
    "--data-urlencode",
    "ordering=-timestamp",
  ]);
  assert.ok(!command.includes("secret"));
});

test("the token is read from the answer to a login", () => {
  const command = tokenOf("http://127.0.0.1:8000", "o'brien");
  const read = execFileSync(
    "sh",
    ["-c", `curl() { printf '{"access": "%s"}' "$4"; }; ${command}; printf %s "$TOKEN"`],
    {
      encoding: "utf8",
    },
  );
  assert.equal(read, "http://127.0.0.1:8000/api/auth/login/");
});
