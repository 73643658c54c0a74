"""Deciding what the school decides for itself. Which choices there are, kernel.policy knows."""
