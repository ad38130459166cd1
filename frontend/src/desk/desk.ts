// What every part of the desk may need, handed down by context.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../shared/languages.ts";
import type { Session } from "../shared/session.ts";
import type { Live } from "./live.ts";
import type { Words } from "./words.ts";

export interface Desk {
  readonly session: Session;
  readonly live: Live;
  readonly language: Language;
  /** The light that is on: a picture is painted anew when it changes, and when colours do. */
  readonly paint: string;
  readonly words: Words;
  readonly operates: boolean;
  /** Show why a number is what it is. */
  readonly explain: (number: Explained) => void;
  /** Say something to whoever listens with a screen reader, and show it for a while. */
  readonly say: (sentence: string, bad?: boolean) => void;
}

/** A number of the account, or of a product that is held. */
export interface Explained {
  readonly of: string;
  readonly symbol?: string;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("outside of the desk");
  return desk;
}
