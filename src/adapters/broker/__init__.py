"""Who works orders: a market on paper."""
