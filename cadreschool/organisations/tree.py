"""The union tree as a value in memory: finding a union by what people write.

Knows names and how unions lie below each other. Changes nothing: what is not there is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadreschool.kernel.errors import InvalidError
from cadreschool.organisations.naming import DEEPEST, name_key, split_path
from cadreschool.organisations.queries import Node


class UnknownUnionError(InvalidError):
    """No union, or more than one, is meant by what was written."""


@dataclass(frozen=True, slots=True)
class Place:
    """The lowest union of a path that is there, and the names below it that are not."""

    node: Node
    missing: tuple[str, ...] = ()


class Tree:
    """All unions, found by name."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._below: dict[tuple[int | None, str], Node] = {}
        self._named: dict[str, list[Node]] = {}
        for node in nodes:
            key = name_key(node.name)
            self._below.setdefault((node.parent_id, key), node)
            self._named.setdefault(key, []).append(node)

    def find(self, path: Sequence[str], *, under: Node | None = None) -> Place:
        """Return the place of a path, read from a root, or below `under`.

        A single name may also be that of a union further down, when only one is called so. Raises
        UnknownUnionError when the path begins nowhere, or means more than one union.
        """
        if len(path) > DEEPEST:
            message = f"组织路径超过 {DEEPEST} 级。"
            raise UnknownUnionError(message)
        first = name_key(path[0])
        root = self._below.get((None, first))
        if under is not None and first == name_key(under.name):
            return self._walk(under, path[1:])
        if root is not None:
            return self._inside(self._walk(root, path[1:]), under)
        if len(path) == 1:
            return self._single(path[0], under)
        if under is not None:
            return self._walk(under, self._from(under, path))
        message = f"“{path[0]}”不是已有的最上级组织。"
        raise UnknownUnionError(message, "路径从最上级写起，或用 --under 指明在谁之下")

    def _from(self, under: Node, path: Sequence[str]) -> Sequence[str]:
        """Leave out what a path names of unions above `under`, which may not be known here."""
        keys = [name_key(name) for name in path]
        own = name_key(under.name)
        is_above = (under.id, keys[0]) not in self._below and own in keys
        return path[keys.index(own) + 1 :] if is_above else path

    def named(self, text: str) -> Node:
        """Return the union that is there under this name or path."""
        path = split_path(text)
        if not path:
            message = "没有写组织名称。"
            raise UnknownUnionError(message)
        place = self.find(path)
        if place.missing:
            message = f"“{place.node.name}”下面没有“{place.missing[0]}”。"
            raise UnknownUnionError(message, "flask organisations list 列出全部组织。")
        return place.node

    def _walk(self, node: Node, names: Sequence[str]) -> Place:
        for number, name in enumerate(names):
            child = self._below.get((node.id, name_key(name)))
            if child is None:
                return Place(node, tuple(names[number:]))
            node = child
        return Place(node)

    def _inside(self, place: Place, under: Node | None) -> Place:
        if under is not None and not place.node.path.startswith(under.path):
            message = f"不在“{under.name}”之下。"
            raise UnknownUnionError(message, "核对路径，或去掉 --under")
        return place

    def _single(self, name: str, under: Node | None) -> Place:
        """Return the one union of this name; where there is none, its place is below `under`."""
        named = self._named.get(name_key(name), [])
        inside = [node for node in named if under is None or node.path.startswith(under.path)]
        if under is not None and (under.id, name_key(name)) in self._below:
            return Place(self._below[under.id, name_key(name)])
        if len(inside) == 1:
            return Place(inside[0])
        if len(inside) > 1:
            message = f"有 {len(inside)} 个组织都叫“{name}”。"
            raise UnknownUnionError(message, "请写完整路径，如“县总工会-镇工会联合会-某某工会”")
        if under is not None:
            return Place(under, (name,))
        message = f"没有叫“{name}”的组织。"
        raise UnknownUnionError(message, "请写完整路径，或先用 flask organisations add 建立")
