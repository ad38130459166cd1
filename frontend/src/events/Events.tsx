import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { filled, type Language } from "../shared/languages.ts";
import { zone } from "../shared/moments.ts";
import { Problem, Unreachable } from "../shared/problems.ts";
import type { Session } from "../shared/session.ts";
import { Trouble } from "../shared/Trouble.tsx";
import { Chart } from "./Chart.tsx";
import { Curl } from "./Curl.tsx";
import { Filters } from "./Filters.tsx";
import { addressOf, counted, followed, pathOf, type Question, questionOf } from "./question.ts";
import { type EventPage, Results } from "./Results.tsx";
import type { PriceEvent } from "./series.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly language: Language;
  readonly light: string;
  readonly session: Session;
  readonly username: string;
  /** Whether the service answers; when it does again, what was asked is asked again. */
  readonly answers: boolean;
  /** Told when a question got no answer. */
  readonly silent: () => void;
}

export function Events({ words, language, light, session, username, answers, silent }: Props) {
  const [question, setQuestion] = useState(() => questionOf(location.search));
  const [page, setPage] = useState<EventPage | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(true);
  const [chosen, setChosen] = useState<PriceEvent | null>(null);
  const main = useRef<HTMLElement>(null);

  // Who has just come in goes on where the events are, not where the login form was.
  useEffect(() => main.current?.focus({ preventScroll: true }), []);

  useEffect(() => {
    const moved = () => setQuestion(questionOf(location.search));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);

  useEffect(() => {
    if (!answers) return;
    const caller = new AbortController();
    setBusy(true);
    session.get<EventPage>(pathOf(question), caller.signal).then(
      (found) => {
        setPage(found);
        setError(null);
        setChosen((before) => found.results.find(({ id }) => id === before?.id) ?? null);
        setBusy(false);
      },
      (failure: unknown) => {
        if (caller.signal.aborted) return;
        setBusy(false);
        if (failure instanceof Unreachable) silent();
        setError(failure);
      },
    );
    return () => caller.abort();
  }, [session, question, answers, silent]);

  const ask = useCallback((next: Question) => {
    history.pushState(null, "", addressOf(next) || location.pathname);
    setQuestion({ ...next });
  }, []);

  const problem = error instanceof Problem ? error : null;
  return (
    <main id="main" class="desk" ref={main} tabIndex={-1}>
      <h1>{words.title}</h1>
      <Filters words={words} question={question} problem={problem} ask={ask} />
      <div class="found">
        {/* what got no answer is told of in the line on top while it lasts */}
        {(problem || answers) && <Trouble error={error} unreachable={words.unreachable} />}
        <section class="card" aria-label={words.price}>
          <Chart
            words={words}
            language={language}
            light={light}
            session={session}
            events={page?.results ?? []}
            chosen={chosen}
            answers={answers}
          />
        </section>
        <section class="card" aria-labelledby="events-title" aria-busy={busy}>
          <div class="head">
            <h2 id="events-title">{words.events}</h2>
            <p class="hint" role="status">
              {page && summary(words, page)}
            </p>
          </div>
          {page && page.results.length > 0 && (
            <Results
              words={words}
              language={language}
              question={question}
              page={page}
              chosen={chosen?.id ?? null}
              ask={ask}
              choose={setChosen}
            />
          )}
          {page?.results.length === 0 && (
            <p class="nothing">{counted(question) ? words.none : words.noneYet}</p>
          )}
          <nav class="row pages" aria-label={words.pages}>
            <Turn label={words.previous} to={followed(page?.previous ?? null, location.origin)} ask={ask} />
            <Turn label={words.next} to={followed(page?.next ?? null, location.origin)} ask={ask} />
            <span class="hint">{filled(words.zoned, { zone: zone() })}</span>
          </nav>
        </section>
        <Curl words={words} question={question} username={username} />
        <footer class="row hint">
          <a href="/swagger/">{words.documentation}</a>
          <a href={document.querySelector<HTMLLinkElement>("link[rel=license]")?.href ?? "/"}>
            {words.licences}
          </a>
        </footer>
      </div>
    </main>
  );
}

interface TurnProps {
  readonly label: string;
  readonly to: Question | null;
  readonly ask: (question: Question) => void;
}

/** A button that stays where it is when there is no page to turn to, so that the keyboard does not lose its place. */
function Turn({ label, to, ask }: TurnProps) {
  return (
    <button type="button" aria-disabled={!to} onClick={() => to && ask(to)}>
      {label}
    </button>
  );
}

function summary(words: Words, page: EventPage): string {
  const count = page.count.toLocaleString("en");
  const inexact = page.count_exact === false;
  const sentence = inexact ? words.countMany : page.count === 1 ? words.countOne : words.count;
  const all = filled(sentence, { count: inexact ? (page.count - 1).toLocaleString("en") : count });
  if (page.results.length === page.count) return all;
  return `${all}${words.comma}${filled(words.shown, { shown: page.results.length })}`;
}
