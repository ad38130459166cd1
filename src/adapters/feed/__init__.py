"""Feeds of events: one within the process, one that processes share, and the fan-out to many listeners."""
