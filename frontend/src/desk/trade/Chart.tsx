import { useEffect, useRef, useState } from "preact/hooks";
import { filled } from "../../shared/languages.ts";
import { useStore } from "../../shared/store.ts";
import { Choice } from "../Choice.tsx";
import { useDesk } from "../desk.ts";
import type { Bar, Mark, Picture } from "../drawing.ts";
import type { Page, Trade } from "../shapes.ts";
import { type BarTold, barsOf, decimalsOf, type EventTold, exMarksOf, marksOf, movedBar } from "./marks.ts";
import { WORDS } from "./words.ts";

const INTERVALS = ["1m", "1h", "1d"] as const;
type Interval = (typeof INTERVALS)[number];
const SECONDS: Record<Interval, number> = { "1m": 60, "1h": 3_600, "1d": 86_400 };
/** How many bars are asked for. */
const BARS: Record<Interval, number> = { "1m": 150, "1h": 160, "1d": 240 };

interface Known {
  readonly key: string;
  readonly bars: readonly Bar[];
  readonly decimals: number;
}

export function Chart({ symbol }: { readonly symbol: string }) {
  const { session, live, language, words: shell, paint } = useDesk();
  const words = WORDS[language];
  const [interval, choose] = useState<Interval>("1m");
  const [known, setKnown] = useState<Known | null>(null);
  const [trades, setTrades] = useState<readonly Trade[]>([]);
  const [events, setEvents] = useState<readonly EventTold[]>([]);
  const price = useStore(live.prices).get(symbol);
  const canvas = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture | null>(null);
  const last = useRef<Bar | undefined>(undefined);
  const [drawn, setDrawn] = useState(0);
  const key = `${symbol} ${interval}`;

  useEffect(() => {
    const caller = new AbortController();
    const from = new Date(Date.now() - BARS[interval] * SECONDS[interval] * 1000).toISOString();
    const query = new URLSearchParams({ stock_id: symbol, interval, from, page_size: "500" });
    session.get<Page<BarTold>>(`/api/price/history/?${query}`, caller.signal).then(
      ({ results }) =>
        setKnown({ key, bars: barsOf(results), decimals: decimalsOf(results.map(({ close }) => close)) }),
      () => caller.signal.aborted || setKnown({ key, bars: [], decimals: 2 }),
    );
    return () => caller.abort();
  }, [session, symbol, interval, key]);

  useEffect(() => {
    const caller = new AbortController();
    const ticker = encodeURIComponent(symbol);
    const read = () =>
      session
        .get<Page<Trade>>(`/api/history/?stock_id=${ticker}&page_size=100`, caller.signal)
        .then(({ results }) => setTrades(results))
        .catch(() => undefined);
    void read();
    session
      .get<Page<EventTold>>(
        `/api/stocks/significant-events/?symbol__ticker=${ticker}&page_size=50`,
        caller.signal,
      )
      .then(({ results }) => setEvents(results))
      .catch(() => undefined);
    const leave = live.onOrder(({ order }) => order.stock_id === symbol && void read());
    return () => {
      leave();
      caller.abort();
    };
  }, [session, live, symbol]);

  useEffect(() => {
    const within = canvas.current;
    if (!within || known?.key !== key) return;
    let gone = false;
    import("../drawing.ts").then(
      ({ drawPrices }) => {
        if (gone) return;
        last.current = known.bars.at(-1);
        const { decimals, bars } = known;
        picture.current = drawPrices(within, bars, { language, clock: interval !== "1d", decimals });
        within.dataset.paint = paint;
        setDrawn((times) => times + 1);
      },
      () => undefined, // the price and the lists stand beside it
    );
    return () => {
      gone = true;
      picture.current?.erase();
      picture.current = null;
    };
  }, [known, key, interval, language, paint]);

  useEffect(() => {
    if (!price || !drawn || !picture.current) return;
    const moment = Math.floor(Date.parse(price.as_of) / 1000);
    last.current = movedBar(last.current, Number(price.price), moment, SECONDS[interval]);
    picture.current.move(last.current);
  }, [price, drawn, interval]);

  const bars = known?.key === key ? known.bars : [];
  const times = [...bars.map(({ time }) => time), ...(last.current ? [last.current.time] : [])];
  const exDays = exMarksOf(interval === "1d" ? bars : [], words.exDay);
  const marks = marksOf(times, trades, events, exDays);
  useEffect(() => {
    if (drawn) picture.current?.mark(marks);
  }, [drawn, trades, events, times.at(-1)]);

  const count = (...kinds: Mark["kind"][]) => marks.filter(({ kind }) => kinds.includes(kind)).length;
  const told = filled(words.chart, {
    symbol,
    bars: bars.length,
    trades: count("buy", "sell"),
    events: count("up", "down"),
  });
  return (
    <>
      <Choice
        name="chart-interval"
        label={words.interval}
        choices={INTERVALS.map((one) => [one, words.intervals[one] ?? one] as const)}
        chosen={interval}
        choose={choose}
      />
      <div
        ref={canvas}
        class="chart"
        role="img"
        aria-busy={known?.key !== key}
        aria-label={exDays.length ? `${told} ${filled(words.exDays, { count: exDays.length })}` : told}
      />
      <div class="spread">
        <p class="hint">{words.legend}</p>
        <p class="credit">
          <a href="https://www.tradingview.com/" rel="noreferrer">
            {shell.chartBy}
          </a>
        </p>
      </div>
    </>
  );
}
