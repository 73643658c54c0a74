"""Questions: their kinds, how they are written, read and marked."""
