import type { ComponentChildren } from "preact";
import type { Language } from "./languages.ts";
import { LIGHTS, type Light, type Surroundings } from "./surroundings.ts";

/** The words of the header, in the language of the page. */
export interface HeaderWords {
  readonly language: string;
  readonly light: string;
  readonly lights: Readonly<Record<Light, string>>;
  readonly logOut: string;
}

interface Props {
  readonly words: HeaderWords;
  readonly surroundings: Surroundings;
  readonly username: string | null;
  readonly logOut: () => void;
  /** What else a page has on top. */
  readonly children?: ComponentChildren;
}

export function Header({ words, surroundings, username, logOut, children }: Props) {
  const { language, light, speak, lighten } = surroundings;
  return (
    <header class="top">
      <span class="brand">trading-core</span>
      <div class="tools">
        {children}
        <label class="quiet">
          <span class="unseen">{words.language}</span>
          <select value={language} onChange={(event) => speak(event.currentTarget.value as Language)}>
            <option value="en">English</option>
            <option value="zh-Hant" lang="zh-Hant">
              繁體中文
            </option>
          </select>
        </label>
        <label class="quiet">
          <span class="unseen">{words.light}</span>
          <select value={light} onChange={(event) => lighten(event.currentTarget.value as Light)}>
            {LIGHTS.map((one) => (
              <option key={one} value={one}>
                {words.lights[one]}
              </option>
            ))}
          </select>
        </label>
        {username && (
          <>
            <span class="who">{username}</span>
            <button type="button" class="plain" onClick={logOut}>
              {words.logOut}
            </button>
          </>
        )}
      </div>
    </header>
  );
}
