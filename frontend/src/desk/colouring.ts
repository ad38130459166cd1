// Which colour rises: markets differ, and so do eyes. Signs and arrows say it too.

import { useCallback, useEffect, useState } from "preact/hooks";
import { prefer, preferred } from "../shared/preferences.ts";

export const COLOURINGS = ["usual", "green", "red", "blue"] as const;
export type Colouring = (typeof COLOURINGS)[number];

export function useColouring(): [Colouring, (chosen: Colouring) => void] {
  const [colouring, setColouring] = useState<Colouring>(() => preferred("colours", COLOURINGS, "usual"));
  useEffect(() => {
    document.documentElement.dataset.colours = colouring;
  }, [colouring]);
  const choose = useCallback((chosen: Colouring) => {
    prefer("colours", chosen);
    document.documentElement.dataset.colours = chosen;
    setColouring(chosen);
  }, []);
  return [colouring, choose];
}
