"""Whose trainers and reviewers a bank has: those of its union and of the unions above it.

A bank of the whole school has those appointed at a union above which there is none.
"""

from __future__ import annotations

from cadreschool.kernel.viewer import Role, Viewer

TEACHERS = (Role.TRAINER, Role.REVIEWER)


def roles_for(viewer: Viewer, owner_path: str | None) -> frozenset[Role]:
    """Return the roles of a teacher that the viewer holds for a bank."""
    return frozenset(role for role in TEACHERS if viewer.may(role, owner_path))
