// Amounts arrive as text and are shown from that text, digit by digit: no binary fraction comes between.

const DECIMAL = /^([+-]?)(\d+)(\.\d+)?$/;
const MINUS = "\u2212";

/** A decimal as people read it: thousands apart, a true minus. What is no decimal is shown as it came. */
export function grouped(text: string): string {
  const found = DECIMAL.exec(text);
  if (!found) return text;
  const [, sign = "", whole = "", rest = ""] = found;
  return `${sign === "-" ? MINUS : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}`;
}

/** Above, below or at nothing. */
export function signOf(text: string): -1 | 0 | 1 {
  if (!DECIMAL.test(text) || !/[1-9]/.test(text)) return 0;
  return text.startsWith("-") ? -1 : 1;
}

/** A change with its sign always said. */
export function signed(text: string): string {
  return signOf(text) > 0 ? `+${grouped(text)}` : grouped(text);
}
