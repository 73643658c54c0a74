"""What a supervisor has done with records: signed, sent back, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import PracticeKind, RecordState, StepKind
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre

_DECISIONS = (StepKind.SIGN, StepKind.RETURN, StepKind.PASS, StepKind.FAIL)


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One decision, with the record as it is now."""

    id: int
    author: str
    organisation: str
    kind_name: str
    happened_on: date
    state: RecordState
    step: StepKind
    words: str
    made_at: datetime
    can_be_read: bool
    """While its author writes it again, or has taken it back, nobody else reads it."""


def done_by(viewer: Viewer, *, offset: int, limit: int) -> list[DoneRow]:
    """Return what the viewer decided within what they supervise now, the newest first."""
    rows = db.session.execute(
        select(
            PracticeRecord.id,
            Cadre.name,
            Organisation.name,
            PracticeRecord.kind,
            PracticeRecord.happened_on,
            PracticeRecord.state,
            PracticeRecord.version,
            PracticeStep.kind,
            PracticeStep.words,
            PracticeStep.made_at,
            PracticeStep.version,
        )
        .join(PracticeRecord, PracticeRecord.id == PracticeStep.record_id)
        .join(Cadre, Cadre.id == PracticeRecord.cadre_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .where(*_decided_by(viewer))
        .order_by(PracticeStep.made_at.desc(), PracticeStep.record_id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        DoneRow(
            id=row[0],
            author=row[1],
            organisation=row[2],
            kind_name=PracticeKind(row[3]).label,
            happened_on=row[4],
            state=RecordState(row[5]),
            step=StepKind(row[7]),
            words=row[8],
            made_at=row[9],
            can_be_read=_can_be_read(RecordState(row[5]), is_unchanged=row[6] == row[10]),
        )
        for row in rows
    ]


def number_done_by(viewer: Viewer) -> int:
    """Count what the viewer decided."""
    number = db.session.scalar(
        select(func.count())
        .select_from(PracticeStep)
        .join(PracticeRecord, PracticeRecord.id == PracticeStep.record_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .where(*_decided_by(viewer))
    )
    return number or 0


def _decided_by(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        PracticeStep.made_by == viewer.cadre_id,
        PracticeStep.kind.in_(_DECISIONS),
        is_visible_to(viewer, Role.SUPERVISOR),
    )


def _can_be_read(state: RecordState, *, is_unchanged: bool) -> bool:
    if state is RecordState.RETURNED:
        return is_unchanged
    return state is RecordState.SUBMITTED or state.is_signed
