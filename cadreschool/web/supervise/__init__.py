"""督学台: who has finished what in one's own part of the union tree."""
