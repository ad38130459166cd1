import { useState } from "preact/hooks";
import { useDesk } from "../desk.ts";

interface Props {
  readonly label: string;
  readonly secret: string;
}

/** A text that is copied and then gone. */
export function Secret({ label, secret }: Props) {
  const { words } = useDesk();
  const [copied, setCopied] = useState(false);
  return (
    <div class="stack">
      <p>{label}</p>
      <div class="spread">
        <code class="secret">{secret}</code>
        <button
          type="button"
          onClick={() => {
            navigator.clipboard?.writeText(secret).then(
              () => setCopied(true),
              () => undefined, // it stands there to be marked and copied by hand
            );
          }}
        >
          {copied ? words.copied : words.copy}
        </button>
      </div>
    </div>
  );
}
