"""What is typed into a search box of the 管理台, and unions found by it to be chosen."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import Node
from cadreschool.people.lookup.queries import find_unions

_LONGEST = 60


def searched() -> str:
    """Return what was typed."""
    return request.args.get("q", "").strip()[:_LONGEST]


def found_unions(
    who: Viewer,
    text: str,
    url: str,
    why_not: Callable[[Node], str | None],
    *,
    name: str = "target",
    role: Role = Role.SYSTEM_ADMIN,
) -> list[dict[str, object]]:
    """Return unions called so, each leading to `url` with itself chosen, or with why it cannot be.

    `name` is what the page calls the chosen one in its address.
    """
    return [
        {
            "name": one.node.name,
            "above": one.above,
            "url": f"{url}?{name}={one.node.id}",
            "why_not": why_not(one.node),
        }
        for one in find_unions(who, text, role=role)
    ]
