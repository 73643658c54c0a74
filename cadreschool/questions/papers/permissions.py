"""Whose trainers a paper has, and who may open it.

A paper has the trainers of its union and of the unions above it; a paper of the whole school those
appointed at a union above which there is none. Where the school wants another person's eyes on
what is published, whoever opens a paper reviews it: not its author.
"""

from __future__ import annotations

from cadreschool.kernel.errors import ForbiddenError
from cadreschool.kernel.viewer import Role, Viewer

TEACHERS = (Role.TRAINER, Role.REVIEWER)


def roles_for(viewer: Viewer, owner_path: str | None) -> frozenset[Role]:
    """Return the roles of a teacher that the viewer holds for a paper."""
    return frozenset(role for role in TEACHERS if viewer.may(role, owner_path))


def may_open(
    viewer: Viewer, roles: frozenset[Role], made_by: int | None, *, needs_other: bool
) -> bool:
    """Tell whether the viewer may open a paper to its takers."""
    if needs_other:
        return Role.REVIEWER in roles and made_by != viewer.cadre_id
    return bool(roles)


def require_opener(
    viewer: Viewer, roles: frozenset[Role], made_by: int | None, *, needs_other: bool
) -> None:
    """Refuse the opening of one's own paper where the school wants another person's."""
    if not may_open(viewer, roles, made_by, needs_other=needs_other):
        message = "这份试卷须由编写人以外的审核人开放。"
        raise ForbiddenError(message, "请联系本工会的审核人。试卷没有改动。")
