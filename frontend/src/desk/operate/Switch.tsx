import { useEffect, useState } from "preact/hooks";
import { Field } from "../../shared/Field.tsx";
import { filled } from "../../shared/languages.ts";
import { Problem } from "../../shared/problems.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { Choice } from "../Choice.tsx";
import { useDesk } from "../desk.ts";
import { wordOf } from "../words.ts";
import { WORDS } from "./words.ts";

const STATES = ["active", "reducing", "halted"] as const;
type State = (typeof STATES)[number];

interface Told {
  readonly state: State;
  readonly reason: string;
}

export function Switch() {
  const { session, language, words: shell, say } = useDesk();
  const words = WORDS[language];
  const [told, setTold] = useState<Told | null>(null);
  const [wanted, want] = useState<State>("active");
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    session.get<Told>("/api/trading-state/").then(
      (found) => {
        setTold(found);
        want(found.state);
      },
      (failure: unknown) => setError(failure),
    );
  }, [session]);

  async function turn() {
    setError(null);
    try {
      const turned = await session.put<Told>("/api/trading-state/", { state: wanted, reason });
      setTold(turned);
      setReason("");
      say(filled(words.turned, { state: wordOf(words.states, turned.state) }), turned.state !== "active");
    } catch (failure) {
      setError(failure);
    }
  }

  const problem = error instanceof Problem ? error : null;
  return (
    <section class="card" aria-labelledby="switch-title">
      <div class="spread">
        <h2 id="switch-title">{words.switch}</h2>
        {told && (
          <span class={told.state === "active" ? "pill ok" : "pill down"}>
            {wordOf(words.states, told.state)}
          </span>
        )}
      </div>
      <p class="lead">{words.switchLead}</p>
      {told && told.state !== "active" && <p class="notice bad">{told.reason}</p>}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void turn();
        }}
      >
        <Choice
          name="state"
          label={words.state}
          wide
          choices={STATES.map((one) => [one, words.states[one] ?? one] as const)}
          chosen={wanted}
          choose={want}
        />
        <Field id="reason" label={words.reason} fault={problem?.about("reason")}>
          {(aims) => (
            <input
              {...aims}
              required
              maxLength={500}
              autocomplete="off"
              placeholder={words.reasonHint}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <Trouble error={error} unreachable={shell.unreachable} />
        <button type="submit" class="main">
          {words.turn}
        </button>
      </form>
    </section>
  );
}
