// The languages of the pages. Words are looked up in a table of each page, so that a missing word does not compile.

import { prefer, preferred } from "./preferences.ts";

export const LANGUAGES = ["en", "zh-Hant"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of what somebody reads that we speak; English when there is none. */
export function spoken(wanted: readonly string[]): Language {
  for (const language of wanted) {
    if (language.toLowerCase().startsWith("zh")) return "zh-Hant";
    if (language.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

export const chosenLanguage = (): Language => preferred("language", LANGUAGES, spoken(navigator.languages));

export function chooseLanguage(language: Language): void {
  prefer("language", language);
}

/** Put values into the places of a sentence: "{count} events". */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
