// Whether the service answers. It is asked now and then while somebody looks, and often once it has gone quiet, so that
// a restart is noticed and gone by itself.

const CALM = 5_000;
const URGENT = 1_000;
const PATIENCE = 4_000;

export class Connection {
  #answers = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #open = true;
  readonly #tell: (answers: boolean) => void;

  /** `tell` hears each change. */
  constructor(tell: (answers: boolean) => void) {
    this.#tell = tell;
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("online", this.look);
    this.#later();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.look);
    window.removeEventListener("online", this.look);
  }

  /** Look at once; who has just got no answer calls this. */
  look = async (): Promise<void> => {
    if (this.#looking || document.hidden) return;
    this.#looking = true;
    clearTimeout(this.#timer);
    const answers = await fetch("/health/live/", {
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    this.#looking = false;
    if (!this.#open) return;
    this.#later(answers ? CALM : URGENT);
    if (answers !== this.#answers) {
      this.#answers = answers;
      this.#tell(answers);
    }
  };

  #later(wait = CALM): void {
    this.#timer = setTimeout(this.look, wait);
  }
}
