"""Searching lessons: an index with one row for each section of the newest editions."""
