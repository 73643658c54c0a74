"""Reads of the hands that pieces of evidence went through: who signed, marked or regraded them.

Whoever had a hand in a fact does not decide whether it counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.drills.models import DrillMark
from cadreschool.learning.marking.models import MarkingVerdict
from cadreschool.learning.models import Mark
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import StepKind
from cadreschool.learning.profile.values import EvidenceKind
from cadreschool.learning.regrading.models import RegradeStep

_JUDGES = (StepKind.SIGN, StepKind.WITNESS, StepKind.PASS, StepKind.FAIL)
_REGRADE, _TASK = "regrade", "task"


@dataclass(slots=True)
class Hands:
    """Who had a hand in a fact, and when it was last judged; None: only rules ever did, once."""

    people: set[int] = field(default_factory=set)
    judged_at: datetime | None = None

    def add(self, cadre_id: int | None, at: datetime | None = None) -> None:
        """Add a hand, or a moment at which the fact was judged."""
        if cadre_id is not None:
            self.people.add(cadre_id)
        if at is not None and (self.judged_at is None or at > self.judged_at):
            self.judged_at = at


def hands_of(sources: Collection[str]) -> dict[str, Hands]:
    """Return the hands that each piece of evidence went through; at most five queries."""
    found = {source: Hands() for source in sources}
    _records(found)
    _writings(found)
    _answers(found)
    return found


def _named(found: Iterable[str], *kinds: EvidenceKind) -> dict[int, list[str]]:
    """Return the sources of these kinds by the number of the fact."""
    by_number: dict[int, list[str]] = {}
    for source in found:
        kind, number, *_ = source.split(":")
        if kind in kinds:
            by_number.setdefault(int(number), []).append(source)
    return by_number


def _records(found: dict[str, Hands]) -> None:
    wanted = _named(found, EvidenceKind.RECORD)
    for record_id, kind, made_by, made_at, witness_id in _rows(
        select(
            PracticeStep.record_id,
            PracticeStep.kind,
            PracticeStep.made_by,
            PracticeStep.made_at,
            PracticeRecord.witness_id,
        ).join(PracticeRecord, PracticeRecord.id == PracticeStep.record_id),
        PracticeStep.record_id,
        wanted,
    ):
        for source in wanted[record_id]:
            found[source].add(witness_id)
            if kind in _JUDGES:
                found[source].add(made_by, made_at)


def _writings(found: dict[str, Hands]) -> None:
    wanted = _named(found, EvidenceKind.WRITING)
    marks = select(DrillMark.work_id, DrillMark.marked_by, DrillMark.marked_at).where(
        DrillMark.is_own.is_(False)
    )
    for work_id, marked_by, marked_at in _rows(marks, DrillMark.work_id, wanted):
        for source in wanted[work_id]:
            found[source].add(marked_by, marked_at)


def _answers(found: dict[str, Hands]) -> None:
    """Add markers, those who marked the same group before them, and those who regraded."""
    wanted = _named(found, EvidenceKind.ITEM, EvidenceKind.RETEST)
    marks = select(Mark.sitting_id, Mark.position, Mark.rule, Mark.marked_by, Mark.marked_at)
    by_rule: dict[str, set[str]] = {}
    for sitting_id, position, rule, marked_by, marked_at in _rows(marks, Mark.sitting_id, wanted):
        for source in wanted[sitting_id]:
            if source in {f"item:{sitting_id}:{position}", f"retest:{sitting_id}"}:
                found[source].add(marked_by, marked_at)
                by_rule.setdefault(rule, set()).add(source)
    verdicts = select(MarkingVerdict.task_id, MarkingVerdict.marked_by)
    steps = select(RegradeStep.regrade_id, RegradeStep.made_by)
    for name, rows, column in (
        (_TASK, verdicts, MarkingVerdict.task_id),
        (_REGRADE, steps, RegradeStep.regrade_id),
    ):
        for number, made_by in _rows(rows, column, _numbers(by_rule, name)):
            for source in by_rule[f"{name}:{number}"]:
                found[source].add(made_by)


def _numbers(by_rule: Collection[str], name: str) -> list[int]:
    split = (rule.partition(":") for rule in by_rule)
    return [int(number) for kind, _, number in split if kind == name]


def _rows(
    statement: Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[int],
    wanted: Collection[int],
) -> Iterator[Row[*tuple[Any, ...]]]:
    for some in portions(sorted(wanted)):
        yield from db.session.execute(statement.where(column.in_(some)))
