// A value that changes while people look at it. However often it changes, it is shown once a frame.

import { useEffect, useState } from "preact/hooks";

export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }

  /** Hear of each change; what is returned ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The value of a store, followed from frame to frame. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useEffect(() => {
    let frame = 0;
    let seen = store.value;
    const draw = () => {
      frame = 0;
      if (Object.is(seen, store.value)) return;
      seen = store.value;
      redraw((times) => times + 1);
    };
    const leave = store.listen(() => {
      // a page that nobody sees gets no frames, and is drawn when it is seen again
      frame ||= requestAnimationFrame(draw);
    });
    redraw((times) => times + 1);
    return () => {
      leave();
      cancelAnimationFrame(frame);
    };
  }, [store]);
  return store.value;
}
