import type { ComponentChildren, JSX } from "preact";

interface Aims {
  readonly id: string;
  readonly "aria-invalid"?: "true";
  readonly "aria-describedby"?: string;
}

interface Props {
  readonly id: string;
  readonly label: string;
  /** What the service says is wrong with it, in the service's words. */
  readonly fault: string | undefined;
  readonly children: (aims: Aims) => JSX.Element;
}

/** A field with its label, and with what is wrong with it in reach of a screen reader. */
export function Field({ id, label, fault, children }: Props): ComponentChildren {
  const told = `${id}-fault`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(fault ? { id, "aria-invalid": "true", "aria-describedby": told } : { id })}
      {fault && (
        <p class="fault" id={told} lang="en">
          {fault}
        </p>
      )}
    </div>
  );
}
