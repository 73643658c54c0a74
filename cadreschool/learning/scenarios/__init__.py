"""Runs of scenarios: what somebody chose, step by step, and where it ended."""
