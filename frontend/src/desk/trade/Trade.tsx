import { useEffect, useState } from "preact/hooks";
import { grouped, signed, signOf } from "../../shared/decimals.ts";
import { filled } from "../../shared/languages.ts";
import { Problem } from "../../shared/problems.ts";
import { useStore } from "../../shared/store.ts";
import { useDesk } from "../desk.ts";
import { moveOf } from "../Market.tsx";
import { useOrders } from "../orders/useOrders.ts";
import { addressOf, go } from "../route.ts";
import { wordOf } from "../words.ts";
import { Chart } from "./Chart.tsx";
import { Ticket } from "./Ticket.tsx";
import { WORDS } from "./words.ts";

const FIRST = "2330";

export default function Trade({ of }: { readonly of: string }) {
  const { session, live, language } = useDesk();
  const words = WORDS[language];
  const symbol = of.toUpperCase() || FIRST;
  const [asked, setAsked] = useState("");
  const [name, setName] = useState("");
  const [unknown, setUnknown] = useState(false);
  const watched = useStore(live.watched);
  const price = useStore(live.prices).get(symbol);
  const moved = price ? moveOf(price) : null;

  useEffect(() => {
    live.choose(symbol);
    const caller = new AbortController();
    setUnknown(false);
    setName("");
    session.get<{ name: string }>(`/api/price/?stock_id=${encodeURIComponent(symbol)}`, caller.signal).then(
      (found) => setName(found.name === symbol ? "" : found.name),
      (failure: unknown) => setUnknown(failure instanceof Problem && failure.status === 404),
    );
    return () => caller.abort();
  }, [session, live, symbol]);

  return (
    <div class="two">
      <section class="card" aria-labelledby="price-title">
        <div class="spread">
          <div>
            <h2 id="price-title">
              {symbol} {name && <span class="hint">{name}</span>}
            </h2>
            <p class="big" data-price={symbol}>
              {price ? grouped(price.price) : "–"}{" "}
              {moved !== null && (
                <span class={`hint ${signOf(moved) > 0 ? "up" : signOf(moved) < 0 ? "down" : ""}`}>
                  {signOf(moved) > 0 ? "▲ " : signOf(moved) < 0 ? "▼ " : ""}
                  {signed(moved)}%
                </span>
              )}
            </p>
          </div>
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              const wanted = asked.trim().toUpperCase();
              if (wanted) go("trade", wanted);
              setAsked("");
            }}
          >
            <label class="unseen" for="product">
              {words.product}
            </label>
            <input
              id="product"
              class="short"
              list="products"
              placeholder={words.product}
              title={words.productHint}
              autocapitalize="characters"
              spellcheck={false}
              value={asked}
              onInput={(event) => setAsked(event.currentTarget.value)}
            />
            <datalist id="products">
              {watched.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
            <button type="submit">{words.choose}</button>
          </form>
        </div>
        {unknown && <p class="notice">{filled(words.unknown, { symbol })}</p>}
        <Chart key={symbol} symbol={symbol} />
      </section>
      <Ticket key={symbol} symbol={symbol} />
      <Mine key={symbol} symbol={symbol} />
    </div>
  );
}

const LATELY = 6;

function Mine({ symbol }: { readonly symbol: string }) {
  const { session, say, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [listed] = useOrders("", symbol, 20);
  const cancel = (number: string) =>
    session
      .post(`/api/orders/${encodeURIComponent(number)}/cancel/`)
      .catch((failure: unknown) =>
        say(failure instanceof Problem ? failure.message : shell.unreachable, true),
      );
  return (
    <section class="card" aria-labelledby="mine-title">
      <h2 id="mine-title">{filled(words.yours, { symbol })}</h2>
      {!listed.rows.length && <p class="hint">{filled(words.none, { symbol })}</p>}
      <ul class="plainlist">
        {listed.rows.slice(0, LATELY).map((order) => (
          <li key={order.number} class="spread">
            <a href={addressOf("orders", order.number)}>
              {wordOf(shell.sides, order.side)} {grouped(order.quantity ?? "")}
              {order.price === null ? "" : ` @ ${grouped(order.price)}`}
            </a>
            <span class="row">
              {order.status === "pending" && (
                <button
                  type="button"
                  class="plain"
                  aria-label={`${words.cancel}: ${wordOf(shell.sides, order.side)} ${order.quantity} ${symbol}`}
                  onClick={() => void cancel(order.number)}
                >
                  {words.cancel}
                </button>
              )}
              <span class={`pill ${order.status}`}>{wordOf(shell.statuses, order.status)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
