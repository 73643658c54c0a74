"""Reads of a person's records for their file, and as evidence of what they can."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.queries.one import WITNESS, filled, steps_of
from cadreschool.learning.practice_records.rules import (
    SIGNED_STATES,
    PracticeKind,
    StepKind,
    read_results,
    which_weigh,
)
from cadreschool.learning.practice_records.sheets import RecordSheet, SignedRecord
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre

_GONE_OUT = ("submitted", "returned", *SIGNED_STATES)


def records_of(cadre_id: int) -> list[RecordSheet]:
    """Return what a person's file holds: all that went out, by day; in two queries.

    For a cadre who was fetched through the viewer. One sent back and changed since is left out.
    """
    rows = db.session.execute(
        select(PracticeRecord, Cadre.name, Organisation.name, Organisation.path, WITNESS.name)
        .join(Cadre, Cadre.id == PracticeRecord.cadre_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .outerjoin(WITNESS, WITNESS.id == PracticeRecord.witness_id)
        .where(PracticeRecord.cadre_id == cadre_id, PracticeRecord.state.in_(_GONE_OUT))
        .order_by(PracticeRecord.happened_on, PracticeRecord.id)
    ).all()
    steps = steps_of([row[0].id for row in rows])
    sheets = [filled(row[0], (row[1], row[2], row[3], row[4] or ""), steps) for row in rows]
    return [sheet for sheet in sheets if sheet.has_gone_out]


def signed_records(
    cadre_ids: Collection[int], *, until: datetime | None = None, removed: Collection[int] = ()
) -> dict[int, list[SignedRecord]]:
    """Return the records that are evidence, by cadre and day; in one query for each portion.

    One is evidence while its signature holds: a sample that failed took it away. With `until` only
    what was signed and confirmed before. `removed` were taken out after a dispute: they leave
    their place among the first six of a year to others.
    """
    found: dict[int, list[SignedRecord]] = {}
    for some in portions(sorted(set(cadre_ids))):
        for cadre_id, rows in _signed_rows(some, until).items():
            weighing = which_weigh(
                (row[0], row[1], row[2]) for row in rows if row[0] not in removed
            )
            found[cadre_id] = [
                SignedRecord(
                    row[0],
                    cadre_id,
                    PracticeKind(row[1]),
                    row[2],
                    read_results(row[3]),
                    row[4],
                    row[5],
                    is_witnessed=row[6],
                    does_weigh=row[0] in weighing,
                )
                for row in rows
            ]
    return found


def _signed_rows(
    cadre_ids: Collection[int], until: datetime | None
) -> dict[int, list[tuple[Any, ...]]]:
    again, witness = aliased(PracticeStep), aliased(PracticeStep)
    newest = (
        select(func.max(again.seq))
        .where(
            again.record_id == PracticeRecord.id,
            again.kind == StepKind.SIGN,
            true() if until is None else again.made_at < until,
        )
        .correlate(PracticeRecord)
        .scalar_subquery()
    )
    is_witnessed = (
        select(witness.seq)
        .where(
            witness.record_id == PracticeRecord.id,
            witness.kind == StepKind.WITNESS,
            witness.version == PracticeRecord.version,
            witness.made_by == PracticeRecord.witness_id,
            witness.made_by != PracticeStep.made_by,
            true() if until is None else witness.made_at < until,
        )
        .correlate(PracticeRecord, PracticeStep)
        .exists()
    )
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in db.session.execute(
        select(
            PracticeRecord.cadre_id,
            PracticeRecord.id,
            PracticeRecord.kind,
            PracticeRecord.happened_on,
            PracticeStep.results,
            PracticeStep.made_by,
            PracticeStep.made_at,
            is_witnessed,
        )
        .join(
            PracticeStep,
            and_(PracticeStep.record_id == PracticeRecord.id, PracticeStep.seq == newest),
        )
        .where(PracticeRecord.cadre_id.in_(cadre_ids), PracticeRecord.state.in_(SIGNED_STATES))
        .order_by(PracticeRecord.cadre_id, PracticeRecord.happened_on, PracticeRecord.id)
    ):
        found.setdefault(row[0], []).append(tuple(row[1:]))
    return found
