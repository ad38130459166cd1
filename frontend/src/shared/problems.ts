// What can go wrong between the page and the service, each as one sentence that a person can act on.

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** The service has refused, and says why. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly FieldFault[];

  constructor(status: number, code: string, detail: string, faults: readonly FieldFault[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  /** What is wrong with that field, if anything is. */
  about(field: string): string | undefined {
    return this.faults.find((fault) => fault.field === field)?.message;
  }
}

/** The service did not answer at all, or something on the way answered in its place. */
export class Unreachable extends Error {}

/** Whether it is known that a request had no effect: the same again under its key would get the same refusal for ever. */
export function settled(failure: unknown): boolean {
  return failure instanceof Problem && failure.status < 500 && failure.code !== "idempotency_key_in_use";
}

const isText = (value: unknown): value is string => typeof value === "string";

function faultsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: { field?: unknown; message?: unknown } | null) =>
    isText(one?.field) && isText(one.message) ? [{ field: one.field, message: one.message }] : [],
  );
}

/** Read a refusal; what is no problem of RFC 9457 comes from something between the page and the service. */
export function problemOf(status: number, body: string): Problem | Unreachable {
  try {
    const found = JSON.parse(body) as Record<string, unknown> | null;
    if (isText(found?.detail)) {
      return new Problem(status, isText(found.code) ? found.code : "", found.detail, faultsOf(found.errors));
    }
  } catch {
    // not JSON: said below
  }
  return new Unreachable(`status ${status}`);
}
