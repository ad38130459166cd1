import type { Language } from "../shared/languages.ts";
import { LIGHTS, type Light, type Surroundings } from "../shared/surroundings.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly surroundings: Surroundings;
  readonly username: string | null;
  readonly logOut: () => void;
}

export function Header({ words, surroundings, username, logOut }: Props) {
  const { language, light, speak, lighten } = surroundings;
  return (
    <header class="top">
      <span class="brand">trading-core</span>
      <div class="tools">
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
