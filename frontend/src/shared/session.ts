// Who is logged in. Both tokens live in this object alone: not in storage, where any script of this origin and whoever
// sits down at the machine finds them, and not in a cookie, which would be sent with every request of any tab. They
// end with the page; logging in again is what a password manager is good for.

import { Problem, problemOf, Unreachable } from "./problems.ts";

const PATIENCE = 20_000;
const HASTE = 60_000;

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

export type Ask = (path: string, init: RequestInit) => Promise<Response>;

/** A key under which a request may be sent again and has one effect; only secure contexts have randomUUID. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

interface Sent {
  readonly method?: string;
  readonly media?: string;
  readonly body?: string;
  readonly key?: string;
}

function written(method: string, body?: object): Sent {
  return body ? { method, media: "application/json", body: JSON.stringify(body) } : { method };
}

/** The role in an access token; what cannot be read says nothing, and gives nobody any right. */
function roleIn(access: string): string {
  try {
    const claims = atob((access.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    return String((JSON.parse(claims) as { role?: unknown }).role ?? "");
  } catch {
    return "";
  }
}

export class Session {
  #tokens: Tokens | undefined;
  #refreshing: Promise<void> | undefined;
  readonly #ask: Ask;
  readonly #ended: () => void;

  /** `ended` is told when the service has ended what was begun here. */
  constructor(ended: () => void, ask: Ask = (path, init) => fetch(path, init)) {
    this.#ended = ended;
    this.#ask = ask;
  }

  async logIn(username: string, password: string): Promise<void> {
    this.#tokens = await this.#begin<Tokens>("/api/auth/login/", { username, password });
  }

  async register(username: string, password: string): Promise<void> {
    await this.#begin("/api/auth/register/", { username, password });
    await this.logIn(username, password);
  }

  /** Forget the tokens at once, and let the service end them too if it can be reached. */
  async logOut(): Promise<void> {
    const tokens = this.#tokens;
    this.#tokens = undefined;
    if (tokens) await this.#begin("/api/auth/logout/", { refresh: tokens.refresh }).catch(() => undefined);
  }

  /** What the service has said of who is logged in; it is asked again by the service at every request. */
  get role(): string {
    return roleIn(this.#tokens?.access ?? "");
  }

  /** Ask for something; an access token that has expired is exchanged and the question put again. */
  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#asMyself<T>(path, {}, signal);
  }

  /** Do something; under the same key it is done once, however often it is sent. */
  post<T>(path: string, body?: object, key = newKey(), signal?: AbortSignal): Promise<T> {
    return this.#asMyself<T>(path, { ...written("POST", body), key }, signal);
  }

  /** Send a text as it is. */
  postText<T>(path: string, text: string, key = newKey()): Promise<T> {
    return this.#asMyself<T>(path, { method: "POST", media: "text/plain", body: text, key });
  }

  /** Set something to what it is to be. */
  put<T>(path: string, body: object): Promise<T> {
    return this.#asMyself<T>(path, written("PUT", body));
  }

  /** Take something away. */
  remove(path: string): Promise<void> {
    return this.#asMyself<void>(path, { method: "DELETE" });
  }

  async #asMyself<T>(path: string, sent: Sent, signal?: AbortSignal): Promise<T> {
    const used = this.#tokens;
    try {
      return await this.#once<T>(path, sent, signal);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401 && used)) throw error;
    }
    if (this.#tokens === used) await this.#refresh();
    return this.#once<T>(path, sent, signal);
  }

  #once<T>(path: string, { method, media, body, key }: Sent, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.#tokens) headers.Authorization = `Bearer ${this.#tokens.access}`;
    if (media) headers["Content-Type"] = media;
    if (key) headers["Idempotency-Key"] = key;
    const init: RequestInit = { headers };
    if (method) init.method = method;
    if (body !== undefined) init.body = body;
    return this.#send<T>(path, init, signal);
  }

  /** However many questions wait for it, the refresh token is used once: using it twice would end the session. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #renew(): Promise<void> {
    const used = this.#tokens;
    if (!used) return;
    try {
      const tokens = await this.#renewed(used);
      if (this.#tokens === used) this.#tokens = tokens;
    } catch (error) {
      if (error instanceof Problem && error.status === 401 && this.#tokens === used) {
        this.#tokens = undefined;
        this.#ended();
      }
      throw error;
    }
  }

  /** An answer may be lost on its way; under the same key the same answer comes again. */
  async #renewed({ refresh }: Tokens): Promise<Tokens> {
    const key = newKey();
    const until = Date.now() + HASTE;
    for (;;) {
      try {
        return await this.#begin<Tokens>("/api/token/refresh/", { refresh }, key);
      } catch (error) {
        if (!(error instanceof Unreachable) || Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  }

  /** What is asked without a token: to come in, to stay in, to leave. */
  #begin<T>(path: string, body: object, key = newKey()): Promise<T> {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    return this.#send<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #send<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
    const slow = AbortSignal.timeout(PATIENCE);
    const answer = await this.#ask(path, {
      ...init,
      credentials: "omit",
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, slow]) : slow,
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Unreachable(String(error));
    });
    const text = await answer.text().catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Unreachable(String(error));
    });
    if (!answer.ok) throw problemOf(answer.status, text);
    try {
      return (text ? JSON.parse(text) : undefined) as T;
    } catch {
      throw new Unreachable("no JSON");
    }
  }
}
