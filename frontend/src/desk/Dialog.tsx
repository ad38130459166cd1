import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useDesk } from "./desk.ts";

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** Who goes back, or elsewhere, leaves what was opened in front of the place where he was. */
export function useLeaving(close: () => void) {
  useEffect(() => {
    addEventListener("hashchange", close);
    return () => removeEventListener("hashchange", close);
  }, [close]);
}

/** Something in front of everything else, until it is closed by its button, by Escape or by a touch beside it. */
export function Dialog({ title, close, children }: Props) {
  const { words } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      // the place of the keyboard is given back to what opened it
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <div class="within">
        <div class="head spread">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" onClick={close}>
            {words.close}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
