import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { filled, type Language } from "../shared/languages.ts";
import { Problem } from "../shared/problems.ts";
import type { Session } from "../shared/session.ts";
import { type Candle, candlesOf, marksOf, type PriceEvent, pointsOf, stretchOf } from "./series.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly language: Language;
  /** The light that is on: a picture is painted anew when it changes. */
  readonly light: string;
  readonly session: Session;
  readonly events: readonly PriceEvent[];
  readonly chosen: PriceEvent | null;
  /** Whether the service answers; what could not be had is asked for again when it does. */
  readonly answers: boolean;
}

interface History {
  readonly candles: readonly Candle[];
  readonly failure: string;
}

const HISTORY = "/api/price/history/";

/** Bars around the events of one product; none where there is no history. */
function useHistory(
  session: Session,
  ticker: string,
  from: string,
  to: string,
  answers: boolean,
): History | null {
  const [found, setFound] = useState<(History & { key: string }) | null>(null);
  const key = `${ticker} ${from} ${to}`;
  useEffect(() => {
    if (!answers) return;
    const caller = new AbortController();
    const query = new URLSearchParams({ stock_id: ticker, from, to, interval: "1d" });
    session.get<unknown>(`${HISTORY}?${query}`, caller.signal).then(
      (answer) => setFound({ key, candles: candlesOf(answer), failure: "" }),
      (error: unknown) => {
        if (caller.signal.aborted) return;
        const missing = error instanceof Problem && error.status === 404;
        const failure = !missing && error instanceof Error ? error.message : "";
        setFound({ key, candles: [], failure });
      },
    );
    return () => caller.abort();
  }, [session, ticker, from, to, key, answers]);
  return found?.key === key ? found : null;
}

export function Chart(props: Props) {
  const { words, events, chosen } = props;
  const product = chosen ?? events[0];
  const about = useMemo(
    () => events.filter(({ symbol }) => symbol.ticker === product?.symbol.ticker),
    [events, product?.symbol.ticker],
  );
  const stretch = stretchOf(about);
  if (!product || !stretch) return <p class="hint">{words.chartIdle}</p>;
  return <Drawn {...props} about={about} product={product} {...stretch} />;
}

interface DrawnProps extends Props {
  readonly about: readonly PriceEvent[];
  readonly product: PriceEvent;
  readonly from: string;
  readonly to: string;
}

function Drawn({ words, language, light, session, answers, about, product, chosen, from, to }: DrawnProps) {
  const { ticker, name: title } = product.symbol;
  const name = title && title !== ticker ? `${ticker} ${title}` : ticker;
  const history = useHistory(session, ticker, from, to, answers);
  const canvas = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<number | null>(null);

  useEffect(() => {
    const within = canvas.current;
    if (!within || !history) return;
    const { candles } = history;
    const points = candles.length ? [] : pointsOf(about);
    const base = candles.length
      ? candles
      : points.map(({ time, value: v }) => ({ time, open: v, high: v, low: v, close: v }));
    const marks = marksOf(about, base);
    let gone = false;
    let erase: (() => void) | undefined;
    import("./drawing.ts").then(
      ({ draw }) => {
        if (gone) return;
        // asked for after the styles of the light that was just switched on
        erase = draw(within, {
          candles,
          points,
          marks,
          chosen: chosen?.id ?? null,
          exDay: words.exDay,
          language,
        });
        within.dataset.light = light;
        setMarked(marks.length);
      },
      // the table says it all; with the next history the chart is tried again
      () => setMarked(0),
    );
    return () => {
      gone = true;
      erase?.();
    };
  }, [history, about, chosen, words, language, light]);

  const exDays = history?.candles.filter(({ ex }) => ex).length ?? 0;
  const told = filled(words.chartSummary, {
    name,
    bars: history?.candles.length ?? 0,
    marks: marked ?? 0,
  });
  const summary = exDays ? `${told} ${filled(words.exDays, { count: exDays })}` : told;
  return (
    <>
      <h2>{filled(words.chart, { name })}</h2>
      <div ref={canvas} class="chart" role="img" aria-label={summary} aria-busy={marked === null} />
      <p class="hint" role="status">
        {!history && words.chartLoading}
        {history?.failure && filled(words.chartFailed, { name, reason: history.failure })}
        {history && !history.failure && !history.candles.length && filled(words.chartWithout, { name })}
      </p>
      <p class="credit">
        <a href="https://www.tradingview.com/" rel="noreferrer">
          {words.chartBy}
        </a>
      </p>
    </>
  );
}
