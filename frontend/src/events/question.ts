// What is asked of the list of events: one text for each parameter that the list knows, empty where nothing is asked.

export const LIST = "/api/stocks/significant-events/";

export const KINDS = [
  "PRICE_INCREASE",
  "PRICE_DECREASE",
  "GAP_UP",
  "GAP_DOWN",
  "LIMIT_UP",
  "LIMIT_DOWN",
  "VOLUME_SPIKE",
] as const;

export const COLUMNS = ["timestamp", "symbol__ticker", "event_type"] as const;
export type Column = (typeof COLUMNS)[number];

export const SIZES = ["10", "25", "50", "100", "500"] as const;

export const FILTERS = [
  "symbol__ticker",
  "event_type",
  "timestamp__gte",
  "timestamp__lte",
  "timestamp__date__gte",
  "timestamp__date__lte",
] as const;

export const NAMES = [...FILTERS, "ordering", "page_size", "cursor"] as const;
export type Name = (typeof NAMES)[number];
export type Question = Readonly<Record<Name, string>>;

export const EVERYTHING: Question = {
  symbol__ticker: "",
  event_type: "",
  timestamp__gte: "",
  timestamp__lte: "",
  timestamp__date__gte: "",
  timestamp__date__lte: "",
  ordering: "-timestamp",
  page_size: "25",
  cursor: "",
};

/** The question as the list takes it, without what is not asked. */
export function pairsOf(question: Question): [string, string][] {
  return NAMES.flatMap((name) => (question[name] ? [[name, question[name]] as [string, string]] : []));
}

export function pathOf(question: Question): string {
  return `${LIST}?${new URLSearchParams(pairsOf(question))}`;
}

/** The question that stands in an address, ours or that of a link of the list; what nobody knows is left out. */
export function questionOf(search: string): Question {
  const given = new URLSearchParams(search);
  const found: Record<Name, string> = { ...EVERYTHING };
  for (const name of NAMES) found[name] = given.get(name) ?? EVERYTHING[name];
  return found;
}

/** The question of a link of the list, if it leads to the list. */
export function followed(link: string | null, origin: string): Question | null {
  if (!link) return null;
  const to = new URL(link, origin);
  return to.pathname === LIST ? questionOf(to.search) : null;
}

/** How the address of the page says it: nothing of what is usual. */
export function addressOf(question: Question): string {
  const kept = pairsOf(question).filter(([name, value]) => EVERYTHING[name as Name] !== value);
  return kept.length ? `?${new URLSearchParams(kept)}` : "";
}

/** How many filters are set. */
export function counted(question: Question): number {
  return FILTERS.filter((name) => question[name]).length;
}

/** What a click on a column's head asks for: that column, then the other way round, from the first page on. */
export function turned(question: Question, column: Column): Question {
  const usual = column === "timestamp" ? `-${column}` : column;
  const other = column === "timestamp" ? column : `-${column}`;
  return { ...question, ordering: question.ordering === usual ? other : usual, cursor: "" };
}

/** How a column is sorted, in the words of ARIA. */
export function sortOf({ ordering }: Question, column: Column): "ascending" | "descending" | "none" {
  if (ordering === column) return "ascending";
  return ordering === `-${column}` ? "descending" : "none";
}
