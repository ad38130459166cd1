// Single keys that lead somewhere, for hands that stay on the keyboard. They can be turned off, since whoever speaks to a
// computer types letters without meaning to.

import { useCallback, useEffect, useState } from "preact/hooks";
import { prefer, preferred } from "../shared/preferences.ts";
import { go, PLACES } from "./route.ts";

const SWITCH = ["on", "off"] as const;
const TYPING = "input, select, textarea, [contenteditable], dialog";

export interface Shortcuts {
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}

export function useShortcuts(operates: boolean, help: () => void): Shortcuts {
  const [on, setOn] = useState(() => preferred("shortcuts", SWITCH, "on") === "on");
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const place = PLACES[Number(event.key) - 1];
      if (place && (operates || place !== "operate")) go(place);
      else if (event.key === "?") help();
      else if (event.key === "t") go("trade");
      else if (event.key === "/") {
        const field = document.getElementById("product");
        if (!field) return;
        field.focus();
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [on, operates, help]);
  const turn = useCallback((chosen: boolean) => {
    prefer("shortcuts", chosen ? "on" : "off");
    setOn(chosen);
  }, []);
  return { on, turn };
}
