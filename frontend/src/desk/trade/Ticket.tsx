import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { grouped, signOf, typed } from "../../shared/decimals.ts";
import { Field } from "../../shared/Field.tsx";
import { filled } from "../../shared/languages.ts";
import { Problem, settled, Unreachable } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { Choice } from "../Choice.tsx";
import { useDesk } from "../desk.ts";
import { addressOf } from "../route.ts";
import type { Order } from "../shapes.ts";
import { wordOf } from "../words.ts";
import {
  BLANK,
  lacking,
  limited,
  SIDES,
  stopped,
  TYPES,
  VALIDITIES,
  type Wish,
  type Ticket as Written,
  wishOf,
} from "./ticket.ts";
import { WORDS } from "./words.ts";

interface Preview {
  readonly fills_at_once: boolean;
  readonly price: string | null;
  readonly value: string | null;
  readonly fee: string | null;
  readonly tax: string | null;
  readonly realized_pnl: string | null;
  readonly cash: string | null;
  readonly reserved: string | null;
  readonly cash_after: string | null;
  readonly refusal: { readonly code: string; readonly detail: string } | null;
}

const PAUSE = 250;
const AGAIN = 3_000;

/** An order before it is sent, with what it would do: decided by the service as the order itself will be. */
export function Ticket({ symbol }: { readonly symbol: string }) {
  const { session, live, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [ticket, setTicket] = useState<Written>(BLANK);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [unseen, setUnseen] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<Order | null>(null);
  const key = useRef(newKey());
  const wish = useMemo(() => wishOf(symbol, ticket), [symbol, ticket]);

  // Another order is another key; the same order keeps its key until it is known what became of it.
  useEffect(() => {
    key.current = newKey();
    setError(null);
    setUnseen(null);
  }, [wish]);

  useEffect(() => {
    setPreview(null);
    if (!wish) return;
    const caller = new AbortController();
    const ask = () =>
      session.post<Preview>("/api/orders/preview/", wish, newKey(), caller.signal).then(
        (found) => {
          setPreview(found);
          setUnseen(null);
        },
        (failure: unknown) => caller.signal.aborted || setUnseen(failure),
      );
    const first = setTimeout(() => void ask(), PAUSE);
    const later = setInterval(() => document.hidden || void ask(), AGAIN);
    return () => {
      caller.abort();
      clearTimeout(first);
      clearInterval(later);
    };
  }, [session, wish]);

  async function send() {
    if (!wish || sending || !preview || preview.refusal) return;
    setSending(true);
    setError(null);
    try {
      const order = await session.post<Order>("/api/orders/", wish, key.current);
      setSent(order);
      setTicket((before) => ({ ...BLANK, side: before.side, type: before.type }));
      live.look(0);
    } catch (failure) {
      setError(failure);
      if (settled(failure)) key.current = newKey();
    }
    setSending(false);
  }

  const problem = [error, unseen].find((one) => one instanceof Problem) as Problem | undefined;
  const set = (name: keyof Written) => (event: { currentTarget: { value: string } }) => {
    setSent(null);
    setTicket({ ...ticket, [name]: event.currentTarget.value });
  };
  const field = (name: "quantity" | "limit_price" | "stop_price" | "stop_loss" | "take_profits") => (
    <Field key={name} id={name} label={words[name]} fault={problem?.about(name)}>
      {(aims) => (
        <input {...aims} inputMode="decimal" autocomplete="off" value={ticket[name]} onInput={set(name)} />
      )}
    </Field>
  );
  const missing = lacking(ticket);
  return (
    <section class="card beside" aria-labelledby="ticket-title">
      <h2 id="ticket-title">
        {words.ticket} · {symbol}
      </h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Choice
          name="side"
          label={words.side}
          wide
          choices={SIDES.map((one) => [one, shell.sides[one] ?? one] as const)}
          chosen={ticket.side}
          choose={(side) => setTicket({ ...ticket, side })}
        />
        <Field id="type" label={words.type} fault={problem?.about("type")}>
          {(aims) => (
            <select {...aims} value={ticket.type} onChange={set("type")}>
              {TYPES.map((one) => (
                <option key={one} value={one}>
                  {shell.types[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <p class="hint">{words.typeHints[ticket.type]}</p>
        {field("quantity")}
        <div class="pair">
          {stopped(ticket.type) && field("stop_price")}
          {limited(ticket.type) && field("limit_price")}
        </div>
        <details>
          <summary>{words.more}</summary>
          <div class="form">
            {field("stop_loss")}
            {field("take_profits")}
            <Field id="time_in_force" label={words.time_in_force} fault={problem?.about("time_in_force")}>
              {(aims) => (
                <select {...aims} value={ticket.time_in_force} onChange={set("time_in_force")}>
                  {VALIDITIES.map((one) => (
                    <option key={one} value={one}>
                      {words.validities[one]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        </details>
        <div class="stack" aria-live="polite">
          <h3>{words.preview}</h3>
          {missing && <p class="hint">{missing === "quantity" ? words.incomplete : words.incompletePrice}</p>}
          {!missing && !preview && !unseen && <p class="hint">{words.asking}</p>}
          {preview && wish && <Bill preview={preview} wish={wish} />}
          {preview?.refusal && (
            <p class="notice bad">
              {words.refused} <span lang="en">{preview.refusal.detail}</span>
            </p>
          )}
        </div>
        {error instanceof Unreachable ? (
          <p class="notice bad" role="alert">
            {words.unsent}
          </p>
        ) : (
          <Trouble error={error ?? unseen} unreachable={shell.unreachable} />
        )}
        <button
          type="submit"
          class={`main ${ticket.side === "buy" ? "up" : "down"}`}
          aria-disabled={!preview || preview.refusal !== null || sending}
        >
          {sending
            ? words.sending
            : filled(missing === "quantity" ? words.sendEmpty : words.send, {
                side: wordOf(shell.sides, ticket.side),
                quantity: grouped(typed(ticket.quantity)),
                symbol,
              })}
        </button>
        {sent && (
          <p class="notice" role="status">
            {filled(words.sent, {
              number: `…${sent.number.slice(-8)}`,
              status: wordOf(shell.statuses, sent.status),
            })}{" "}
            <a href={addressOf("orders", sent.number)}>{words.open}</a>
          </p>
        )}
      </form>
    </section>
  );
}

const shown = (number: string | null): string | null => (number === null ? null : grouped(number));

function Bill({ preview, wish }: { readonly preview: Preview; readonly wish: Wish }) {
  const { language } = useDesk();
  const words = WORDS[language];
  const targets = wish.take_profits?.map(grouped).join(" · ") ?? null;
  const lines: readonly [string, string | null, boolean][] = [
    [words.price, shown(preview.price), true],
    [words.value, shown(preview.value), true],
    [words.fee, shown(preview.fee), true],
    [words.tax, shown(preview.tax), true],
    [words.gain, shown(preview.realized_pnl), signOf(preview.realized_pnl ?? "0") !== 0],
    [words.stop_loss, shown(wish.stop_loss ?? null), true],
    [words.targets, targets, true],
    [words.reserved, shown(preview.reserved), signOf(preview.reserved ?? "0") !== 0],
    [words.cash, shown(preview.cash), true],
  ];
  return (
    <dl class="bill">
      {lines
        .filter(([, value, told]) => told && value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {preview.cash_after !== null && (
        <div class="sum">
          <dt>{words.cashAfter}</dt>
          <dd>{grouped(preview.cash_after)}</dd>
        </div>
      )}
    </dl>
  );
}
