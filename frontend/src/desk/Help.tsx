import { COLOURINGS, type Colouring } from "./colouring.ts";
import { Dialog, useLeaving } from "./Dialog.tsx";
import { useDesk } from "./desk.ts";
import type { Shortcuts } from "./shortcuts.ts";

interface Props {
  readonly colouring: Colouring;
  readonly colour: (chosen: Colouring) => void;
  readonly shortcuts: Shortcuts;
  readonly close: () => void;
}

export function Help({ colouring, colour, shortcuts, close }: Props) {
  const { words, operates } = useDesk();
  useLeaving(close);
  const keys: readonly [string, string][] = [
    [operates ? "1 – 7" : "1 – 6", words.keys.places],
    ["t", words.keys.trade],
    ["/", words.keys.search],
    ["?", words.keys.help],
    ["Esc", words.keys.close],
  ];
  return (
    <Dialog title={words.helpTitle} close={close}>
      <label class="check">
        <input
          type="checkbox"
          checked={shortcuts.on}
          onChange={(event) => shortcuts.turn(event.currentTarget.checked)}
        />
        {words.shortcuts}
      </label>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <div class="field">
        <label for="colouring">{words.colours}</label>
        <select
          id="colouring"
          value={colouring}
          onChange={(event) => colour(event.currentTarget.value as Colouring)}
        >
          {COLOURINGS.map((one) => (
            <option key={one} value={one}>
              {words.colourings[one]}
            </option>
          ))}
        </select>
      </div>
      <p class="row hint">
        <a href="/swagger/">{words.documentation}</a>
        <a href="/test-query-page/">{words.events}</a>
        <a href={document.querySelector<HTMLLinkElement>("link[rel=license]")?.href ?? "/"}>
          {words.licences}
        </a>
      </p>
    </Dialog>
  );
}
