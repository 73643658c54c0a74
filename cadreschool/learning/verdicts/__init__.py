"""What answers say question by question, in order: the ground of mistake book and review."""
