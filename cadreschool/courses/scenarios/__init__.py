"""Scenarios (情景模拟): a cadre decides, step by step, and sees what comes of it."""
