import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { filled } from "../../shared/languages.ts";
import { shownMoment } from "../../shared/moments.ts";
import { Problem } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { useStore } from "../../shared/store.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import { addressOf } from "../route.ts";
import type { Page, Signal } from "../shapes.ts";
import { wordOf } from "../words.ts";
import { underlined } from "./underline.ts";
import { WORDS } from "./words.ts";

const SAMPLE = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890";
const WEBHOOK = "/api/v1/broker/webhook/receive-signal/";

export default function Signals() {
  const { session, live, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [page, setPage] = useState<Page<Signal> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const refused = useStore(live.refused);

  const read = useCallback(
    () =>
      session.get<Page<Signal>>("/api/signals/?page_size=30").then(
        (found) => {
          setPage(found);
          setError(null);
        },
        (failure: unknown) => setError(failure),
      ),
    [session],
  );
  useEffect(() => void read(), [read, refused]);
  useEffect(() => live.onOrder(({ order }) => order.source === "signal" && void read()), [live, read]);

  async function older() {
    if (!page?.next) return;
    const more = await session.get<Page<Signal>>(page.next).catch(() => null);
    if (more) setPage({ ...more, results: [...page.results, ...more.results] });
  }

  return (
    <div class="halves">
      <Send sent={read} />
      <section class="card" aria-labelledby="signals-title">
        <h2 id="signals-title">{words.list}</h2>
        <Trouble error={error} unreachable={shell.unreachable} />
        {page?.results.length === 0 && (
          <div class="nothing stack">
            <p>{words.empty}</p>
            <p>
              <a href={addressOf("keys")}>{words.keys}</a>
            </p>
          </div>
        )}
        <div>
          {page?.results.map((signal) => (
            <One key={signal.id} signal={signal} />
          ))}
        </div>
        {page?.next && (
          <button type="button" onClick={() => void older()}>
            {words.older}
          </button>
        )}
      </section>
    </div>
  );
}

function Send({ sent }: { readonly sent: () => Promise<void> }) {
  const { session, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [message, setMessage] = useState("");
  const key = useRef(newKey());

  async function send() {
    if (!text.trim() || busy) return;
    setBusy(true);
    setError(null);
    setMessage("");
    try {
      const answer = await session.postText<{ message: string }>(WEBHOOK, text, key.current);
      setMessage(answer.message);
      setText("");
      key.current = newKey();
    } catch (failure) {
      setError(failure);
      if (failure instanceof Problem) key.current = newKey();
    }
    setBusy(false);
    await sent();
  }

  return (
    <section class="card" aria-labelledby="send-title">
      <h2 id="send-title">{words.send}</h2>
      <p class="lead">{words.lead}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="field">
          <label for="signal">{words.text}</label>
          <textarea
            id="signal"
            rows={5}
            spellcheck={false}
            placeholder={SAMPLE}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              key.current = newKey();
            }}
          />
        </div>
        <Trouble error={error} unreachable={shell.unreachable} />
        {message && (
          <p class="notice" role="status" lang="en">
            {message}
          </p>
        )}
        <div class="row">
          <button type="submit" class="main" aria-disabled={busy || !text.trim()}>
            {busy ? words.sending : words.submit}
          </button>
          <button type="button" onClick={() => setText(SAMPLE)}>
            {words.sample}
          </button>
        </div>
      </form>
    </section>
  );
}

function One({ signal }: { readonly signal: Signal }) {
  const { language, words: shell } = useDesk();
  const words = WORDS[language];
  const { refusal, order } = signal;
  const cut = refusal && underlined(signal.text, refusal.line, refusal.column, refusal.found);
  return (
    <article class="signal" data-signal={signal.id}>
      <div class="spread">
        <span class={`pill ${signal.status}`}>{wordOf(words.statuses, signal.status)}</span>
        <time class="hint" dateTime={signal.received_at}>
          {shownMoment(signal.received_at, language)}
        </time>
      </div>
      <pre>
        {cut ? (
          <>
            {cut.before}
            <mark class="wrong">{cut.wrong}</mark>
            {cut.behind}
          </>
        ) : (
          signal.text
        )}
      </pre>
      {refusal && (
        <p class="fault" lang="en">
          {refusal.message}
        </p>
      )}
      {order && (
        <p>
          <a href={addressOf("orders", order.number)}>
            {filled(words.order, { status: wordOf(shell.statuses, order.status) })}
          </a>
        </p>
      )}
    </article>
  );
}
