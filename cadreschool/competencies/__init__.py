"""The competency framework: definitions only."""
