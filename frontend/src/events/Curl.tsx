import { useRef, useState } from "preact/hooks";
import { curlOf, tokenOf } from "../shared/shell.ts";
import { LIST, pairsOf, type Question } from "./question.ts";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly question: Question;
  readonly username: string;
}

export function Curl({ words, question, username }: Props) {
  const command = curlOf(location.origin, LIST, pairsOf(question));
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<{ command: string; well: boolean } | null>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(command);
      setCopied({ command, well: true });
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setCopied({ command, well: false });
    }
  }

  const told = copied?.command === command ? (copied.well ? words.copied : words.copyFailed) : "";
  return (
    <section class="card curl" aria-labelledby="curl-title">
      <h2 id="curl-title">{words.curl}</h2>
      <p class="hint">{words.curlLead}</p>
      <pre>
        <code ref={text}>{command}</code>
      </pre>
      <div class="row">
        <button type="button" onClick={() => void copy()}>
          {words.copy}
        </button>
        <span class="hint" role="status">
          {told}
        </span>
      </div>
      <details>
        <summary>{words.tokenLead}</summary>
        <pre>
          <code>{tokenOf(location.origin, username)}</code>
        </pre>
      </details>
    </section>
  );
}
