"""What `trading replay` reads, and how it shows what came of it."""
