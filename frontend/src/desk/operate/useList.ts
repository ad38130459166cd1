import { useCallback, useEffect, useState } from "preact/hooks";
import { useDesk } from "../desk.ts";
import type { Page } from "../shapes.ts";

export interface List<T> {
  readonly page: Page<T> | null;
  readonly error: unknown;
  readonly read: () => Promise<void>;
  readonly more: () => void;
}

/** A list that is read page by page. */
export function useList<T>(path: string): List<T> {
  const { session } = useDesk();
  const [page, setPage] = useState<Page<T> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const read = useCallback(
    () =>
      session.get<Page<T>>(path).then(
        (found) => {
          setPage(found);
          setError(null);
        },
        (failure: unknown) => setError(failure),
      ),
    [session, path],
  );
  useEffect(() => void read(), [read]);
  const more = () => {
    if (!page?.next) return;
    session.get<Page<T>>(page.next).then(
      (found) => setPage({ ...found, results: [...page.results, ...found.results] }),
      (failure: unknown) => setError(failure),
    );
  };
  return { page, error, read, more };
}
