"""Evidence read from facts: answers, scenarios, writings and practice records. Nothing is kept."""
