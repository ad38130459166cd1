import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Field } from "../../shared/Field.tsx";
import { filled } from "../../shared/languages.ts";
import { momentOf, shownMoment } from "../../shared/moments.ts";
import { Problem } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import type { Page } from "../shapes.ts";
import { Secret } from "./Secret.tsx";
import { WORDS } from "./words.ts";

interface Key {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
}

interface NewKey {
  readonly name: string;
  readonly key: string;
  readonly webhook_path: string | null;
}

const SCOPES = ["read", "propose", "trade", "signals", "operate"] as const;

export default function Keys() {
  const { session, language, words: shell } = useDesk();
  const words = WORDS[language];
  const [keys, setKeys] = useState<readonly Key[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [asking, ask] = useState<Key | null>(null);
  const read = useCallback(
    () =>
      session.get<Page<Key>>("/api/keys/?ordering=-created_at&page_size=100").then(
        ({ results }) => {
          setKeys(results);
          setError(null);
        },
        (failure: unknown) => setError(failure),
      ),
    [session],
  );
  useEffect(() => void read(), [read]);

  async function revoke(key: Key) {
    ask(null);
    await session.remove(`/api/keys/${key.id}/`).catch((failure: unknown) => setError(failure));
    await read();
  }

  return (
    <div class="halves">
      <Make made={read} />
      <section class="card" aria-labelledby="keys-title">
        <h2 id="keys-title">{words.list}</h2>
        <Trouble error={error} unreachable={shell.unreachable} />
        {keys?.length === 0 && <p class="nothing">{words.empty}</p>}
        <ul class="plainlist">
          {keys?.map((key) => (
            <li key={key.id} class="stack">
              <div class="spread">
                <div>
                  <strong>{key.name}</strong>
                  <p class="hint">{key.scopes.join(", ")}</p>
                  <p class="hint">
                    {words.used}: {key.last_used_at ? shownMoment(key.last_used_at, language) : words.never}
                    {" · "}
                    {words.until}: {key.expires_at ? shownMoment(key.expires_at, language) : words.always}
                  </p>
                </div>
                {key.revoked_at ? (
                  <span class="pill">{words.revoked}</span>
                ) : (
                  <button type="button" aria-label={`${words.revoke}: ${key.name}`} onClick={() => ask(key)}>
                    {words.revoke}
                  </button>
                )}
              </div>
              {asking?.id === key.id && (
                <div class="notice row" role="alert">
                  <span>{filled(words.sure, { name: key.name })}</span>
                  <button type="button" onClick={() => void revoke(key)}>
                    {words.yes}
                  </button>
                  <button type="button" onClick={() => ask(null)}>
                    {words.no}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Make({ made }: { readonly made: () => Promise<void> }) {
  const { session, language, words: shell, operates } = useDesk();
  const words = WORDS[language];
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>(["read"]);
  const [expires, setExpires] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [fresh, setFresh] = useState<NewKey | null>(null);
  const key = useRef(newKey());

  async function make() {
    if (busy) return;
    setBusy(true);
    setError(null);
    const until = momentOf(expires);
    const body = { name, scopes, ...(until ? { expires_at: until } : {}) };
    try {
      setFresh(await session.post<NewKey>("/api/keys/", body, key.current));
      setName("");
      key.current = newKey();
    } catch (failure) {
      setError(failure);
      if (failure instanceof Problem) key.current = newKey();
    }
    setBusy(false);
    await made();
  }

  const problem = error instanceof Problem ? error : null;
  return (
    <section class="card" aria-labelledby="make-title">
      <h2 id="make-title">{words.make}</h2>
      <p class="lead">{words.lead}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Field id="key-name" label={words.name} fault={problem?.about("name")}>
          {(aims) => (
            <input
              {...aims}
              required
              maxLength={100}
              placeholder={words.nameHint}
              autocomplete="off"
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <fieldset>
          <legend>{words.scopes}</legend>
          {SCOPES.filter((one) => operates || one !== "operate").map((scope) => (
            <label key={scope} class="check">
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  setScopes(
                    event.currentTarget.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope),
                  )
                }
              />
              {words.scopeWords[scope]}
            </label>
          ))}
        </fieldset>
        <Field id="expires" label={words.expires} fault={problem?.about("expires_at")}>
          {(aims) => (
            <input
              {...aims}
              type="datetime-local"
              value={expires}
              onInput={(event) => setExpires(event.currentTarget.value)}
            />
          )}
        </Field>
        <Trouble error={error} unreachable={shell.unreachable} />
        <button type="submit" class="main" aria-disabled={busy}>
          {busy ? shell.working : words.submit}
        </button>
      </form>
      {fresh && (
        <div class="stack" role="status">
          <Secret label={filled(words.made, { name: fresh.name })} secret={fresh.key} />
          {fresh.webhook_path && (
            <Secret label={words.webhook} secret={`${location.origin}${fresh.webhook_path}`} />
          )}
        </div>
      )}
    </section>
  );
}
