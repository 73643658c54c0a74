"""Whose trainers and reviewers a course has.

A course belongs to a union, and with it to the trainers appointed at that union or above it; a
course of the whole school to those appointed at a union above which there is none.
"""

from __future__ import annotations

from cadreschool.kernel.viewer import Role, Viewer


def may(viewer: Viewer, role: Role, owner_path: str | None) -> bool:
    """Tell whether the viewer holds a role for a course; `owner_path` is that of its union."""
    return viewer.may(role, owner_path)
