// The place at which a text could not be read.

export interface Underlined {
  readonly before: string;
  readonly wrong: string;
  readonly behind: string;
}

/** Whatever begins a new line for the reader of signals. */
const BREAKS = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029]);

/** Cut a text at a line and a column, both from 1 on and counted in characters; what was found there is what is wrong. */
export function underlined(
  text: string,
  line: number | null,
  column: number | null,
  found: string | null,
): Underlined | null {
  if (line === null || column === null) return null;
  const begin = beginOf(text, line);
  const start =
    begin +
    Array.from(text.slice(begin))
      .slice(0, column - 1)
      .join("").length;
  const rest = text.slice(start);
  const length = found && rest.startsWith(found) ? found.length : (/^\S+/.exec(rest)?.[0].length ?? 0);
  return {
    before: text.slice(0, start),
    wrong: rest.slice(0, length) || " ",
    behind: rest.slice(length),
  };
}

/** Where a line begins; a break may be two characters long. */
function beginOf(text: string, line: number): number {
  let begin = 0;
  for (let at = 0, lines = 1; at < text.length && lines < line; at += 1) {
    if (!BREAKS.has(text.charCodeAt(at))) continue;
    if (text.startsWith("\r\n", at)) at += 1;
    lines += 1;
    begin = at + 1;
  }
  return begin;
}
