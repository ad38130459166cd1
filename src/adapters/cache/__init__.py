"""Caches: one within the process, one that processes share."""
