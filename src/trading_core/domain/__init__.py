"""Nouns and their laws: pure values and pure decisions over them."""
