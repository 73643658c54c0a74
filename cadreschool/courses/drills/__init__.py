"""Drills (写一写): a text to be written, and afterwards an exemplar with points to mark it by."""
