"""Formats other programs write questions in: each module or folder reads one, and may write it.

Reading is pure: bytes in, `Reading` out; what cannot be read becomes a problem with its place.
Nothing here knows banks, files on disk or the database.
"""
