"""Whose account a system administrator may close, rename or let leave.

Whoever can do that to a holder of an appointment could stop whoever watches over them: so the other
two offices (三员分开) are dismissed first, and what lies outside is left to those above.
"""

from __future__ import annotations

from collections.abc import Sequence

from cadreschool.kernel.viewer import Grant, Role, Viewer

_OTHER_OFFICES = frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


def why_not_account(viewer: Viewer, cadre_id: int, held: Sequence[Grant]) -> str | None:
    """Return why the viewer may not touch this account, None when they may.

    `held` are the appointments of the cadre that have not ended.
    """
    if cadre_id == viewer.cadre_id:
        return "这是您自己，请由另一位系统管理员或上级工会办理。"
    office = next((grant.role for grant in held if grant.role in _OTHER_OFFICES), None)
    if office is not None:
        return f"这个人是{office.label}，请先由安全管理员免去这项任命。"
    own = viewer.grants_of(Role.SYSTEM_ADMIN)
    if not all(any(grant.path.startswith(mine.path) for mine in own) for grant in held):
        return "这个人在您的管理范围之外还有任命，请由上级工会的系统管理员办理。"
    return None
