"""A trading backend as a library: orders, products, accounts, trades, balance rules and signals, all pure."""
