"""Passwords, kept as hashes that cost time and memory to try."""
