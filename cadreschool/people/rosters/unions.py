"""Finding the unions that a roster names, and those that would have to be made. Pure.

Each path is looked up once. What is not there, or may not be made, is told with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import kind_told_by, name_key
from cadreschool.organisations.placing import placing_fault
from cadreschool.organisations.queries import Node
from cadreschool.organisations.tree import Tree, UnknownUnionError
from cadreschool.people.rosters.entries import Entry, Roster
from cadreschool.people.rosters.headings import Field

Path = tuple[str, ...]


@dataclass(eq=False, slots=True)
class NewUnion:
    """A union that the import would make, below one that is there or is made before it."""

    name: str
    kind: OrganisationKind
    above: Node | NewUnion
    row: int
    is_kind_written: bool = False

    @property
    def full_name(self) -> str:
        """Return its name with those above it that are new as well, and the first that is not."""
        above = self.above
        return f"{above.full_name if isinstance(above, NewUnion) else above.name}-{self.name}"

    @property
    def fault(self) -> str | None:
        """Return why it cannot lie there, or why one above it cannot."""
        above = self.above
        if isinstance(above, NewUnion) and above.fault:
            return above.fault
        fault = placing_fault(self.kind, OrganisationKind(above.kind))
        return f"“{self.name}”：{fault}" if fault else None


@dataclass(frozen=True, slots=True)
class Wish:
    """Where paths begin when not at a root, and whether unions may be made.

    `scope` are the paths of the tree within which whoever imports may work; none: the whole school.
    `kept` are the cadres, by id, whom they may neither rename nor bring back, with the reason.
    """

    under: Node | None = None
    may_create: bool = False
    scope: tuple[str, ...] | None = None
    kept: Mapping[int, str] = field(default_factory=dict)

    def reaches(self, path: str) -> bool:
        """Tell whether a union of this path lies within the scope."""
        return self.scope is None or path.startswith(self.scope)


class Unions:
    """The unions of a roster, by their paths; `made` are those that would be new."""

    def __init__(self, roster: Roster, tree: Tree, wish: Wish) -> None:
        self._roster = roster
        self._tree = tree
        self._wish = wish
        self._found: dict[Path, Node | NewUnion | UnknownUnionError] = {}
        self._new: dict[tuple[int, Path], NewUnion] = {}
        self.made: list[NewUnion] = []

    def place_of(self, entry: Entry) -> Node | NewUnion | None:
        """Return the union of the main post, None after a complaint."""
        found = self._named(entry, entry.path)
        if isinstance(found, NewUnion) and entry.kind and not self._agrees(found, entry):
            return None
        return found

    def further_of(self, entry: Entry) -> list[Node | NewUnion] | None:
        """Return the unions of further posts, None after a complaint."""
        found = [self._named(entry, path) for path in entry.further]
        return None if None in found else [one for one in found if one is not None]

    def _named(self, entry: Entry, path: Path) -> Node | NewUnion | None:
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._look_up(entry, path)
        if isinstance(found, UnknownUnionError):
            self._complain(entry, path, found.message, found.advice)
            return None
        return found

    def _look_up(self, entry: Entry, path: Path) -> Node | NewUnion | UnknownUnionError:
        try:
            place = self._tree.find(path, under=self._wish.under)
        except UnknownUnionError as error:
            return error
        if not self._wish.reaches(place.node.path):
            return UnknownUnionError("这个组织不在您的管理范围内。", "请由上级工会登记")
        if place.missing and not self._wish.may_create:
            message = f"“{place.node.name}”下面没有“{place.missing[0]}”。"
            return UnknownUnionError(message, "核对名称；确实要新建，请选择一并新建组织")
        union: Node | NewUnion = place.node
        for depth, name in enumerate(place.missing, start=1):
            key = (place.node.id, tuple(map(name_key, place.missing[:depth])))
            if key not in self._new:
                self._new[key] = NewUnion(name, kind_told_by(name), union, entry.row)
                self.made.append(self._new[key])
            union = self._new[key]
        return union

    def _agrees(self, union: NewUnion, entry: Entry) -> bool:
        """Take the kind that is written; two rows must not write two."""
        if entry.kind is None or (union.is_kind_written and union.kind == entry.kind):
            return True
        if union.is_kind_written:
            text = f"单位类型与第 {union.row} 行写的“{union.kind.label}”不同"
            self._roster.complain_of(
                entry, Field.KIND, entry.kind.label, text, "同一个工会只写一种类型"
            )
            return False
        union.kind, union.is_kind_written, union.row = entry.kind, True, entry.row
        return True

    def _complain(self, entry: Entry, path: Path, text: str, hint: str) -> None:
        advice = hint.removesuffix("。")
        self._roster.complain_of(
            entry, Field.UNION, "-".join(path)[:60], text.removesuffix("。"), advice or "核对名称"
        )
