"""A small school for tests: its content, written by builders, and its people."""
