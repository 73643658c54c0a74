"""Reads of signatures through an auditor: how many, how many were checked, and of one signer what.

Only records earned within the auditor's appointment are counted. Signers come in the order of
custom, by their union's position along the tree; nobody is ranked. A check counts in the month of
the signature that it checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import PracticeKind, RecordState, StepKind
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.people.models import Cadre
from cadreschool.reports.rosters.queries import tree_order
from cadreschool.reports.signings.requests import SigningRequest

PAGE_SIZE = 30
MOST_COMPARED = 2_000
"""So many of a signer's texts of one year are compared, the newest."""

_Counted = tuple[int, int, str, int]
"""Whose, in which month, what, how many."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signed or sent back, with the union they are in now."""

    id: int
    name: str
    organisation: str


@dataclass(slots=True)
class Month:
    """One signer's month. `waiting`: drawn as a sample and not checked yet."""

    signer: Signer
    month: int
    signed: int = 0
    returned: int = 0
    passed: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def sampled(self) -> int:
        """Return how many of the signatures were drawn as samples."""
        return self.passed + self.failed + self.waiting

    @property
    def returned_share(self) -> float | None:
        """Return which share of what came was sent back."""
        decided = self.signed + self.returned
        return self.returned / decided if decided else None


@dataclass(frozen=True, slots=True)
class SignedText:
    """A record that somebody signed, as it reads now."""

    id: int
    author_id: int
    author: str
    organisation: str
    kind_name: str
    happened_on: date
    signed_at: datetime
    state: RecordState
    parts: tuple[str, str, str] = field(default=("", "", ""))
    """What was done, what came of it, what to do next time."""

    @property
    def text(self) -> str:
        """Return all that is compared."""
        return "\n".join(self.parts)


def signers(viewer: Viewer, wanted: SigningRequest) -> list[Signer]:
    """Return who signed or sent back in the time asked for, in organisation order; two queries.

    Who did so anywhere is found first, whether within the appointment by one step of each: to join
    every step with its union takes six times as long (600,000 steps of 5,000 signers, measured).
    """
    kinds = (StepKind.SIGN, StepKind.RETURN)
    anywhere = select(PracticeStep.made_by).where(PracticeStep.kind.in_(kinds), *_during(wanted))
    here = _within(viewer, wanted, *kinds).where(PracticeStep.made_by == Cadre.id).correlate(Cadre)
    named = [Organisation.name.contains(wanted.union, autoescape=True)] if wanted.union else []
    rows = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name, Organisation.path, Cadre.position)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.id.in_(anywhere), here.exists(), *named)
    ).all()
    order = _order({row[3] for row in rows})
    rows = sorted(rows, key=lambda row: (order[row[3]], row[4], row[0]))
    return [Signer(row[0], row[1], row[2]) for row in rows]


def signer(viewer: Viewer, cadre_id: int) -> Signer:
    """Return somebody who ever signed or sent back a record within the auditor's appointment."""
    row = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            Cadre.id == min(cadre_id, LARGEST_ID),
            _steps(viewer, StepKind.SIGN, StepKind.RETURN)
            .where(PracticeStep.made_by == Cadre.id)
            .correlate(Cadre)
            .exists(),
        )
    ).first()
    if row is None:
        raise NotFoundError
    return Signer(*row)


def months(viewer: Viewer, wanted: SigningRequest, some: Sequence[Signer]) -> list[Month]:
    """Return the months in which these signed or sent back, in their order; three queries."""
    found: dict[tuple[int, int], Month] = {}
    by_id = {one.id: one for one in some}
    counted: list[_Counted] = []
    for ids in portions([one.id for one in some]):
        counted += _done(viewer, wanted, ids)
        counted += _checked(viewer, wanted, ids)
        counted += _unchecked(viewer, wanted, ids)
    for signer_id, month, what, number in counted:
        row = found.setdefault((signer_id, month), Month(by_id[signer_id], month))
        setattr(row, what, getattr(row, what) + number)
    places = {one.id: place for place, one in enumerate(some)}
    return [found[key] for key in sorted(found, key=lambda key: (places[key[0]], key[1]))]


def every_month(viewer: Viewer, wanted: SigningRequest) -> Iterator[Month]:
    """Yield all rows for a file, some signers at a time."""
    for some in portions(signers(viewer, wanted)):
        yield from months(viewer, wanted, some)


