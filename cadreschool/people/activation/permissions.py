"""Who may make a code for whom. Whoever holds a code can become that person: hence the care.

A system administrator makes codes for the people of their own part of the tree, unless one of these
holds an appointment outside of it. Codes for administrators are made by the security administrator,
so that nobody can gather two of the three offices (三员分开) by way of a code.
"""

from __future__ import annotations

from collections.abc import Sequence

from cadreschool.kernel.viewer import Grant, Role, Viewer
from cadreschool.people.rules import ADMINISTRATORS

ISSUERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def issuer_of(held: Sequence[Grant]) -> Role:
    """Return who makes codes for somebody with these appointments."""
    is_administrator = any(grant.role in ADMINISTRATORS for grant in held)
    return Role.SECURITY_ADMIN if is_administrator else Role.SYSTEM_ADMIN


def why_no_code(viewer: Viewer, cadre_id: int, held: Sequence[Grant]) -> str | None:
    """Return why the viewer may not make a code for this cadre, None when they may.

    `held` are the appointments of the cadre that have not ended.
    """
    if cadre_id == viewer.cadre_id:
        return "自己的密码请在“修改密码”里改；忘记了，请另一位管理员发激活码。"
    if any(grant.role == Role.SECURITY_ADMIN for grant in held):
        return "安全管理员的激活码，由运维人员在服务器上用 flask people code 发。"
    issuer = issuer_of(held)
    own = viewer.grants_of(issuer)
    if not own:
        return f"这个人的激活码由{issuer.label}发。"
    if not all(_is_covered(grant, own) for grant in held):
        return f"这个人在您的管理范围之外还有任命，激活码由上级工会的{issuer.label}发。"
    return None


def why_no_reset(viewer: Viewer, cadre_id: int, held: Sequence[Grant]) -> str | None:
    """Return why the viewer may not take a cadre's second factor away, None when they may.

    Whoever makes somebody's codes must not take their second factor as well: of members the system
    administrator makes codes; of administrators neither may be done by one of their fellows alone.
    """
    if cadre_id == viewer.cadre_id:
        return "自己的第二重验证请在“账户”里关闭。"
    if any(grant.role in ADMINISTRATORS for grant in held):
        return "管理员的第二重验证，由运维人员在服务器上用 flask people second-factor 重设。"
    own = viewer.grants_of(Role.SECURITY_ADMIN)
    if not own:
        return "手机和备用码都丢了，由安全管理员重设。"
    if not all(_is_covered(grant, own) for grant in held):
        return "这个人在您的管理范围之外还有任命，由上级工会的安全管理员重设。"
    return None


def _is_covered(grant: Grant, own: Sequence[Grant]) -> bool:
    return any(grant.path.startswith(mine.path) for mine in own)
