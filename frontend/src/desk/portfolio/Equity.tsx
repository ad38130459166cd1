import { useEffect, useRef, useState } from "preact/hooks";
import { grouped } from "../../shared/decimals.ts";
import { filled } from "../../shared/languages.ts";
import { useStore } from "../../shared/store.ts";
import { Choice } from "../Choice.tsx";
import { useDesk } from "../desk.ts";
import { WORDS } from "./words.ts";

interface Told {
  readonly currency: string;
  readonly points: readonly { readonly at: string; readonly equity: string; readonly paid_in: string }[];
}

const INTERVALS = ["1m", "1h", "1d"] as const;
type Interval = (typeof INTERVALS)[number];
const AGAIN = 30_000;

export function Equity() {
  const { session, live, language, words: shell, paint } = useDesk();
  const words = WORDS[language];
  const [interval, choose] = useState<Interval>("1m");
  const [told, setTold] = useState<Told | null>(null);
  const cash = useStore(live.account)?.cash;
  const canvas = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const caller = new AbortController();
    const ask = () =>
      session
        .get<Told>(`/api/account/equity/?interval=${interval}`, caller.signal)
        .then(setTold, () => undefined);
    void ask();
    const timer = setInterval(() => document.hidden || void ask(), AGAIN);
    return () => {
      caller.abort();
      clearInterval(timer);
    };
  }, [session, interval, cash]);

  useEffect(() => {
    const within = canvas.current;
    if (!within || !told) return;
    let gone = false;
    let erase: (() => void) | undefined;
    const points = told.points.map(({ at, equity }) => ({
      time: Math.floor(Date.parse(at) / 1000),
      value: Number(equity),
    }));
    import("../drawing.ts").then(
      ({ drawEquity }) => {
        if (!gone) erase = drawEquity(within, points, { language, clock: interval !== "1d" });
        within.dataset.paint = paint;
      },
      () => undefined, // the numbers stand above it
    );
    return () => {
      gone = true;
      erase?.();
    };
  }, [told, interval, language, paint]);

  const [first, last] = [told?.points[0], told?.points.at(-1)];
  return (
    <section class="card" aria-labelledby="equity-title">
      <div class="spread">
        <h2 id="equity-title">{words.equity}</h2>
        <Choice
          name="equity-interval"
          label={words.interval}
          choices={INTERVALS.map((one) => [one, words.intervals[one] ?? one] as const)}
          chosen={interval}
          choose={choose}
        />
      </div>
      <div
        ref={canvas}
        class="chart low"
        role="img"
        aria-label={
          first && last && told
            ? filled(words.equityChart, {
                first: grouped(first.equity),
                last: grouped(last.equity),
                currency: told.currency,
                points: told.points.length,
                paid: grouped(last.paid_in),
              })
            : shell.loading
        }
      />
      <div class="spread">
        <p class="hint">{told && told.points.length < 3 ? words.equityYoung : ""}</p>
        <p class="credit">
          <a href="https://www.tradingview.com/" rel="noreferrer">
            {shell.chartBy}
          </a>
        </p>
      </div>
    </section>
  );
}
