"""The library twstock as a source, in a process of its own that is ended when it hangs."""
