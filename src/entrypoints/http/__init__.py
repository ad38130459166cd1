"""The HTTP door: paths, bodies and statuses of the contract, and nothing that decides about money."""
