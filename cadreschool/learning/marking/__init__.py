"""What only a person can mark: a queue in which equal answers are marked once."""
