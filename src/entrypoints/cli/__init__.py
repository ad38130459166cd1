"""The command line, `trading`: each command translates words into one use of the core and its result back."""
