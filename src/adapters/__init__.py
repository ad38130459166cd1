"""The outside world: each folder serves one port of the core and can be deleted without touching another."""
