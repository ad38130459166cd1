"""Where prices come from: bars that are kept, or a market that is simulated."""
