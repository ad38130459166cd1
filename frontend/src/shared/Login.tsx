import { useRef, useState } from "preact/hooks";
import { Field } from "./Field.tsx";
import { Problem } from "./problems.ts";
import type { Session } from "./session.ts";
import { Trouble } from "./Trouble.tsx";

/** The words of the form, in the language of the page. */
export interface LoginWords {
  readonly title: string;
  readonly logInLead: string;
  readonly ended: string;
  readonly unreachable: string;
  readonly wrongLogin: string;
  readonly username: string;
  readonly password: string;
  readonly working: string;
  readonly logIn: string;
  readonly register: string;
  readonly newHere: string;
}

interface Props {
  readonly words: LoginWords;
  readonly session: Session;
  /** Somebody was logged in here until the service ended it. */
  readonly ended: boolean;
  readonly entered: (username: string) => void;
}

export function Login({ words, session, ended, entered }: Props) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const problem = error instanceof Problem ? error : null;

  async function enter(way: "logIn" | "register") {
    if (!form.current?.reportValidity() || busy) return;
    const given = new FormData(form.current);
    const username = String(given.get("username"));
    setBusy(true);
    setError(null);
    try {
      await session[way](username, String(given.get("password")));
      entered(username);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <main class="gate" id="main">
      <form
        ref={form}
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void enter("logIn");
        }}
      >
        <h1>{words.title}</h1>
        <p class="lead">{words.logInLead}</p>
        {ended && !error && (
          <p class="notice" role="status">
            {words.ended}
          </p>
        )}
        {problem?.status === 401 ? (
          <p class="notice bad" role="alert">
            {words.wrongLogin}
          </p>
        ) : (
          <Trouble error={error} unreachable={words.unreachable} />
        )}
        <Field id="username" label={words.username} fault={problem?.about("username")}>
          {(aims) => (
            <input
              {...aims}
              name="username"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
            />
          )}
        </Field>
        <Field id="password" label={words.password} fault={problem?.about("password")}>
          {(aims) => (
            <input {...aims} name="password" type="password" autocomplete="current-password" required />
          )}
        </Field>
        <div class="row">
          <button type="submit" class="main" aria-disabled={busy}>
            {busy ? words.working : words.logIn}
          </button>
          <button type="button" aria-disabled={busy} onClick={() => void enter("register")}>
            {words.register}
          </button>
        </div>
        <p class="hint">{words.newHere}</p>
      </form>
    </main>
  );
}
