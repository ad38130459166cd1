import { grouped, signOf } from "../../shared/decimals.ts";
import { useStore } from "../../shared/store.ts";
import { useDesk } from "../desk.ts";
import { Amount, AskWhy, Profit } from "../Number.tsx";
import { addressOf } from "../route.ts";
import type { Account, Holding } from "../shapes.ts";
import { Equity } from "./Equity.tsx";
import { WORDS } from "./words.ts";

/** Those that are always told, and those that are told when there is something to tell. */
const ALWAYS = ["equity", "cash", "reserved", "buying_power", "unrealized_pnl", "realized_pnl"] as const;
const SOMETIMES = ["margin", "unsettled", "owed", "fees", "taxes"] as const;
const GAINS = new Set<string>(["unrealized_pnl", "realized_pnl"]);

export default function Portfolio() {
  const { live, words: shell, language } = useDesk();
  const words = WORDS[language];
  const account = useStore(live.account);
  const holdings = useStore(live.holdings);
  return (
    <>
      {account ? <Tiles account={account} /> : <p class="hint">{shell.loading}</p>}
      <Equity />
      <section class="card" aria-labelledby="holdings-title">
        <h2 id="holdings-title">{words.holdings}</h2>
        {holdings === null && <p class="hint">{shell.loading}</p>}
        {holdings?.length === 0 && (
          <div class="nothing stack">
            <p>{words.empty}</p>
            <p>
              <a href={addressOf("trade", "2330")}>{words.first}</a>
            </p>
          </div>
        )}
        {holdings !== null && holdings.length > 0 && <Holdings holdings={holdings} />}
      </section>
    </>
  );
}

function Tiles({ account }: { readonly account: Account }) {
  const { words } = useDesk();
  const shown = [...ALWAYS, ...SOMETIMES.filter((name) => signOf(account[name]) !== 0)];
  return (
    <dl class="tiles">
      {shown.map((name) => (
        <div key={name} class={name === "equity" ? "tile first" : "tile"}>
          <dt>{words.numbers[name]}</dt>
          <dd data-number={name}>
            {GAINS.has(name) ? <Profit value={account[name]} /> : <Amount value={account[name]} />}
            {name === "equity" && <span class="hint"> {account.currency}</span>}
          </dd>
          <dd class="hint">
            <AskWhy of={name} value={account[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Holdings({ holdings }: { readonly holdings: readonly Holding[] }) {
  const { language } = useDesk();
  const words = WORDS[language];
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{words.product}</th>
          {[words.quantity, words.free, words.cost, words.last, words.value, words.profit].map((head) => (
            <th key={head} scope="col" class="number">
              {head}
            </th>
          ))}
          <th scope="col">
            <span class="unseen">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {holdings.map((one) => (
          <tr key={`${one.stock_id} ${one.quantity.startsWith("-")}`}>
            <th scope="row">
              <a href={addressOf("trade", one.stock_id)}>{one.stock_id}</a>
            </th>
            <td class="number" data-label={words.quantity}>
              <span>
                {grouped(one.quantity)} <AskWhy of="quantity" symbol={one.stock_id} value={one.quantity} />
              </span>
            </td>
            <td class="number" data-label={words.free}>
              {grouped(one.available)}
            </td>
            <td class="number" data-label={words.cost}>
              <span>
                {grouped(one.average_cost)}{" "}
                <AskWhy of="cost" symbol={one.stock_id} value={one.average_cost} />
              </span>
            </td>
            <td class="number" data-label={words.last}>
              {one.last_price === null ? "–" : grouped(one.last_price)}
            </td>
            <td class="number" data-label={words.value}>
              <Amount value={one.market_value} />
            </td>
            <td class="number" data-label={words.profit}>
              <span>
                <Profit value={one.unrealized_pnl} />{" "}
                <AskWhy of="unrealized_pnl" symbol={one.stock_id} value={one.unrealized_pnl} />
              </span>
            </td>
            <td>
              <a href={addressOf("trade", one.stock_id)} aria-label={`${words.trade} ${one.stock_id}`}>
                {words.trade}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
