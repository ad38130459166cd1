"""What is wrong with a whole file."""

from __future__ import annotations


class WrongFile(Exception):
    """A file of which nothing can be read; its sentence says why and what to do."""
