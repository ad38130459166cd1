import { useRef, useState } from "preact/hooks";
import { typed } from "../../shared/decimals.ts";
import { Field } from "../../shared/Field.tsx";
import { filled } from "../../shared/languages.ts";
import { shownMoment } from "../../shared/moments.ts";
import { Problem } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import { useList } from "./useList.ts";
import { WORDS } from "./words.ts";

interface User {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly created_at: string;
}

export function Users() {
  const { session, language, words: shell, say } = useDesk();
  const words = WORDS[language];
  const { page, error, read, more } = useList<User>("/users/?page_size=20");
  const [refusal, setRefusal] = useState<unknown>(null);
  const [name, setName] = useState("");
  const [balance, setBalance] = useState("");
  const key = useRef(newKey());

  async function make() {
    setRefusal(null);
    const body = { username: name, ...(typed(balance) ? { balance: typed(balance) } : {}) };
    try {
      await session.post("/users/", body, key.current);
      say(filled(words.madeUser, { name }));
      setName("");
      key.current = newKey();
    } catch (failure) {
      setRefusal(failure);
      if (failure instanceof Problem) key.current = newKey();
    }
    await read();
  }

  const problem = refusal instanceof Problem ? refusal : null;
  return (
    <section class="card" aria-labelledby="users-title">
      <h2 id="users-title">{words.users}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div class="pair">
          <Field id="new-user" label={words.user} fault={problem?.about("username")}>
            {(aims) => (
              <input
                {...aims}
                required
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                value={name}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field id="new-balance" label={words.balance} fault={problem?.about("balance")}>
            {(aims) => (
              <input
                {...aims}
                inputMode="decimal"
                autocomplete="off"
                value={balance}
                onInput={(event) => setBalance(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <Trouble error={refusal} unreachable={shell.unreachable} />
        <div>
          <button type="submit">{words.make}</button>
        </div>
      </form>
      <Trouble error={error} unreachable={shell.unreachable} />
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{words.user}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.since}</th>
          </tr>
        </thead>
        <tbody>
          {page?.results.map((user) => (
            <tr key={user.id}>
              <th scope="row">{user.username}</th>
              <td data-label={words.role}>{user.role}</td>
              <td data-label={words.since}>{shownMoment(user.created_at, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {page?.next && (
        <button type="button" onClick={more}>
          {words.more}
        </button>
      )}
    </section>
  );
}
