import { useEffect, useState } from "preact/hooks";
import { useDesk } from "../desk.ts";
import { wordOf } from "../words.ts";
import { WORDS } from "./words.ts";

interface Told {
  readonly status: string;
  readonly parts: readonly { readonly name: string; readonly status: string; readonly needed: boolean }[];
}

const AGAIN = 5_000;

export function Health() {
  const { language } = useDesk();
  const words = WORDS[language];
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    const caller = new AbortController();
    // what is down answers with another status and the same words, so this is no question of the session
    const read = () =>
      fetch("/health/ready/", { credentials: "omit", cache: "no-store", signal: caller.signal })
        .then((answer) => answer.json() as Promise<Told>)
        .then(setTold, () => undefined);
    void read();
    const timer = setInterval(() => document.hidden || void read(), AGAIN);
    return () => {
      caller.abort();
      clearInterval(timer);
    };
  }, []);
  return (
    <section class="card" aria-labelledby="health-title">
      <div class="spread">
        <h2 id="health-title">{words.health}</h2>
        {told && (
          <span class={told.status === "ready" ? "pill ok" : "pill down"}>
            {wordOf(words.parts, told.status)}
          </span>
        )}
      </div>
      <ul class="plainlist">
        {told?.parts.map((part) => (
          <li key={part.name} class="spread">
            <span>
              {part.name} {part.needed && <span class="hint">{words.needed}</span>}
            </span>
            <span class={part.status.startsWith("down") ? "pill down" : "pill"}>{part.status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
