// How somebody likes to see the pages: language and light. Nothing that anybody could want to steal is kept.

export function preferred<T extends string>(name: string, choices: readonly T[], usual: T): T {
  try {
    const kept = localStorage.getItem(`trading-core.${name}`);
    return choices.find((choice) => choice === kept) ?? usual;
  } catch {
    return usual; // a browser that keeps nothing
  }
}

export function prefer(name: string, value: string): void {
  try {
    localStorage.setItem(`trading-core.${name}`, value);
  } catch {
    // it holds for this page then
  }
}
