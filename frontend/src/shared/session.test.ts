import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem, Unreachable } from "./problems.ts";
import { Session } from "./session.ts";

interface Asked {
  path: string;
  token: string | null;
  key: string | null;
  body: string;
}

const refusal = (status: number) => new Response(`{"detail":"No.","code":"no"}`, { status });

/** A service whose access tokens hold as long as it says, and that notes what it was asked. */
function service() {
  const asked: Asked[] = [];
  const house = { asked, holds: "access-1", refresh: "refresh-1", turn: 1, lost: 0, ended: 0 };
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const body = String(init.body ?? "");
    asked.push({ path, token: headers.get("authorization"), key: headers.get("idempotency-key"), body });
    if (path === "/api/auth/logout/") return new Response(null, { status: 204 });
    if (path === "/api/auth/register/") return Response.json({}, { status: 201 });
    if (path === "/api/auth/login/") return Response.json({ access: house.holds, refresh: house.refresh });
    if (path === "/api/token/refresh/") {
      if (house.lost-- > 0) throw new TypeError("the line broke");
      if (JSON.parse(body).refresh !== house.refresh) return refusal(401);
      house.turn += 1;
      house.holds = `access-${house.turn}`;
      house.refresh = `refresh-${house.turn}`;
      return Response.json({ access: house.holds, refresh: house.refresh });
    }
    return headers.get("authorization") === `Bearer ${house.holds}` ? Response.json({ path }) : refusal(401);
  };
  const session = new Session(() => {
    house.ended += 1;
  }, ask);
  return { house, session };
}

const refreshes = (asked: Asked[]) => asked.filter(({ path }) => path === "/api/token/refresh/");

test("an access token that has expired is exchanged once, however many questions wait for it", async () => {
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  house.holds = "another";
  const answers = await Promise.all(["/a", "/b", "/c"].map((path) => session.get(path)));
  assert.deepEqual(answers, [{ path: "/a" }, { path: "/b" }, { path: "/c" }]);
  assert.equal(refreshes(house.asked).length, 1);
});

test("a renewal whose answer was lost is asked for again under the same key", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  house.holds = "another";
  house.lost = 1;
  const asking = session.get("/a");
  while (refreshes(house.asked).length < 2) {
    await new Promise((resolve) => setImmediate(resolve));
    context.mock.timers.tick(1_000);
  }
  assert.deepEqual(await asking, { path: "/a" });
  assert.equal(new Set(refreshes(house.asked).map(({ key }) => key)).size, 1);
});

test("a session that the service has ended is told of, and forgets its tokens", async () => {
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  house.holds = house.refresh = "another";
  await assert.rejects(session.get("/a"), Problem);
  assert.equal(house.ended, 1);
  await assert.rejects(session.get("/a"), Problem);
  assert.equal(house.asked.at(-1)?.token, null);
  assert.equal(refreshes(house.asked).length, 1);
});

test("who logs out is forgotten here even when the service cannot be told", async () => {
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  await session.logOut();
  assert.deepEqual(house.asked.at(-1)?.body, '{"refresh":"refresh-1"}');
  await assert.rejects(session.get("/a"), Problem);
  assert.equal(house.ended, 0);
});

test("who registers is logged in", async () => {
  const { session } = service();
  await session.register("alice", "correct horse");
  assert.deepEqual(await session.get("/a"), { path: "/a" });
});

test("a service that does not answer is no refusal", async () => {
  const session = new Session(
    () => undefined,
    () => Promise.reject(new TypeError("no line")),
  );
  await assert.rejects(session.logIn("alice", "correct horse"), Unreachable);
});

test("a question that was called back stays called back", async () => {
  const caller = new AbortController();
  const session = new Session(
    () => undefined,
    () => {
      caller.abort();
      return Promise.reject(caller.signal.reason);
    },
  );
  await assert.rejects(session.get("/a", caller.signal), { name: "AbortError" });
});

test("what is done twice because a token had expired is done under one key", async () => {
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  house.holds = "another";
  await session.post("/api/orders/", { quantity: "1" });
  const keys = house.asked.filter(({ path }) => path === "/api/orders/").map(({ key }) => key);
  assert.equal(keys.length, 2);
  assert.equal(new Set(keys).size, 1);
});

test("a text is sent as it is, and nothing is sent with what is taken away", async () => {
  const { house, session } = service();
  await session.logIn("alice", "correct horse");
  await session.postText("/signal/", "BUY EURUSD");
  await session.put("/state/", { state: "halted" });
  await session.remove("/keys/1/");
  assert.deepEqual(
    house.asked.slice(-3).map(({ body }) => body),
    ["BUY EURUSD", '{"state":"halted"}', ""],
  );
});

test("the role is read from the token, and a token that cannot be read gives none", async () => {
  const { house, session } = service();
  assert.equal(session.role, "");
  house.holds = `head.${btoa('{"role":"operator"}').replace(/=+$/, "")}.sign`;
  await session.logIn("operator", "secret");
  assert.equal(session.role, "operator");
  house.holds = "head.???.sign";
  await session.logIn("alice", "secret");
  assert.equal(session.role, "");
});
