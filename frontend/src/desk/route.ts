// Where somebody is on the desk: the part of the address behind #, so that one page serves all of it.

import { useEffect, useState } from "preact/hooks";

export const PLACES = ["portfolio", "trade", "orders", "signals", "analysis", "keys", "operate"] as const;
export type Place = (typeof PLACES)[number];

export interface Route {
  readonly place: Place;
  /** What of that place: a product, an order. */
  readonly of: string;
}

export function routeOf(hash: string): Route {
  const [name = "", of = ""] = hash.replace(/^#\/?/, "").split("/");
  const place = PLACES.find((one) => one === name) ?? "portfolio";
  try {
    return { place, of: decodeURIComponent(of) };
  } catch {
    return { place, of: "" };
  }
}

export const addressOf = (place: Place, of = ""): string =>
  `#/${place}${of ? `/${encodeURIComponent(of)}` : ""}`;

export function go(place: Place, of = ""): void {
  location.hash = addressOf(place, of);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const moved = () => setRoute(routeOf(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}
