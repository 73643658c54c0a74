"""Lists of records: one's own, those that wait for a supervisor or a witness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.queries.colleagues import present_union
from cadreschool.learning.practice_records.rules import RecordState, StepKind
from cadreschool.learning.practice_records.sheets import RecordRow
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below, is_visible_to
from cadreschool.people.models import Cadre


def _rows(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    newest = (
        select(func.max(PracticeStep.seq))
        .where(PracticeStep.record_id == PracticeRecord.id)
        .correlate(PracticeRecord)
        .scalar_subquery()
    )
    statement: Select[*tuple[Any, ...]] = (
        select(
            PracticeRecord.id,
            PracticeRecord.cadre_id,
            Cadre.name,
            Organisation.name,
            PracticeRecord.kind,
            PracticeRecord.happened_on,
            PracticeRecord.place,
            PracticeRecord.deed,
            PracticeRecord.state,
            PracticeRecord.version,
            PracticeRecord.saved_at,
            PracticeRecord.submitted_at,
            PracticeStep.kind,
            PracticeStep.words,
        )
        .join(Cadre, Cadre.id == PracticeRecord.cadre_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .outerjoin(
            PracticeStep,
            and_(PracticeStep.record_id == PracticeRecord.id, PracticeStep.seq == newest),
        )
        .where(*conditions)
    )
    return statement


def _listed(statement: Select[*tuple[Any, ...]]) -> list[RecordRow]:
    listed = []
    for row in db.session.execute(statement):
        values: tuple[Any, ...] = tuple(row)
        step = StepKind(values[12]) if values[12] else None
        made: tuple[Any, ...] = (
            *values[:8],
            RecordState(values[8]),
            *values[9:12],
            step,
            values[13] or "",
        )
        listed.append(RecordRow(*made))
    return listed


def own_records(viewer: Viewer, *, offset: int = 0, limit: int = 50) -> list[RecordRow]:
    """Return the viewer's records, what happened last first, in one query."""
    statement = _rows(PracticeRecord.cadre_id == viewer.cadre_id)
    return _listed(
        statement.order_by(PracticeRecord.happened_on.desc(), PracticeRecord.id.desc())
        .offset(offset)
        .limit(limit)
    )


def own_number(viewer: Viewer) -> int:
    """Count the viewer's records."""
    number = db.session.scalar(
        select(func.count())
        .select_from(PracticeRecord)
        .where(PracticeRecord.cadre_id == viewer.cadre_id)
    )
    return number or 0


def to_sign(viewer: Viewer, *, offset: int = 0, limit: int = 50) -> list[RecordRow]:
    """Return the records that the viewer may sign or send back, the longest waiting first."""
    return _waiting(_to_sign(viewer), offset=offset, limit=limit)


def to_check(viewer: Viewer, *, offset: int = 0, limit: int = 50) -> list[RecordRow]:
    """Return the samples that the viewer may check: not written, signed or witnessed by them."""
    return _waiting(_to_check(viewer), offset=offset, limit=limit)


def waiting_for(viewer: Viewer) -> tuple[int, int]:
    """Count what waits for the viewer: (to be signed, to be checked)."""
    numbers = [
        db.session.scalar(
            select(func.count())
            .select_from(PracticeRecord)
            .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
            .where(*conditions)
        )
        for conditions in (_to_sign(viewer), _to_check(viewer))
    ]
    return numbers[0] or 0, numbers[1] or 0


def _to_sign(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        PracticeRecord.state == RecordState.SUBMITTED,
        PracticeRecord.cadre_id != viewer.cadre_id,
        is_visible_to(viewer, Role.SUPERVISOR),
        ~_has_done(viewer, StepKind.WITNESS),
    )


def _to_check(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        PracticeRecord.state == RecordState.SAMPLED,
        PracticeRecord.cadre_id != viewer.cadre_id,
        is_visible_to(viewer, Role.SUPERVISOR),
        ~_has_done(viewer, StepKind.SIGN, StepKind.WITNESS),
    )


def _has_done(viewer: Viewer, *kinds: StepKind) -> ColumnElement[bool]:
    """Return the condition "the viewer did one of these with the record's present text"."""
    done = aliased(PracticeStep)
    return (
        select(done.seq)
        .where(
            done.record_id == PracticeRecord.id,
            done.version == PracticeRecord.version,
            done.made_by == viewer.cadre_id,
            done.kind.in_(kinds),
        )
        .exists()
    )


def _waiting(
    conditions: Sequence[ColumnElement[bool]], *, offset: int, limit: int
) -> list[RecordRow]:
    statement = _rows(*conditions).order_by(PracticeRecord.submitted_at, PracticeRecord.id)
    return _listed(statement.offset(offset).limit(limit))


def witness_requests(viewer: Viewer, *, limit: int = 50) -> list[RecordRow]:
    """Return the records whose authors named the viewer, that wait for their word.

    Of the viewer's union and those below it: where they went meanwhile, they were not there.
    """
    path = db.session.scalar(
        select(Organisation.path).where(Organisation.id == present_union(viewer.cadre_id))
    )
    if path is None:
        return []
    return _listed(
        _rows(
            PracticeRecord.witness_id == viewer.cadre_id,
            is_below(path),
            PracticeRecord.state.in_(("submitted", "signed", "sampled")),
            ~_has_done(viewer, StepKind.WITNESS, StepKind.SIGN),
        )
        .order_by(PracticeRecord.submitted_at, PracticeRecord.id)
        .limit(limit)
    )
