import { Problem } from "./problems.ts";

interface Props {
  readonly error: unknown;
  /** What is said when nobody answers. */
  readonly unreachable: string;
  readonly id?: string;
}

/** What went wrong, as one sentence: the service's own, where it gave one. */
export function Trouble({ error, unreachable, id }: Props) {
  if (!error) return null;
  return (
    <div class="notice bad" role="alert" id={id}>
      {error instanceof Problem ? <p lang="en">{error.message}</p> : <p>{unreachable}</p>}
      {error instanceof Problem && error.faults.length > 1 && (
        <ul lang="en">
          {error.faults.map(({ field, message }) => (
            <li key={field}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
