"""Who may do what with a case.

Its author writes it. Trainers and reviewers of its union, or above it, read it when it is
submitted; both may return it, a reviewer who did not write it publishes it. A published one is for
every cadre.
"""

from __future__ import annotations

from cadreschool.kernel.errors import ForbiddenError
from cadreschool.kernel.viewer import Role, Viewer


def may_look(viewer: Viewer, path: str) -> bool:
    """Tell whether the viewer reads what a union's cadres handed in."""
    return viewer.may(Role.REVIEWER, path) or viewer.may(Role.TRAINER, path)


def may_decide(viewer: Viewer, path: str, author_id: int) -> bool:
    """Tell whether the viewer may publish a case of a union."""
    return viewer.may(Role.REVIEWER, path) and viewer.cadre_id != author_id


def require_decider(viewer: Viewer, path: str, author_id: int) -> None:
    """Refuse who may look but not publish."""
    if not may_decide(viewer, path, author_id):
        message = "发布由写的人以外的审核人决定。"
        raise ForbiddenError(message, "请由另一位审核人来看。")
