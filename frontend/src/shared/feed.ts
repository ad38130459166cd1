// A feed of the service over a WebSocket. Each message has a growing id; after a break the feed goes on behind the last one
// that was heard, so nothing is lost however often the connection is.

import { Problem } from "./problems.ts";
import type { Session } from "./session.ts";

const SOON = 400;
const LATEST = 8_000;
const SILENCE = 45_000;
/** The state of a socket on its way, as the browser counts them. */
const CONNECTING = 0;

/** What every message has. */
export interface Message {
  readonly id: number;
  readonly type: string;
}

interface Ticket {
  readonly ticket: string;
  readonly last: Readonly<Record<string, number>>;
}

export interface FeedOptions {
  readonly session: Pick<Session, "post">;
  /** Where it is, as /ws/orders/. */
  readonly path: string;
  /** Its name among the ids of a ticket; a feed without one always begins with the present. */
  readonly channel?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly hear: (message: Message) => void;
  /** Told at the beginning, and when messages are gone for ever: whatever was read before is to be read anew. */
  readonly begin: () => void;
  /** Told whether messages come. */
  readonly live: (live: boolean) => void;
  readonly connect?: (address: string) => WebSocket;
}

export class Feed {
  readonly #options: FeedOptions;
  #socket: WebSocket | undefined;
  #since: number | undefined;
  #wait = SOON;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #open = true;

  constructor(options: FeedOptions) {
    this.#options = options;
    void this.#connect();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    if (!socket) return;
    socket.onmessage = null;
    // a browser complains of a connection that is given up before it stands
    if (socket.readyState === CONNECTING) socket.onopen = () => socket.close();
    else socket.close();
  }

  /** Try at once instead of after the pause; whoever has just heard that the service is back calls this. */
  hurry(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  async #connect(): Promise<void> {
    this.#timer = undefined;
    const { session, path, channel, query, connect = (address) => new WebSocket(address) } = this.#options;
    try {
      const { ticket, last } = await session.post<Ticket>("/api/ws-ticket/");
      if (!this.#open) return;
      if (channel && this.#since === undefined) {
        this.#since = last[channel] ?? 0;
        this.#options.begin();
      }
      const asked = new URLSearchParams({ ...query, ticket });
      if (this.#since !== undefined) asked.set("since", String(this.#since));
      const socket = connect(`${location.origin.replace(/^http/, "ws")}${path}?${asked}`);
      this.#socket = socket;
      socket.onopen = () => this.#listening();
      socket.onmessage = ({ data }) => this.#heard(String(data));
      socket.onclose = () => {
        if (this.#socket === socket) this.#again();
      };
    } catch (error) {
      // the end of the session is told by the session
      if (!(error instanceof Problem && error.status === 401)) this.#again();
    }
  }

  #listening(): void {
    this.#options.live(true);
    this.#alive();
  }

  /** A connection that says nothing for long is dead, whatever the browser believes. */
  #alive(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(), SILENCE);
  }

  #heard(text: string): void {
    this.#alive();
    const message = JSON.parse(text) as Message;
    this.#wait = SOON;
    if (this.#options.channel) this.#since = Math.max(this.#since ?? 0, message.id);
    if (message.type === "reset") this.#options.begin();
    else if (message.type !== "heartbeat") this.#options.hear(message);
  }

  #again(): void {
    clearTimeout(this.#silence);
    this.#socket = undefined;
    if (!this.#open) return;
    this.#options.live(false);
    this.#timer = setTimeout(() => void this.#connect(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LATEST);
  }
}
