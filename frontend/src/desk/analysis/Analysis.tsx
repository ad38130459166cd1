import { useEffect, useState } from "preact/hooks";
import { grouped, signed } from "../../shared/decimals.ts";
import { filled } from "../../shared/languages.ts";
import { shownMoment } from "../../shared/moments.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import { go } from "../route.ts";
import { wordOf } from "../words.ts";
import { WORDS } from "./words.ts";

interface Opinion {
  readonly provider: string;
  readonly model?: string;
  readonly stance?: string;
  readonly confidence?: string;
  readonly summary?: string;
  readonly error?: string;
}

interface Result {
  readonly stock_id: string;
  readonly name: string;
  readonly technical: {
    readonly close: string;
    readonly volatility_percent: string | null;
    readonly averages: readonly { days: number; value: string | null; bias_percent: string | null }[];
    readonly best_four_point: {
      readonly decision: string | null;
      readonly reasons: readonly string[];
      readonly labels: readonly string[];
      readonly error: string | null;
    };
  };
  readonly opinions: readonly Opinion[];
  readonly disagreement: boolean;
  readonly generated_at: string;
  readonly note: string;
}

interface Run {
  readonly state: string;
  readonly progress: number;
  readonly result?: Result;
  readonly error?: { readonly message: string };
}

const PAUSE = 800;

export default function Analysis({ of }: { readonly of: string }) {
  const { session, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [asked, setAsked] = useState(of);
  const [run, setRun] = useState<Run | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    setRun(null);
    setError(null);
    if (!of) return;
    const caller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (path: string) => {
      const found = await session.get<Run>(path, caller.signal);
      setRun(found);
      if (found.state === "PENDING" || found.state === "STARTED") {
        timer = setTimeout(() => void look(path).catch(failed), PAUSE);
      }
    };
    const failed = (failure: unknown) => {
      if (!caller.signal.aborted) setError(failure);
    };
    session
      .post<{ status_url: string }>("/api/analyze/", { stock_id: of }, undefined, caller.signal)
      .then(({ status_url }) => look(status_url))
      .catch(failed);
    return () => {
      caller.abort();
      clearTimeout(timer);
    };
  }, [session, of]);

  return (
    <>
      <section class="card">
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = asked.trim().toUpperCase();
            if (wanted) go("analysis", wanted);
          }}
        >
          <label for="product">{words.product}</label>
          <input
            id="product"
            class="short"
            required
            placeholder="2330"
            autocapitalize="characters"
            spellcheck={false}
            value={asked}
            onInput={(event) => setAsked(event.currentTarget.value)}
          />
          <button type="submit" class="main">
            {words.ask}
          </button>
        </form>
        <p class="lead">{of ? words.lead : words.empty}</p>
        <Trouble error={error} unreachable={shell.unreachable} />
        <div role="status">
          {of && !error && run?.state !== "SUCCESS" && run?.state !== "FAILURE" && (
            <>
              <p class="hint">{words.working}</p>
              <progress max={100} value={run?.progress ?? 0} aria-label={words.working} />
            </>
          )}
          {run?.state === "FAILURE" && (
            <p class="notice bad">{filled(words.failed, { reason: run.error?.message ?? "" })}</p>
          )}
        </div>
      </section>
      {run?.result && <Found result={run.result} />}
    </>
  );
}

function Found({ result }: { readonly result: Result }) {
  const { language } = useDesk();
  const words = WORDS[language];
  const { technical } = result;
  const four = technical.best_four_point;
  const reasons = language === "zh-Hant" ? four.labels : four.reasons;
  return (
    <>
      <section class="card" aria-labelledby="technical-title">
        <div class="spread">
          <h2 id="technical-title">
            {words.technical} · {result.stock_id} {result.name !== result.stock_id && result.name}
          </h2>
          <span class="hint">{filled(words.made, { when: shownMoment(result.generated_at, language) })}</span>
        </div>
        <dl class="tiles">
          <div class="tile">
            <dt>{words.close}</dt>
            <dd>{grouped(technical.close)}</dd>
          </div>
          {technical.volatility_percent !== null && (
            <div class="tile">
              <dt>{words.volatility}</dt>
              <dd>{technical.volatility_percent}%</dd>
            </div>
          )}
          {technical.averages
            .filter(({ value }) => value !== null)
            .map(({ days, value, bias_percent }) => (
              <div key={days} class="tile">
                <dt>{filled(words.average, { days })}</dt>
                <dd>{grouped(value ?? "")}</dd>
                {bias_percent !== null && (
                  <dd class="hint">{filled(words.above, { bias: signed(bias_percent) })}</dd>
                )}
              </div>
            ))}
        </dl>
        <div class="stack">
          <h3>
            {words.four}: {four.decision ? wordOf(words.decisions, four.decision) : (four.error ?? "–")}
          </h3>
          <ul class="tidy">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      </section>
      <section class="stack" aria-labelledby="opinions-title">
        <h2 id="opinions-title">{words.opinions}</h2>
        {result.disagreement && <p class="notice">{words.disagreement}</p>}
        <div class="halves">
          {result.opinions.map((opinion) => (
            <article key={opinion.provider} class="card">
              <div class="spread">
                <h3>{opinion.provider}</h3>
                <span class="hint">{opinion.model}</span>
              </div>
              {opinion.error ? (
                <p class="lead">{wordOf(words.errors, opinion.error)}</p>
              ) : (
                <div class={`opinion ${opinion.stance}`}>
                  <p>
                    <strong>{wordOf(words.stances, opinion.stance ?? null)}</strong>{" "}
                    <span class="hint">
                      {filled(words.confidence, { confidence: opinion.confidence ?? "" })}
                    </span>
                  </p>
                  <p class="cut">{opinion.summary}</p>
                </div>
              )}
            </article>
          ))}
        </div>
        <p class="hint" lang="en">
          {result.note}
        </p>
      </section>
    </>
  );
}
