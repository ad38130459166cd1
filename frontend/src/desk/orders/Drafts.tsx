import { useCallback, useEffect, useState } from "preact/hooks";
import { grouped } from "../../shared/decimals.ts";
import { filled } from "../../shared/languages.ts";
import { shownMoment } from "../../shared/moments.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import type { Page } from "../shapes.ts";
import { wordOf } from "../words.ts";
import { WORDS } from "./words.ts";

interface Draft {
  readonly number: string;
  readonly side: string | null;
  readonly stock_id: string;
  readonly type: string;
  readonly quantity: string;
  readonly limit_price: string | null;
  readonly stop_price: string | null;
  readonly stop_loss: string | null;
  readonly take_profits: readonly string[];
  readonly why: string;
  readonly proposed_by: string;
  readonly expires_at: string;
}

const AGAIN = 10_000;

/** Orders that a program has proposed and that wait for a person; nothing is shown where none do. */
export function Drafts() {
  const { session, language, words: shell, say } = useDesk();
  const words = WORDS[language];
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [error, setError] = useState<unknown>(null);
  const read = useCallback(
    () =>
      session.get<Page<Draft>>("/api/drafts/?status=open").then(
        ({ results }) => setDrafts(results),
        () => undefined,
      ),
    [session],
  );
  useEffect(() => {
    void read();
    const timer = setInterval(() => document.hidden || void read(), AGAIN);
    return () => clearInterval(timer);
  }, [read]);

  async function decide(draft: Draft, word: string, ask: () => Promise<unknown>) {
    try {
      await ask();
      setError(null);
      const side = wordOf(shell.sides, draft.side);
      say(filled(word, { side, quantity: grouped(draft.quantity), symbol: draft.stock_id }));
    } catch (failure) {
      setError(failure);
    }
    await read();
  }

  // the number is the order's: however often it is confirmed, it is one order
  const confirm = (draft: Draft) =>
    decide(draft, words.confirmed, () => session.post(`/api/orders/${draft.number}/confirm/`));
  const dismiss = (draft: Draft) =>
    decide(draft, words.dismissed, () => session.remove(`/api/drafts/${draft.number}/`));

  if (!drafts.length && !error) return null;
  return (
    <section class="card" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{words.drafts}</h2>
      <p class="lead">{words.draftsLead}</p>
      <Trouble error={error} unreachable={shell.unreachable} />
      {drafts.map((draft) => (
        <article key={draft.number} class="spread">
          <div>
            <p>
              <strong>
                {wordOf(shell.sides, draft.side)} {grouped(draft.quantity)} {draft.stock_id}
              </strong>{" "}
              {wordOf(shell.types, draft.type)}{" "}
              {[draft.stop_price, draft.limit_price]
                .filter((one) => one !== null)
                .map(grouped)
                .join(" / ")}
            </p>
            {(draft.stop_loss !== null || draft.take_profits.length > 0) && (
              <p>
                {[
                  draft.stop_loss !== null && `${words.facts.stop_loss} ${grouped(draft.stop_loss)}`,
                  draft.take_profits.length &&
                    `${words.facts.take_profits} ${draft.take_profits.map(grouped).join(", ")}`,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            )}
            {draft.why && <p class="cut">“{draft.why}”</p>}
            <p class="hint">
              {filled(words.by, {
                who: draft.proposed_by,
                until: shownMoment(draft.expires_at, language),
              })}
            </p>
          </div>
          <p class="row">
            <button type="button" class="main" onClick={() => void confirm(draft)}>
              {words.confirm}
            </button>
            <button type="button" onClick={() => void dismiss(draft)}>
              {words.dismiss}
            </button>
          </p>
        </article>
      ))}
    </section>
  );
}
