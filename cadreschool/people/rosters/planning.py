"""What importing a roster would do: compared with the school as it is. Pure: changes nothing.

The same plan is shown by a dry run and carried out by an import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cadreschool.organisations.queries import Node
from cadreschool.organisations.tree import Tree
from cadreschool.people.queries import PresentCadre
from cadreschool.people.rosters.entries import Entry, Roster
from cadreschool.people.rosters.headings import Field
from cadreschool.people.rosters.unions import NewUnion, Unions, Wish

__all__ = ["Change", "NewUnion", "Plan", "Wish", "plan_import"]

Union = Node | NewUnion


@dataclass(frozen=True, slots=True)
class Change:
    """A cadre who is there and whom the roster tells otherwise of."""

    entry: Entry
    present: PresentCadre
    union: Union

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
    """What would be done, in the order of the roster. `further` are posts beside the main one."""

    roster: Roster
    unions: list[NewUnion] = field(default_factory=list)
    additions: list[tuple[Entry, Union]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: list[tuple[Entry, PresentCadre, Node]] = field(default_factory=list)
    further: list[tuple[Entry, Union]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Tell whether there is no mistake in any row."""
        return not self.roster.fault_number


def plan_import(
    roster: Roster, tree: Tree, present: Mapping[str, PresentCadre], wish: Wish
) -> Plan:
    """Compare a roster with the school; what does not fit joins the mistakes of the plan's own."""
    roster = roster.copy()
    unions = Unions(roster, tree, wish)
    plan = Plan(roster)
    for entry, there in _within_reach(roster, present, wish):
        union, further = unions.place_of(entry), unions.further_of(entry)
        if union is None or further is None:
            continue
        further = _not_held(union, further, there)
        plan.further += [(entry, one) for one in further]
        if there is None:
            plan.additions.append((entry, union))
        elif isinstance(union, Node) and not further and _says_the_same(entry, there, union):
            plan.unchanged.append((entry, there, union))
        else:
            plan.changes.append(Change(entry, there, union))
    plan.unions = unions.made
    _drop_misplaced(plan)
    return plan


def _within_reach(
    roster: Roster, present: Mapping[str, PresentCadre], wish: Wish
) -> Iterable[tuple[Entry, PresentCadre | None]]:
    """Yield the entries with who is there under that sign-in name, but for those of others."""
    for entry in roster.entries:
        there = present.get(entry.login)
        if there is not None and there.is_demonstration and wish.scope is None:
            text, hint = "这个登录名属于演示学校", "换一个登录名，或先删除演示学校"
        elif there is not None and not wish.reaches(there.path):
            text, hint = (
                "这个登录名已经有人使用，不在您的管理范围内",
                "核对登录名；要调入，请由上级工会办理",
            )
        elif there is not None and there.id in wish.kept and touches_account(entry, there):
            reason, _, advice = wish.kept[there.id].removesuffix("。").partition("，")
            text, hint = f"姓名不同，或者已经离任；{reason}", advice
        else:
            yield entry, there
            continue
        roster.complain_of(entry, Field.LOGIN, entry.login, text, hint)


def touches_account(entry: Entry, there: PresentCadre) -> bool:
    """Tell whether somebody would be renamed or brought back: not everybody may do that to all."""
    return entry.name != there.name or there.left_on is not None


def _not_held(union: Union, further: list[Union], there: PresentCadre | None) -> list[Union]:
    """Return the unions where a further post begins: each once, and not that of the main post."""
    held = there.further if there is not None else frozenset()
    new: list[Union] = []
    for one in further:
        is_held = isinstance(one, Node) and one.id in held
        if one != union and one not in new and not is_held:
            new.append(one)
    return new


def _says_the_same(entry: Entry, there: PresentCadre, union: Node) -> bool:
    told = (entry.name, entry.post.value, entry.tie.value, union.id)
    there_is = (there.name, there.post, there.tie, there.organisation_id)
    return told == there_is and there.left_on is None


def _drop_misplaced(plan: Plan) -> None:
    """Take out what hangs on a new union that cannot lie where it would; its kind is known now."""
    wrong = {id(one): fault for one in plan.unions if (fault := one.fault)}
    if not wrong:
        return
    told: set[int] = set()
    asked: list[tuple[Entry, Union]] = [*plan.additions, *plan.further]
    asked += [(one.entry, one.union) for one in plan.changes]
    for entry, union in asked:
        if id(union) in wrong and entry.row not in told:
            told.add(entry.row)
            hint = "核对路径；或在“单位类型”一列写明类别"
            plan.roster.complain_of(entry, Field.UNION, union.name, wrong[id(union)], hint)
    plan.unions = [one for one in plan.unions if id(one) not in wrong]
    plan.additions = [one for one in plan.additions if one[0].row not in told]
    plan.further = [one for one in plan.further if one[0].row not in told]
    plan.changes = [one for one in plan.changes if one.entry.row not in told]
