"""What importing a roster would do: compared with the school as it is. Pure: changes nothing.

The same plan is shown by a dry run and carried out by an import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import kind_told_by, name_key
from cadreschool.organisations.queries import Node
from cadreschool.organisations.tree import Tree, UnknownUnionError
from cadreschool.people.queries import PresentCadre
from cadreschool.people.rosters.entries import Entry, Roster
from cadreschool.people.rosters.headings import Field


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


@dataclass(frozen=True, slots=True)
class Change:
    """A cadre who is there and whom the roster tells otherwise of."""

    entry: Entry
    present: PresentCadre
    union: Node | NewUnion

    @property
    def is_move(self) -> bool:
        """Tell whether the cadre comes to another union."""
        return isinstance(self.union, NewUnion) or self.union.id != self.present.organisation_id

    @property
    def is_return(self) -> bool:
        """Tell whether the cadre had left."""
        return self.present.left_on is not None

    @property
    def is_new_post(self) -> bool:
        """Tell whether a new main posting begins by it."""
        told = (self.entry.post.value, self.entry.tie.value)
        return self.is_move or self.is_return or told != (self.present.post, self.present.tie)

    @property
    def is_renamed(self) -> bool:
        """Tell whether the name changes: perhaps a sign-in name has come to somebody else."""
        return self.entry.name != self.present.name


@dataclass(slots=True)
class Plan:
    """What would be done, in the order of the roster."""

    roster: Roster
    unions: list[NewUnion] = field(default_factory=list)
    additions: list[tuple[Entry, Node | NewUnion]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: list[tuple[Entry, PresentCadre, Node]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Tell whether there is no mistake in any row."""
        return not self.roster.fault_number


@dataclass(frozen=True, slots=True)
class Wish:
    """Where paths begin when not at a root, and whether unions may be made."""

    under: Node | None = None
    may_create: bool = False


def plan_import(
    roster: Roster, tree: Tree, present: Mapping[str, PresentCadre], wish: Wish
) -> Plan:
    """Compare a roster with the school; what does not fit joins the mistakes of the plan's own."""
    roster = roster.copy()
    plan = Plan(roster)
    unions = _Unions(plan, tree, wish)
    for entry in roster.entries:
        there = present.get(entry.login)
        if there is not None and there.is_demonstration:
            hint = "换一个登录名，或先删除演示学校"
            text = "这个登录名属于演示学校"
            roster.complain_of(entry, Field.LOGIN, entry.login, text, hint)
            continue
        union = unions.place_of(entry)
        if union is None:
            continue
        if there is None:
            plan.additions.append((entry, union))
        elif isinstance(union, Node) and _says_the_same(entry, there, union):
            plan.unchanged.append((entry, there, union))
        else:
            plan.changes.append(Change(entry, there, union))
    return plan


def _says_the_same(entry: Entry, there: PresentCadre, union: Node) -> bool:
    told = (entry.name, entry.post.value, entry.tie.value, union.id)
    there_is = (there.name, there.post, there.tie, there.organisation_id)
    return told == there_is and there.left_on is None


class _Unions:
    """Finds the union of each entry; each path is looked up once."""

    def __init__(self, plan: Plan, tree: Tree, wish: Wish) -> None:
        self._plan = plan
        self._tree = tree
        self._wish = wish
        self._found: dict[tuple[str, ...], Node | NewUnion | UnknownUnionError] = {}
        self._new: dict[tuple[int, tuple[str, ...]], NewUnion] = {}

    def place_of(self, entry: Entry) -> Node | NewUnion | None:
        """Return the union, None after a complaint."""
        found = self._found.get(entry.path)
        if found is None:
            found = self._found[entry.path] = self._look_up(entry)
        if isinstance(found, UnknownUnionError):
            self._complain(entry, found.message, found.advice)
            return None
        if isinstance(found, NewUnion) and entry.kind and not self._agrees(found, entry):
            return None
        return found

    def _look_up(self, entry: Entry) -> Node | NewUnion | UnknownUnionError:
        try:
            place = self._tree.find(entry.path, under=self._wish.under)
        except UnknownUnionError as error:
            return error
        if place.missing and not self._wish.may_create:
            message = f"“{place.node.name}”下面没有“{place.missing[0]}”。"
            return UnknownUnionError(message, "核对名称；确实要新建，请加 --create-units")
        union: Node | NewUnion = place.node
        for depth, name in enumerate(place.missing, start=1):
            key = (place.node.id, tuple(map(name_key, place.missing[:depth])))
            if key not in self._new:
                self._new[key] = NewUnion(name, kind_told_by(name), union, entry.row)
                self._plan.unions.append(self._new[key])
            union = self._new[key]
        return union

    def _agrees(self, union: NewUnion, entry: Entry) -> bool:
        """Take the kind that is written; two rows must not write two."""
        if entry.kind is None or (union.is_kind_written and union.kind == entry.kind):
            return True
        if union.is_kind_written:
            text = f"单位类型与第 {union.row} 行写的“{union.kind.label}”不同"
            self._plan.roster.complain_of(
                entry, Field.KIND, entry.kind.label, text, "同一个工会只写一种类型"
            )
            return False
        union.kind, union.is_kind_written, union.row = entry.kind, True, entry.row
        return True

    def _complain(self, entry: Entry, text: str, hint: str) -> None:
        path = "-".join(entry.path)[:60]
        advice = hint.removesuffix("。")
        self._plan.roster.complain_of(
            entry, Field.UNION, path, text.removesuffix("。"), advice or "核对名称"
        )
