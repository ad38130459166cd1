// The pictures of the desk, loaded when there is something to draw. Only here amounts become binary: pixels are no money.

import {
  AreaSeries,
  CandlestickSeries,
  createSeriesMarkers,
  type SeriesMarker,
  type Time,
} from "lightweight-charts";
import { at, chartIn, colour, type Frame, placeOf } from "../shared/picture.ts";

export interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** The day of its market that it stands for. */
  readonly day?: string;
  /** On a day without its dividend. */
  readonly ex?: true;
}

export interface Mark {
  readonly id: string;
  readonly time: number;
  readonly kind: "buy" | "sell" | "up" | "down" | "ex";
  readonly text: string;
}

const SHAPES = {
  buy: "arrowUp",
  sell: "arrowDown",
  up: "circle",
  down: "circle",
  ex: "square",
} as const;

export interface Picture {
  /** A price that has just been told: the last bar moves, or the next begins. */
  readonly move: (bar: Bar) => void;
  readonly mark: (marks: readonly Mark[]) => void;
  readonly erase: () => void;
}

export function drawEquity(
  within: HTMLElement,
  points: readonly { readonly time: number; readonly value: number }[],
  frame: Frame,
): () => void {
  const chart = chartIn(within, frame);
  const accent = colour(within, "accent");
  chart.applyOptions({ timeScale: { rightOffset: 0 } });
  const series = chart.addSeries(AreaSeries, {
    lineColor: accent,
    lineWidth: 2,
    topColor: colour(within, "wash"),
    bottomColor: colour(within, "sheet"),
    priceLineVisible: false,
    // whole amounts, and never the same one twice along the axis of an account that has not moved
    priceFormat: {
      type: "custom",
      minMove: 1,
      formatter: (value: number) => Math.round(value).toLocaleString("en"),
    },
  });
  const rising = points.filter(({ time }, place) => place === 0 || time > (points[place - 1]?.time ?? 0));
  series.setData(rising.map(({ time, value }) => ({ time: at(time), value })));
  chart.timeScale().fitContent();
  return () => chart.remove();
}

export function drawPrices(
  within: HTMLElement,
  bars: readonly Bar[],
  frame: Frame & { readonly decimals: number },
): Picture {
  const chart = chartIn(within, frame);
  const [up, down, accent, ink] = ["up", "down", "accent", "ink"].map((name) => colour(within, name)) as [
    string,
    string,
    string,
    string,
  ];
  const series = chart.addSeries(CandlestickSeries, {
    upColor: up,
    downColor: down,
    wickUpColor: up,
    wickDownColor: down,
    borderVisible: false,
    priceFormat: { type: "price", precision: frame.decimals, minMove: 10 ** -frame.decimals },
  });
  const drawn = ({ ex: _, day, ...bar }: Bar) => ({ ...bar, time: placeOf({ day, ...bar }) });
  const places = new Map(bars.map((bar) => [bar.time, placeOf(bar)]));
  series.setData(bars.map(drawn));
  const marker = createSeriesMarkers<Time>(series, []);
  chart.timeScale().fitContent();
  let last = bars.at(-1)?.time ?? 0;
  return {
    move(bar) {
      if (bar.time < last) return;
      last = bar.time;
      series.update(drawn(bar));
    },
    mark(marks) {
      marker.setMarkers(
        marks.map(
          ({ time, kind, text }): SeriesMarker<Time> => ({
            time: places.get(time) ?? at(time),
            position: kind === "buy" || kind === "down" || kind === "ex" ? "belowBar" : "aboveBar",
            shape: SHAPES[kind],
            color: kind === "buy" || kind === "sell" ? accent : ink,
            text,
          }),
        ),
      );
    },
    erase: () => chart.remove(),
  };
}
