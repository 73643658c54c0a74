"""Correcting marks that were given by a wrong key: previewed, approved, applied, taken back."""
