import assert from "node:assert/strict";
import { test } from "node:test";
import { Feed, type Message } from "./feed.ts";
import { Problem } from "./problems.ts";

class Line {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly address: string;
  readyState = 1;
  closed = false;
  constructor(address: string) {
    this.address = address;
  }
  close(): void {
    this.closed = true;
    this.onclose?.();
  }
  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

Object.assign(globalThis, { location: { origin: "http://desk.example" } });

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A service that gives tickets, and a feed that notes what it is told. */
function service(channel?: string) {
  const lines: Line[] = [];
  const noted = { heard: [] as number[], begun: 0, live: [] as boolean[], tickets: 0, refusal: 0 };
  const session = {
    post: async <T>(): Promise<T> => {
      if (noted.refusal) throw new Problem(noted.refusal, "no", "No.");
      noted.tickets += 1;
      return { ticket: `t${noted.tickets}`, last: { orders: 7 } } as T;
    },
  };
  const open = () =>
    new Feed({
      session,
      path: "/ws/orders/",
      ...(channel ? { channel } : {}),
      hear: ({ id }: Message) => noted.heard.push(id),
      begin: () => {
        noted.begun += 1;
      },
      live: (live) => noted.live.push(live),
      connect: (address) => {
        const line = new Line(address);
        lines.push(line);
        return line as unknown as WebSocket;
      },
    });
  return { lines, noted, open };
}

test("a feed begins behind the newest id, so that what is read meanwhile misses nothing", async () => {
  const { lines, noted, open } = service("orders");
  const feed = open();
  await settled();
  assert.equal(lines[0]?.address, "ws://desk.example/ws/orders/?ticket=t1&since=7");
  assert.equal(noted.begun, 1);
  feed.close();
});

test("after a break it goes on behind the last message that was heard, by a new ticket", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { lines, noted, open } = service("orders");
  const feed = open();
  await settled();
  lines[0]?.onopen?.();
  lines[0]?.say({ id: 9, type: "order" });
  lines[0]?.say({ id: 12, type: "heartbeat" });
  lines[0]?.close();
  assert.deepEqual(noted.live, [true, false]);
  context.mock.timers.tick(10_000);
  await settled();
  assert.equal(lines[1]?.address, "ws://desk.example/ws/orders/?ticket=t2&since=12");
  assert.deepEqual(noted.heard, [9]);
  assert.equal(noted.begun, 1);
  feed.close();
});

test("where messages are gone for ever everything is read anew", async () => {
  const { lines, noted, open } = service("orders");
  const feed = open();
  await settled();
  lines[0]?.say({ id: 40, type: "reset" });
  assert.equal(noted.begun, 2);
  assert.deepEqual(noted.heard, []);
  feed.close();
});

test("a feed without a channel begins with the present each time", async () => {
  const { lines, open } = service();
  const feed = open();
  await settled();
  assert.equal(lines[0]?.address, "ws://desk.example/ws/orders/?ticket=t1");
  feed.close();
});

test("a connection that says nothing for long is given up and made anew", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { lines, noted, open } = service("orders");
  const feed = open();
  await settled();
  lines[0]?.onopen?.();
  context.mock.timers.tick(45_000);
  context.mock.timers.tick(10_000);
  await settled();
  assert.equal(lines.length, 2);
  assert.deepEqual(noted.live, [true, false]);
  feed.close();
});

test("a feed whose session has ended asks no more", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { lines, noted, open } = service("orders");
  noted.refusal = 401;
  open();
  await settled();
  context.mock.timers.tick(60_000);
  await settled();
  assert.equal(lines.length, 0);
});

test("who is told that the service is back need not wait for the pause to end", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { lines, open } = service("orders");
  const feed = open();
  await settled();
  lines[0]?.close();
  feed.hurry();
  await settled();
  assert.equal(lines.length, 2);
  feed.close();
});

test("a connection that does not stand yet is closed when it does, and nothing more is heard of it", async () => {
  const { lines, noted, open } = service("orders");
  const feed = open();
  await settled();
  const line = lines[0] as Line;
  line.readyState = 0;
  feed.close();
  assert.equal(line.closed, false);
  line.onopen?.();
  assert.equal(line.closed, true);
  line.say({ id: 9, type: "order" });
  assert.deepEqual([noted.heard, noted.live], [[], []]);
});
