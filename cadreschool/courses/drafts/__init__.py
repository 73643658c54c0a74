"""Courses being changed in the browser: drafts, their review, merging with what came meanwhile."""
