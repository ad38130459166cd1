import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { grouped } from "../shared/decimals.ts";
import { filled } from "../shared/languages.ts";
import type { Live, OrderTold } from "./live.ts";
import { type Words, wordOf } from "./words.ts";

export interface Saying {
  readonly id: number;
  readonly sentence: string;
  readonly bad: boolean;
}

const SHOWN_FOR = 7_000;
const MOST = 3;
/** Steps that somebody wants to hear of; the others are in the history. */
const TELLING = new Set(["executed", "closed", "rejected", "cancelled", "expired"]);

function sentenceOf({ order, event }: OrderTold, words: Words): string {
  return filled(words.orderTold, {
    side: wordOf(words.sides, order.side),
    quantity: order.quantity === null ? "" : grouped(order.quantity),
    symbol: order.stock_id ?? "",
    status: wordOf(words.statuses, event.status),
  });
}

/** What was said lately, by the desk itself or by its orders. */
export function useSayings(
  live: Live,
  words: Words,
): [readonly Saying[], (sentence: string, bad?: boolean) => void] {
  const [sayings, setSayings] = useState<readonly Saying[]>([]);
  const next = useRef(0);
  const say = useCallback((sentence: string, bad = false) => {
    next.current += 1;
    const saying = { id: next.current, sentence, bad };
    setSayings((before) => [...before.slice(1 - MOST), saying]);
    setTimeout(() => setSayings((before) => before.filter(({ id }) => id !== saying.id)), SHOWN_FOR);
  }, []);
  useEffect(
    () =>
      live.onOrder((told) => {
        if (TELLING.has(told.event.status)) say(sentenceOf(told, words), told.event.status === "rejected");
      }),
    [live, words, say],
  );
  return [sayings, say];
}

export function Said({ sayings }: { readonly sayings: readonly Saying[] }) {
  return (
    <div class="said" role="log" aria-live="polite">
      {sayings.map(({ id, sentence, bad }) => (
        <p key={id} class={bad ? "notice bad" : "notice"}>
          {sentence}
        </p>
      ))}
    </div>
  );
}
