// Moments travel in UTC and are read and written in the zone of whoever looks.

const two = (value: number) => String(value).padStart(2, "0");

/** What a field for local date and time shows of a moment; nothing when it is none. */
export function localOf(moment: string): string {
  const at = new Date(moment);
  if (moment === "" || Number.isNaN(at.valueOf())) return "";
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The moment that a field for local date and time means, in UTC; nothing when it is empty. */
export function momentOf(local: string): string {
  const at = new Date(local);
  if (local === "" || Number.isNaN(at.valueOf())) return "";
  return at.toISOString().replace(".000Z", "Z");
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format costs as much as to draw a row, so each is made once. */
function formatOf(language: string): Intl.DateTimeFormat {
  let format = formats.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language, {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(language, format);
  }
  return format;
}

/** Show a moment in the looker's zone; what is no moment is shown as it came. */
export function shownMoment(moment: string, language: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.valueOf()) ? moment : formatOf(language).format(at);
}

/** The zone that moments are shown in. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
