"""Backups: database, media and keys in one file, for both engines.

Knows tables by name only, never what is in them; who may make one is the edges' question.
"""
