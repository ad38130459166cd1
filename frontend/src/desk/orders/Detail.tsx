import { useEffect, useRef, useState } from "preact/hooks";
import { grouped } from "../../shared/decimals.ts";
import { filled } from "../../shared/languages.ts";
import { shownMoment } from "../../shared/moments.ts";
import { settled } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { Dialog } from "../Dialog.tsx";
import { useDesk } from "../desk.ts";
import type { Order } from "../shapes.ts";
import { wordOf } from "../words.ts";
import { WORDS } from "./words.ts";

interface Props {
  readonly number: string;
  readonly close: () => void;
}

/** One order and its life, moving while it is looked at. */
export function Detail({ number, close }: Props) {
  const { session, live, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [order, setOrder] = useState<Order | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());

  useEffect(() => {
    const caller = new AbortController();
    const read = () =>
      session.get<Order>(`/api/orders/${encodeURIComponent(number)}/`, caller.signal).then(
        (found) => {
          setOrder(found);
          setError(null);
        },
        (failure: unknown) => caller.signal.aborted || setError(failure),
      );
    void read();
    const leave = [
      live.onOrder(({ order: told }) => told.number === number && void read()),
      live.begun.listen(() => void read()),
    ];
    return () => {
      caller.abort();
      for (const one of leave) one();
    };
  }, [session, live, number]);

  async function change(what: "cancel" | "close") {
    if (busy) return;
    setBusy(true);
    try {
      setOrder(
        await session.post<Order>(
          `/api/orders/${encodeURIComponent(number)}/${what}/`,
          undefined,
          key.current,
        ),
      );
      setError(null);
      key.current = newKey();
    } catch (failure) {
      setError(failure);
      if (settled(failure)) key.current = newKey();
    }
    setBusy(false);
  }

  return (
    <Dialog title={filled(words.order, { number: `…${number.slice(-8)}` })} close={close}>
      <Trouble error={error} unreachable={shell.unreachable} />
      {!order && !error && <p class="hint">{shell.loading}</p>}
      {order && (
        <>
          <p>
            <span class={`pill ${order.status}`}>{wordOf(shell.statuses, order.status)}</span>
          </p>
          <Facts order={order} />
          <h3>{words.life}</h3>
          <ol class="steps" aria-live="polite">
            {order.history.map(({ status, at, detail }) => (
              <li key={`${at} ${status} ${detail}`}>
                <span>
                  {wordOf(shell.statuses, status)}
                  {detail && ` · ${detail}`}
                </span>
                <time class="hint" dateTime={at}>
                  {shownMoment(at, language)}
                </time>
              </li>
            ))}
          </ol>
          <div class="row">
            {order.status === "pending" && (
              <button type="button" aria-disabled={busy} onClick={() => void change("cancel")}>
                {words.cancel}
              </button>
            )}
            {order.status === "executed" && (
              <button type="button" aria-disabled={busy} onClick={() => void change("close")}>
                {words.close}
              </button>
            )}
            <span class="hint" role="status">
              {busy && words.sure}
            </span>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Facts({ order }: { readonly order: Order }) {
  const { language, words: shell } = useDesk();
  const words = WORDS[language];
  const number = (value: string | null) => (value === null ? "" : grouped(value));
  const facts: readonly [string, string][] = [
    ["stock_id", order.stock_id ?? ""],
    ["side", wordOf(shell.sides, order.side)],
    ["type", wordOf(shell.types, order.type)],
    ["quantity", filled(words.filledOf, { filled: number(order.filled), quantity: number(order.quantity) })],
    ["limit_price", number(order.limit_price)],
    ["stop_price", number(order.stop_price)],
    ["average_price", number(order.average_price)],
    ["total_price", number(order.total_price)],
    ["stop_loss", number(order.stop_loss)],
    ["take_profits", order.take_profits.map(grouped).join(" · ")],
    ["source", wordOf(shell.sources, order.source)],
    ["reason", order.reason ?? ""],
  ];
  return (
    <dl class="parts">
      {facts
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{words.facts[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
