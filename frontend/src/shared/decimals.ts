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

interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

function scaled(text: string): Scaled | null {
  const found = DECIMAL.exec(text);
  if (!found) return null;
  const [, sign = "", whole = "", rest = ""] = found;
  const units = BigInt(whole + rest.slice(1));
  return { units: sign === "-" ? -units : units, places: Math.max(rest.length - 1, 0) };
}

function written({ units, places }: Scaled): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${rest && `.${rest}`}`;
}

/** What must be added to the second to come to the first, to the last digit; nothing where one is no decimal. */
export function difference(one: string, other: string): string | null {
  const [a, b] = [scaled(one), scaled(other)];
  if (!a || !b) return null;
  const places = Math.max(a.places, b.places);
  const up = ({ units, places: own }: Scaled) => units * 10n ** BigInt(places - own);
  return written({ units: up(a) - up(b), places });
}

/** A change against a base in a hundred, to two places, half away from nothing; nothing where there is no base. */
export function percent(change: string, base: string): string | null {
  const [a, b] = [scaled(change), scaled(base)];
  if (!a || !b || b.units === 0n) return null;
  const above = a.units * 10n ** BigInt(b.places + 4);
  const below = b.units * 10n ** BigInt(a.places);
  const size = (value: bigint) => (value < 0n ? -value : value);
  const rounded = (size(above) * 2n + size(below)) / (size(below) * 2n);
  const text = written({ units: rounded, places: 2 });
  const [whole = "0", rest = ""] = text.split(".");
  const negative = above < 0n !== below < 0n && rounded !== 0n;
  return `${negative ? "-" : ""}${whole}.${rest.padEnd(2, "0")}`;
}

const IN_THOUSANDS = /^\d{1,3}(,\d{3})+(\.\d*)?$/;

/**
 * A decimal that is asked for, as people write it: thousands apart or not, also in full width. A comma that parts no
 * thousands may be somebody's decimal point, so it stays, and the service refuses it.
 */
export function typed(text: string): string {
  const plain = text.normalize("NFKC").replaceAll(/[\s_]/g, "");
  return IN_THOUSANDS.test(plain) ? plain.replaceAll(",", "") : plain;
}
