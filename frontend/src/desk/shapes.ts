// What the service tells, as far as the desk shows it. Amounts are text, digit by digit.

export interface Page<T> {
  readonly count: number;
  readonly count_exact?: boolean;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly T[];
}

export interface Step {
  readonly status: string;
  readonly at: string;
  readonly detail: string | null;
}

export interface Order {
  readonly number: string;
  readonly source: string;
  readonly side: string | null;
  readonly stock_id: string | null;
  readonly type: string;
  readonly quantity: string | null;
  readonly filled: string | null;
  readonly price: string | null;
  readonly limit_price: string | null;
  readonly stop_price: string | null;
  readonly average_price: string | null;
  readonly stop_loss: string | null;
  readonly take_profits: readonly string[];
  readonly time_in_force: string;
  readonly total_price: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly created_time: string;
  readonly history: readonly Step[];
}

export interface Account {
  readonly currency: string;
  readonly cash: string;
  readonly reserved: string;
  readonly unsettled: string;
  readonly margin: string;
  readonly owed: string;
  readonly buying_power: string;
  readonly equity: string;
  readonly realized_pnl: string;
  readonly unrealized_pnl: string;
  readonly fees: string;
  readonly taxes: string;
}

export interface Holding {
  readonly stock_id: string;
  readonly quantity: string;
  readonly available: string;
  readonly average_cost: string;
  readonly last_price: string | null;
  readonly market_value: string;
  readonly unrealized_pnl: string;
}

export interface Price {
  readonly stock_id: string;
  readonly price: string;
  readonly bid: string | null;
  readonly ask: string | null;
  readonly previous_close: string | null;
  readonly as_of: string;
}

export interface Trade {
  readonly id: string;
  readonly stock_id: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly executed_at: string;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly found: string | null;
  readonly expected: string | null;
}

export interface Signal {
  readonly id: string;
  readonly received_at: string;
  readonly text: string;
  readonly stock_id: string | null;
  readonly status: string;
  readonly order: { readonly number: string; readonly status: string | null } | null;
  readonly refusal: Refusal | null;
}
