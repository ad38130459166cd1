"""Work in the background: within this process, or handed to workers."""
