"""What happened to a union, and what is kept of it beside its place. Knows no people."""
