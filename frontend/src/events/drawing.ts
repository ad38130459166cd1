// The picture itself, loaded only when there is something to draw.

import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  type ISeriesApi,
  LineSeries,
  type SeriesMarker,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import type { Candle, Mark } from "./series.ts";

export interface Picture {
  readonly candles: readonly Candle[];
  /** Drawn where there are no candles. */
  readonly points: readonly { time: number; value: number }[];
  readonly marks: readonly Mark[];
  readonly chosen: string | null;
  readonly language: string;
}

/** A colour of the style sheet as it is by now, in a form that can be painted with. */
function colour(within: HTMLElement, name: string): string {
  const probe = within.appendChild(document.createElement("span"));
  probe.style.color = `var(--${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const at = (seconds: number) => seconds as UTCTimestamp;

/** The room that the words of a mark need, in pixels. */
const WORD = 60;

/** Draw into an element; what is returned takes the picture away again. */
export function draw(within: HTMLElement, picture: Picture): () => void {
  const [up, down, ink, line, accent] = ["up", "down", "muted", "line", "accent"].map((name) =>
    colour(within, name),
  ) as [string, string, string, string, string];
  const chart = createChart(within, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: "transparent" },
      textColor: ink,
      fontFamily: getComputedStyle(within).fontFamily,
      // its licence asks for a link, which stands below the chart; the logo would need a style in the page
      attributionLogo: false,
    },
    localization: { locale: picture.language },
    grid: { vertLines: { visible: false }, horzLines: { color: line } },
    rightPriceScale: {
      borderVisible: false,
      entireTextOnly: true,
      scaleMargins: { top: 0.15, bottom: 0.15 },
    },
    timeScale: { borderVisible: false, timeVisible: false, minBarSpacing: 1 },
    crosshair: { mode: CrosshairMode.Magnet },
    // a finger that wants to scroll the page is not caught by the chart
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false },
  });
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
    series.setData(picture.candles.map((candle) => ({ ...candle, time: at(candle.time) })));
  else series.setData(picture.points.map((point) => ({ ...point, time: at(point.time) })));
  createSeriesMarkers<Time>(
    series,
    picture.marks.map(
      (mark): SeriesMarker<Time> => ({
        time: at(mark.time),
        position: mark.up ? "aboveBar" : "belowBar",
        shape: mark.up ? "arrowUp" : "arrowDown",
        color: mark.id === picture.chosen ? accent : mark.up ? up : down,
        text: worded || mark.id === picture.chosen ? mark.text : "",
        size: mark.id === picture.chosen ? 1.6 : 1,
      }),
    ),
  );
  chart.timeScale().fitContent();
  return () => chart.remove();
}
