"""Who marks: the teachers of the union whose course, bank or paper it is, and of those above it.

Never one's own answers, and never twice the same group.
"""

from __future__ import annotations

from cadreschool.kernel.viewer import Role, Viewer

TEACHERS = (Role.TRAINER, Role.REVIEWER)


def may_mark(viewer: Viewer, owner_path: str | None) -> bool:
    """Tell whether the viewer marks for a union, None for the whole school."""
    return any(viewer.may(role, owner_path) for role in TEACHERS)
