"""Sittings of every mode: drawn once, answered until they are handed in, marked, scored."""