def signed_texts(viewer: Viewer, signer_id: int, wanted: SigningRequest) -> list[SignedText]:
    """Return what somebody signed in the time asked for, as it reads now, in one query."""
    author = aliased(Cadre)
    signed_at = func.max(PracticeStep.made_at)
    columns = (
        PracticeRecord.id,
        PracticeRecord.cadre_id,
        author.name,
        Organisation.name,
        PracticeRecord.kind,
        PracticeRecord.happened_on,
        PracticeRecord.state,
        PracticeRecord.deed,
        PracticeRecord.result,
        PracticeRecord.next_time,
    )
    rows = db.session.execute(
        _within(viewer, wanted, StepKind.SIGN)
        .where(PracticeStep.made_by == signer_id)
        .join(author, author.id == PracticeRecord.cadre_id)
        .with_only_columns(*columns, signed_at)
        .group_by(*columns)
        .order_by(signed_at.desc(), PracticeRecord.id.desc())
        .limit(MOST_COMPARED)
    ).all()
    return [
        SignedText(
            id=row[0],
            author_id=row[1],
            author=row[2],
            organisation=row[3],
            kind_name=PracticeKind(row[4]).label,
            happened_on=row[5],
            signed_at=row[10],
            state=RecordState(row[6]),
            parts=(row[7], row[8], row[9]),
        )
        for row in rows
    ]


def _steps(viewer: Viewer, *kinds: StepKind) -> Select[Any]:
    """Select steps of these kinds with their records, within the auditor's appointment."""
    return (
        select(PracticeStep.seq)
        .join(PracticeRecord, PracticeRecord.id == PracticeStep.record_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .where(PracticeStep.kind.in_(kinds), is_visible_to(viewer, Role.AUDIT_ADMIN))
    )


def _within(viewer: Viewer, wanted: SigningRequest, *kinds: StepKind) -> Select[Any]:
    return _steps(viewer, *kinds).where(*_during(wanted))


def _during(wanted: SigningRequest) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return PracticeStep.made_at >= wanted.begins(), PracticeStep.made_at < wanted.ends()


def _month_of(wanted: SigningRequest) -> ColumnElement[int]:
    """Return in which month, in Shanghai, a step within the time asked for was made."""
    *some, last = wanted.months()
    if not some:
        return literal(last)
    return case(*((PracticeStep.made_at < wanted.after(one), one) for one in some), else_=last)


def _counted(
    statement: Select[Any], wanted: SigningRequest, what: ColumnElement[str]
) -> list[_Counted]:
    month = _month_of(wanted)
    one = statement.with_only_columns(
        PracticeStep.made_by.label("by"), month.label("month"), what.label("what")
    ).subquery()
    keys = (one.c.by, one.c.month, one.c.what)
    rows = db.session.execute(select(*keys, func.count()).group_by(*keys))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _done(viewer: Viewer, wanted: SigningRequest, ids: Collection[int]) -> list[_Counted]:
    what = case((PracticeStep.kind == StepKind.SIGN, "signed"), else_="returned")
    steps = _within(viewer, wanted, StepKind.SIGN, StepKind.RETURN)
    return _counted(steps.where(PracticeStep.made_by.in_(ids)), wanted, what)


def _checked(viewer: Viewer, wanted: SigningRequest, ids: Collection[int]) -> list[_Counted]:
    """Count checks for the newest signature before each."""
    check, again = aliased(PracticeStep), aliased(PracticeStep)
    newest = (
        select(func.max(again.seq))
        .where(
            again.record_id == check.record_id,
            again.kind == StepKind.SIGN,
            again.seq < check.seq,
        )
        .correlate(check)
        .scalar_subquery()
    )
    steps = _within(viewer, wanted, StepKind.SIGN).join(
        check, (check.record_id == PracticeStep.record_id) & (newest == PracticeStep.seq)
    )
    steps = steps.where(
        PracticeStep.made_by.in_(ids), check.kind.in_((StepKind.PASS, StepKind.FAIL))
    )
    what = case((check.kind == StepKind.PASS, "passed"), else_="failed")
    return _counted(steps, wanted, what)


def _unchecked(viewer: Viewer, wanted: SigningRequest, ids: Collection[int]) -> list[_Counted]:
    again = aliased(PracticeStep)
    newest = (
        select(func.max(again.seq))
        .where(again.record_id == PracticeRecord.id, again.kind == StepKind.SIGN)
        .correlate(PracticeRecord)
        .scalar_subquery()
    )
    steps = _within(viewer, wanted, StepKind.SIGN).where(
        PracticeStep.made_by.in_(ids),
        PracticeRecord.state == RecordState.SAMPLED,
        PracticeStep.seq == newest,
    )
    return _counted(steps, wanted, literal("waiting"))


def _order(paths: Collection[str]) -> dict[str, int]:
    """Put unions in the order of custom by what lies above each, in one query."""
    ids = {one for path in paths for one in ancestor_ids(path)}
    rows: list[tuple[int, int | None, int, str]] = []
    for some in portions(sorted(ids)):
        rows += [
            (row[0], row[1], row[2], row[3])
            for row in db.session.execute(
                select(
                    Organisation.id,
                    Organisation.parent_id,
                    Organisation.position,
                    Organisation.path,
                ).where(Organisation.id.in_(some))
            )
        ]
    roots = sorted((row[2], row[0]) for row in rows if row[1] is None)
    shape = [(row[0], row[1], row[2]) for row in rows]
    ordered = [one for _, root in roots for one in tree_order(shape, root)]
    places = {union_id: place for place, union_id in enumerate(ordered)}
    return {row[3]: places[row[0]] for row in rows}
