"""The tests: unit mirrors the core, architecture guards the laws of the house."""
