interface Props<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly choose: (chosen: T) => void;
  readonly wide?: boolean;
}

/** One of few, side by side. */
export function Choice<T extends string>({ name, label, choices, chosen, choose, wide }: Props<T>) {
  return (
    <div class={wide ? "choice wide" : "choice"} role="radiogroup" aria-label={label}>
      {choices.map(([value, shown]) => (
        <label key={value} class={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          {shown}
        </label>
      ))}
    </div>
  );
}
