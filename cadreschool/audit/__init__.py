"""Who did what, when, to which object. Knows nothing of what the objects mean."""
