import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Field } from "../shared/Field.tsx";
import { filled } from "../shared/languages.ts";
import { localOf, momentOf } from "../shared/moments.ts";
import type { Problem } from "../shared/problems.ts";
import { COLUMNS, counted, EVERYTHING, KINDS, type Name, type Question, SIZES } from "./question.ts";
import { kindOf, type Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly question: Question;
  readonly problem: Problem | null;
  readonly ask: (question: Question) => void;
}

const ORDERS = COLUMNS.flatMap((column) => [column, `-${column}`] as const);

export function Filters({ words, question, problem, ask }: Props) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Question>(question);
  const form = useRef<HTMLFormElement>(null);
  const set = counted(question);

  useEffect(() => setDraft(question), [question]);

  // What is wrong is shown, and the first field that is wrong is where one goes on.
  useEffect(() => {
    if (!problem?.faults.length) return;
    setOpen(true);
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problem]);

  const write = (name: Name) => (event: { currentTarget: HTMLInputElement | HTMLSelectElement }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [name]: value }));
  };

  const fields: readonly [Name, string][] = [
    ["timestamp__gte", words.from],
    ["timestamp__lte", words.to],
    ["timestamp__date__gte", words.fromDay],
    ["timestamp__date__lte", words.toDay],
  ];
  const sizes = useMemo(
    () => [...new Set([...SIZES, draft.page_size])].sort((one, other) => Number(one) - Number(other)),
    [draft.page_size],
  );
  const label = set ? filled(words.filtersSet, { count: set }) : words.filters;

  return (
    <section class="filters card" aria-labelledby="filters-title">
      <h2 id="filters-title">
        <button
          type="button"
          class="fold"
          aria-expanded={open}
          aria-controls="filters"
          onClick={() => setOpen(!open)}
        >
          {label}
        </button>
        <span class="flat">{label}</span>
      </h2>
      <form
        ref={form}
        id="filters"
        class={open ? "open" : ""}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask({ ...draft, symbol__ticker: draft.symbol__ticker.trim(), cursor: "" });
        }}
      >
        <Field id="symbol__ticker" label={words.ticker} fault={problem?.about("symbol__ticker")}>
          {(aims) => (
            <input
              {...aims}
              value={draft.symbol__ticker}
              onInput={write("symbol__ticker")}
              placeholder={words.tickerHint}
              autocapitalize="characters"
              autocomplete="off"
              spellcheck={false}
            />
          )}
        </Field>
        <Field id="event_type" label={words.kind} fault={problem?.about("event_type")}>
          {(aims) => (
            <select {...aims} value={draft.event_type} onChange={write("event_type")}>
              <option value="">{words.anyKind}</option>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {kindOf(words, kind)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {fields.map(([name, label]) => (
          <Field key={name} id={name} label={label} fault={problem?.about(name)}>
            {(aims) =>
              name.includes("date") ? (
                <input {...aims} type="date" value={draft[name]} onInput={write(name)} />
              ) : (
                <Moment
                  aims={aims}
                  value={draft[name]}
                  choose={(moment) => setDraft((before) => ({ ...before, [name]: moment }))}
                />
              )
            }
          </Field>
        ))}
        <Field id="ordering" label={words.order} fault={problem?.about("ordering")}>
          {(aims) => (
            <select {...aims} value={draft.ordering} onChange={write("ordering")}>
              {ORDERS.map((one) => (
                <option key={one} value={one}>
                  {words.orders[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id="page_size" label={words.size} fault={problem?.about("page_size")}>
          {(aims) => (
            <select {...aims} value={draft.page_size} onChange={write("page_size")}>
              {sizes.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="row">
          <button type="submit" class="main">
            {words.show}
          </button>
          <button type="button" onClick={() => ask({ ...EVERYTHING, page_size: question.page_size })}>
            {words.clear}
          </button>
        </div>
      </form>
    </section>
  );
}

interface MomentProps {
  readonly aims: object;
  readonly value: string;
  readonly choose: (moment: string) => void;
}

/** A moment in the zone of whoever writes it. What is half written is left alone until it means something. */
function Moment({ aims, value, choose }: MomentProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const shown = field.current;
    if (shown && momentOf(shown.value) !== value) shown.value = localOf(value);
  }, [value]);
  return (
    <input
      {...aims}
      ref={field}
      type="datetime-local"
      step="1"
      onInput={(event) => choose(momentOf(event.currentTarget.value))}
    />
  );
}
