"""What `trading doctor` looks at: each part by itself, all at once, none of them for ever."""
