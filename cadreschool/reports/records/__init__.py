"""One cadre's record, as a supervisor may see it."""
