"""The doors: each turns what someone outside says into a use case of the core, and the result into an answer."""
