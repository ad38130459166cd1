import { useCallback, useState } from "preact/hooks";
import { filled } from "../../shared/languages.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { Choice } from "../Choice.tsx";
import { useDesk } from "../desk.ts";
import { addressOf, go } from "../route.ts";
import { Blotter } from "./Blotter.tsx";
import type { Listed } from "./book.ts";
import { Detail } from "./Detail.tsx";
import { Drafts } from "./Drafts.tsx";
import { useOrders } from "./useOrders.ts";
import { WORDS } from "./words.ts";

const STATUSES = ["pending", "executed", "closed", "rejected", "cancelled"] as const;
const ROWS = 200;

export default function Orders({ of }: { readonly of: string }) {
  const { words: shell, language } = useDesk();
  const words = WORDS[language];
  const [status, setStatus] = useState("");
  const [symbol, setSymbol] = useState("");
  const [asked, setAsked] = useState("");
  const [listed, book] = useOrders(status, symbol, ROWS);
  const near = useCallback(() => book.more(), [book]);
  const filtered = status !== "" || symbol !== "";
  return (
    <>
      <Drafts />
      <section class="card" aria-labelledby="orders-title" aria-busy={listed.busy}>
        <div class="spread">
          <div class="row">
            <h2 id="orders-title">{words.orders}</h2>
            <p class="hint" role="status">
              {summary(words, listed)}
            </p>
          </div>
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              setSymbol(asked.trim().toUpperCase());
            }}
          >
            <label class="unseen" for="product">
              {words.product}
            </label>
            <input
              id="product"
              class="short"
              placeholder={words.product}
              autocapitalize="characters"
              spellcheck={false}
              value={asked}
              onInput={(event) => {
                setAsked(event.currentTarget.value);
                if (event.currentTarget.value === "") setSymbol("");
              }}
            />
          </form>
        </div>
        <Choice
          name="status"
          label={words.status}
          choices={[
            ["", words.any] as const,
            ...STATUSES.map((one) => [one, shell.statuses[one] ?? one] as const),
          ]}
          chosen={status}
          choose={setStatus}
        />
        <Trouble error={listed.error} unreachable={shell.unreachable} />
        {listed.rows.length > 0 && <Blotter rows={listed.rows} count={listed.count} near={near} />}
        {listed.rows.length > 0 && <p class="hint">{words.hint}</p>}
        {!listed.rows.length && !listed.busy && !listed.error && (
          <div class="nothing stack">
            <p>{filtered ? words.none : words.empty}</p>
            {!filtered && (
              <p>
                <a href={addressOf("trade", "2330")}>{words.first}</a>
              </p>
            )}
          </div>
        )}
      </section>
      {of && <Detail key={of} number={of} close={() => go("orders")} />}
    </>
  );
}

function summary(words: (typeof WORDS)["en"], { count, exact, rows, busy }: Listed): string {
  if (busy && !rows.length) return "";
  if (count === 1) return words.countOne;
  return filled(exact ? words.count : words.countMany, {
    count: (exact ? count : count - 1).toLocaleString("en"),
  });
}
