// The picture itself, loaded only when there is something to draw.

import {
  CandlestickSeries,
  createSeriesMarkers,
  type ISeriesApi,
  LineSeries,
  type SeriesMarker,
  type SeriesType,
  type Time,
} from "lightweight-charts";
import { at, chartIn, colour, placeOf } from "../shared/picture.ts";
import type { Candle, Mark } from "./series.ts";

export interface Picture {
  readonly candles: readonly Candle[];
  /** Drawn where there are no candles. */
  readonly points: readonly { time: number; value: number }[];
  readonly marks: readonly Mark[];
  readonly chosen: string | null;
  /** What days without their dividend are called. */
  readonly exDay: string;
  readonly language: string;
}

/** The room that the words of a mark need, in pixels. */
const WORD = 60;

/** Draw into an element; what is returned takes the picture away again. */
export function draw(within: HTMLElement, picture: Picture): () => void {
  const [up, down, accent] = ["up", "down", "accent"].map((name) => colour(within, name)) as [
    string,
    string,
    string,
  ];
  const chart = chartIn(within, { language: picture.language, clock: false });
  const calm = { lastValueVisible: false, priceLineVisible: false };
  // words that would cover each other say nothing; the table has them all
  const worded = picture.marks.length * WORD <= within.clientWidth;
  const series: ISeriesApi<SeriesType> = picture.candles.length
    ? chart.addSeries(CandlestickSeries, {
        upColor: up,
        downColor: down,
        wickUpColor: up,
        wickDownColor: down,
        borderVisible: false,
        ...calm,
      })
    : chart.addSeries(LineSeries, { color: accent, lineWidth: 2, pointMarkersVisible: true, ...calm });
  if (picture.candles.length)
    series.setData(
      picture.candles.map(({ ex: _, day, ...candle }) => ({ ...candle, time: placeOf({ day, ...candle }) })),
    );
  else series.setData(picture.points.map((point) => ({ ...point, time: at(point.time) })));
  const places = new Map(picture.candles.map((candle) => [candle.time, placeOf(candle)]));
  const exDays = picture.candles.filter(({ ex }) => ex);
  const ink = colour(within, "ink");
  const marks = [
    ...picture.marks.map(
      (mark): SeriesMarker<Time> => ({
        time: places.get(mark.time) ?? at(mark.time),
        position: mark.up ? "aboveBar" : "belowBar",
        shape: mark.up ? "arrowUp" : "arrowDown",
        color: mark.id === picture.chosen ? accent : mark.up ? up : down,
        text: worded || mark.id === picture.chosen ? mark.text : "",
        size: mark.id === picture.chosen ? 1.6 : 1,
      }),
    ),
    ...exDays.map(
      (candle): SeriesMarker<Time> => ({
        time: placeOf(candle),
        position: "belowBar",
        shape: "square",
        color: ink,
        text: exDays.length * WORD <= within.clientWidth ? picture.exDay : "",
        size: 0.6,
      }),
    ),
  ];
  createSeriesMarkers<Time>(
    series,
    marks.sort((one, other) => Number(one.time) - Number(other.time)),
  );
  chart.timeScale().fitContent();
  return () => chart.remove();
}
