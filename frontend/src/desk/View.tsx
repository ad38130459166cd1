import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "./desk.ts";
import { type Place, useRoute } from "./route.ts";

interface ViewProps {
  /** What of this part is asked for: a product, an order. */
  readonly of: string;
}

type Load = () => Promise<{ default: ComponentType<ViewProps> }>;

// Each part is loaded when somebody goes there.
const VIEWS: Record<Place, Load> = {
  portfolio: () => import("./portfolio/Portfolio.tsx"),
  trade: () => import("./trade/Trade.tsx"),
  orders: () => import("./orders/Orders.tsx"),
  signals: () => import("./signals/Signals.tsx"),
  analysis: () => import("./analysis/Analysis.tsx"),
  keys: () => import("./keys/Keys.tsx"),
  operate: () => import("./operate/Operate.tsx"),
};

export function View() {
  const { words, operates } = useDesk();
  const { place: wanted, of } = useRoute();
  const place = wanted === "operate" && !operates ? "portfolio" : wanted;
  const [shown, setShown] = useState<{ place: Place; Part: ComponentType<ViewProps> } | null>(null);
  const [lost, setLost] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    let gone = false;
    setLost(false);
    VIEWS[place]().then(
      ({ default: Part }) => {
        if (!gone) setShown({ place, Part });
      },
      () => !gone && setLost(true),
    );
    return () => {
      gone = true;
    };
  }, [place, attempt]);

  // Who goes somewhere goes on there with the keyboard, and hears where he is.
  useEffect(() => {
    if (shown?.place !== place) return;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [shown, place]);

  return (
    <main id="main" class="part" ref={main} tabIndex={-1}>
      <h1>{words.places[place]}</h1>
      {lost ? (
        <div class="notice bad" role="alert">
          <p>{words.lost}</p>
          <button type="button" onClick={() => setAttempt(attempt + 1)}>
            {words.again}
          </button>
        </div>
      ) : shown?.place === place ? (
        <shown.Part of={of} />
      ) : (
        <p class="hint">{words.loading}</p>
      )}
    </main>
  );
}
