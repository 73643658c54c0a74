"""What a roster would do to one part of the tree, and the short of it for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.queries import Node, open_organisations_below
from cadreschool.organisations.tree import Tree
from cadreschool.people.lookup.permissions import why_not_account
from cadreschool.people.queries import cadres_by_login, grants_not_ended
from cadreschool.people.rosters.entries import Fault, Roster
from cadreschool.people.rosters.planning import Plan, Wish, plan_import, touches_account

SHOWN = 20
"""Lines of one sort that a page shows; the rest stands in the table of mistakes."""


def plan_within(roster: Roster, top: Node, who: Viewer, *, may_create: bool, on: date) -> Plan:
    """Compare a roster with the school as it is now, at and below `top`.

    `top` was fetched through the viewer: that is the permission. Whose account they may not touch
    on their page, they may not touch by a roster.
    """
    tree = Tree(open_organisations_below([top]))
    present = cadres_by_login(entry.login for entry in roster.entries)
    touched = {
        there.id
        for entry in roster.entries
        if (there := present.get(entry.login)) and touches_account(entry, there)
    }
    held = grants_not_ended(touched, on=on)
    reasons = {one: why_not_account(who, one, held.get(one, ())) for one in touched}
    kept = {one: reason for one, reason in reasons.items() if reason is not None}
    return plan_import(roster, tree, present, Wish(top, may_create, (top.path,), kept))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many of what a plan holds, and the first lines of each sort."""

    added: int
    changed: int
    moved: int
    returned: int
    renamed: int
    unchanged: int
    further: int
    unions: int
    faults: int
    faulty_rows: int
    fault_lines: list[tuple[str, str, str, str]]  # where, what was written, what is wrong, how
    union_lines: list[str]
    rename_lines: list[str]
    move_lines: list[str]
    notes: list[str]

    @property
    def is_clean(self) -> bool:
        """Tell whether there is no mistake."""
        return not self.faults

    @property
    def does_something(self) -> bool:
        """Tell whether anything would be imported."""
        return bool(self.added or self.changed or self.further or self.unions)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return how many of what: an import does what was shown, or nothing."""
        return (
            self.added,
            self.changed,
            self.moved,
            self.returned,
            self.renamed,
            self.further,
            self.unions,
            self.faults,
        )

    def as_data(self) -> dict[str, Any]:
        """Return the summary as it is written down."""
        return asdict(self)


def summary_of(plan: Plan) -> Summary:
    """Return the short of a plan."""
    renamed = [one for one in plan.changes if one.is_renamed]
    moved = [one for one in plan.changes if one.is_move]
    return Summary(
        added=len(plan.additions),
        changed=len(plan.changes),
        moved=len(moved),
        returned=sum(one.is_return for one in plan.changes),
        renamed=len(renamed),
        unchanged=len(plan.unchanged),
        further=len(plan.further),
        unions=len(plan.unions),
        faults=plan.roster.fault_number,
        faulty_rows=len(plan.roster.faulty_rows),
        fault_lines=[_line(one) for one in sorted(plan.roster.faults)[:SHOWN]],
        union_lines=[f"{one.full_name}（{one.kind.label}）" for one in plan.unions[:SHOWN]],
        rename_lines=[
            f"{one.entry.login}：{one.present.name} 改为 {one.entry.name}"
            for one in renamed[:SHOWN]
        ],
        move_lines=[f"{one.entry.name}：到“{one.union.name}”" for one in moved[:SHOWN]],
        notes=plan.roster.notes[:SHOWN],
    )


def summary_from(data: dict[str, Any]) -> Summary:
    """Return a summary that was written down."""
    lines: Iterable[Iterable[str]] = data["fault_lines"]
    where = [(one, two, three, four) for one, two, three, four in map(tuple, lines)]
    return Summary(**{**data, "fault_lines": where})


def _line(fault: Fault) -> tuple[str, str, str, str]:
    return fault.place, fault.content, fault.text, fault.hint
