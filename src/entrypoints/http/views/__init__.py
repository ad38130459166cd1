"""How the nouns of the core look outside."""
