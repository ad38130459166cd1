// How the page looks to whoever sits before it: language and light, held at the root of the document.

import { useCallback, useEffect, useState } from "preact/hooks";
import { chooseLanguage, chosenLanguage, type Language } from "./languages.ts";
import { prefer, preferred } from "./preferences.ts";

export const LIGHTS = ["system", "light", "dark"] as const;
export type Light = (typeof LIGHTS)[number];

export interface Surroundings {
  readonly language: Language;
  readonly light: Light;
  readonly speak: (language: Language) => void;
  readonly lighten: (light: Light) => void;
}

export function useSurroundings(): Surroundings {
  const [language, setLanguage] = useState(chosenLanguage);
  const [light, setLight] = useState<Light>(() => preferred("light", LIGHTS, "system"));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.light = light;
  }, [light]);
  const speak = useCallback((chosen: Language) => {
    chooseLanguage(chosen);
    setLanguage(chosen);
  }, []);
  const lighten = useCallback((chosen: Light) => {
    prefer("light", chosen);
    setLight(chosen);
  }, []);
  return { language, light, speak, lighten };
}

/** The light that is on by now, for what is painted and not styled. */
export function useLight(light: Light): string {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return light === "system" ? (dark ? "dark" : "light") : light;
}
