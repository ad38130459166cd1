import { useRef, useState } from "preact/hooks";
import { Field } from "../../shared/Field.tsx";
import { filled } from "../../shared/languages.ts";
import { Problem } from "../../shared/problems.ts";
import { newKey } from "../../shared/session.ts";
import { Trouble } from "../../shared/Trouble.tsx";
import { useDesk } from "../desk.ts";
import { useList } from "./useList.ts";
import { WORDS } from "./words.ts";

interface Product {
  readonly stock_id: string;
  readonly name: string;
  readonly market: string;
  readonly kind: string;
  readonly tradable: boolean;
}

export function Products() {
  const { session, language, words: shell, say } = useDesk();
  const words = WORDS[language];
  const { page, error, read, more } = useList<Product>("/api/products/?page_size=20");
  const [refusal, setRefusal] = useState<unknown>(null);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const key = useRef(newKey());

  async function make() {
    setRefusal(null);
    try {
      await session.post("/api/products/", { stock_id: code, ...(name ? { name } : {}) }, key.current);
      say(filled(words.madeProduct, { name: code }));
      setCode("");
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
    <section class="card" aria-labelledby="products-title">
      <h2 id="products-title">{words.products}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div class="pair">
          <Field id="new-code" label={words.code} fault={problem?.about("stock_id")}>
            {(aims) => (
              <input
                {...aims}
                required
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                value={code}
                onInput={(event) => setCode(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field id="new-name" label={words.name} fault={problem?.about("name")}>
            {(aims) => (
              <input
                {...aims}
                autocomplete="off"
                value={name}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <Trouble error={refusal} unreachable={shell.unreachable} />
        <div>
          <button type="submit">{words.makeProduct}</button>
        </div>
      </form>
      <Trouble error={error} unreachable={shell.unreachable} />
      {page?.results.length === 0 && <p class="hint">{words.empty}</p>}
      {page && page.results.length > 0 && (
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{words.code}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.market}</th>
              <th scope="col">{words.tradable}</th>
            </tr>
          </thead>
          <tbody>
            {page.results.map((product) => (
              <tr key={product.stock_id}>
                <th scope="row">{product.stock_id}</th>
                <td data-label={words.name}>{product.name}</td>
                <td data-label={words.market}>{product.market}</td>
                <td data-label={words.tradable}>{product.tradable ? words.yes : words.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page?.next && (
        <button type="button" onClick={more}>
          {words.more}
        </button>
      )}
    </section>
  );
}
