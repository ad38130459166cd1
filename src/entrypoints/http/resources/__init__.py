"""One file for each resource; in each the same rooms: what comes in, what goes out, the endpoints, the handlers."""
