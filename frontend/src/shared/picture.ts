// What every chart has in common: colours of the style sheet, a calm frame, times of the looker's zone.

import {
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";

export const at = (seconds: number) => seconds as UTCTimestamp;

/** Where a bar stands: one of a day on its market's day, wherever somebody looks from, and any other at its moment. */
export const placeOf = ({
  time,
  day,
}: {
  readonly time: number;
  readonly day?: string | undefined;
}): UTCTimestamp => at(day ? Date.parse(`${day}T00:00:00Z`) / 1000 : time);

/** A colour of the style sheet as it is by now, in a form that can be painted with. */
export function colour(within: HTMLElement, name: string): string {
  const probe = within.appendChild(document.createElement("span"));
  probe.style.color = `var(--${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export interface Frame {
  readonly language: string;
  /** Whether hours and minutes matter. */
  readonly clock: boolean;
}

export function chartIn(within: HTMLElement, { language, clock }: Frame): IChartApi {
  const moment = (time: Time, options: Intl.DateTimeFormatOptions) =>
    // whole days are told as they are, and moments as the clock of the looker shows them
    new Intl.DateTimeFormat(language, clock ? options : { ...options, timeZone: "UTC" }).format(
      new Date(Number(time) * 1000),
    );
  const whole: Intl.DateTimeFormatOptions = { dateStyle: "medium" };
  if (clock) whole.timeStyle = "short";
  return createChart(within, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: "transparent" },
      textColor: colour(within, "muted"),
      fontFamily: getComputedStyle(within).fontFamily,
      // its licence asks for a link, which stands below the chart; the logo would need a style in the page
      attributionLogo: false,
    },
    localization: { locale: language, timeFormatter: (time: Time) => moment(time, whole) },
    grid: { vertLines: { visible: false }, horzLines: { color: colour(within, "line") } },
    rightPriceScale: {
      borderVisible: false,
      entireTextOnly: true,
      scaleMargins: { top: 0.15, bottom: 0.15 },
    },
    timeScale: {
      borderVisible: false,
      rightOffset: 4,
      timeVisible: clock,
      minBarSpacing: 1,
      tickMarkFormatter: (time: Time, kind: TickMarkType) => {
        if (kind === TickMarkType.Year) return moment(time, { year: "numeric" });
        if (kind === TickMarkType.Month) return moment(time, { month: "short" });
        if (kind === TickMarkType.DayOfMonth) return moment(time, { month: "numeric", day: "numeric" });
        return moment(time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      },
    },
    crosshair: { mode: CrosshairMode.Magnet },
    // a finger that wants to scroll the page is not caught by the chart
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false },
  });
}
