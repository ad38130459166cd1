// Which rows of a long list are in sight.

export interface Window {
  readonly first: number;
  readonly behind: number;
}

const BESIDE = 8;

/** How many rows can be in the page at once: a row that leaves it lends its place to one that comes. */
export const placesOf = (height: number, row: number): number => Math.ceil(height / row) + 2 * BESIDE + 1;

export function windowOf(top: number, height: number, row: number, count: number): Window {
  const first = Math.max(Math.floor(top / row) - BESIDE, 0);
  const behind = Math.min(Math.ceil((top + height) / row) + BESIDE, count);
  return { first: Math.min(first, Math.max(count - 1, 0)), behind };
}

/** Where to scroll so that a row is in sight; nothing when it is. */
export function scrolledTo(place: number, top: number, height: number, row: number): number | null {
  if (place * row < top) return place * row;
  return (place + 1) * row > top + height ? (place + 1) * row - height : null;
}
