"""What of a report this viewer may read in full."""

from __future__ import annotations

from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import Node


def may_see_logins(viewer: Viewer, node: Node) -> bool:
    """Tell whether sign-in names, often phone numbers, are shown whole: to who administers them."""
    return any(node.path.startswith(grant.path) for grant in viewer.grants_of(Role.SYSTEM_ADMIN))
