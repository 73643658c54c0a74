"""Finding the cadre and the union that a command names; those of the demonstration are refused."""

from __future__ import annotations

from cadreschool.kernel.errors import ConflictError
from cadreschool.organisations.queries import Node, real_organisations
from cadreschool.organisations.tree import Tree
from cadreschool.people.models import Cadre
from cadreschool.people.queries import cadre_named


def real_cadre(login: str) -> Cadre:
    """Return the cadre with this sign-in name."""
    cadre = cadre_named(login)
    if cadre.is_demonstration:
        raise ConflictError(f"“{cadre.login}”是演示学校的人。", "演示账户不能这样使用。")
    return cadre


def union_named(text: str) -> Node:
    """Return the union of this name or path."""
    return Tree(real_organisations()).named(text)
