"""A cadre's account: what they are called, and whether it opens at all."""
