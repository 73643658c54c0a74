"""Reads of one record, through whoever asks: its author, a supervisor, the witness."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.queries.colleagues import is_colleague
from cadreschool.learning.practice_records.rules import Draft, RecordState, StepKind, read_results
from cadreschool.learning.practice_records.sheets import RecordSheet, StepRow
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre

WITNESS = aliased(Cadre)
_MAKER = aliased(Cadre)


class TakenBackError(ConflictError):
    """A record was open to be decided on, and its author has it back meanwhile."""

    def __init__(self) -> None:
        """Say what happened, and what becomes of the record."""
        super().__init__(
            "作者已经把这条记录收回去改，刚才的没有记下。", "再提交时，它会回到“待签认”里。"
        )


def lock_record(record_id: int) -> None:
    """Let nobody else change a record until this unit ends; every write of one begins so."""
    db.session.execute(
        select(PracticeRecord.id).where(PracticeRecord.id == record_id).with_for_update()
    )


def own_record(viewer: Viewer, record_id: int) -> RecordSheet:
    """Return the viewer's own record; anybody else's is not found."""
    return _sheet(PracticeRecord.id == record_id, PracticeRecord.cadre_id == viewer.cadre_id)


def own_record_of_key(viewer: Viewer, form_key: str) -> RecordSheet | None:
    """Return the viewer's record that was written on this form, if it has arrived."""
    mine = PracticeRecord.cadre_id == viewer.cadre_id
    return _found(mine, PracticeRecord.form_key == form_key)


def record_for(viewer: Viewer, record_id: int) -> RecordSheet:
    """Return a record that was earned within the viewer's supervision, as far as it went out.

    Drafts, what was withdrawn, and what is being written again are nobody else's; and nobody
    supervises what they wrote.
    """
    sheet = _supervised(viewer, record_id)
    if not sheet.has_gone_out:
        raise NotFoundError
    return sheet


def record_to_decide(viewer: Viewer, record_id: int) -> RecordSheet:
    """Return a record as `record_for` does, for whoever had it open.

    Raises TakenBackError for one that was out before and is its author's again.
    """
    sheet = _supervised(viewer, record_id)
    if not sheet.has_gone_out:
        raise TakenBackError if sheet.steps else NotFoundError
    return sheet


def _supervised(viewer: Viewer, record_id: int) -> RecordSheet:
    return _sheet(
        PracticeRecord.id == record_id,
        PracticeRecord.cadre_id != viewer.cadre_id,
        is_visible_to(viewer, Role.SUPERVISOR),
    )


def witness_record(viewer: Viewer, record_id: int) -> RecordSheet:
    """Return a record of somebody who named the viewer, who still is of that union or above."""
    sheet = _sheet(
        PracticeRecord.id == record_id,
        PracticeRecord.witness_id == viewer.cadre_id,
        PracticeRecord.cadre_id != viewer.cadre_id,
    )
    if not (sheet.has_gone_out and is_colleague(viewer.cadre_id, sheet.organisation_id)):
        raise NotFoundError
    return sheet


def _sheet(*conditions: ColumnElement[bool]) -> RecordSheet:
    found = _found(*conditions)
    if found is None:
        raise NotFoundError
    return found


def _found(*conditions: ColumnElement[bool]) -> RecordSheet | None:
    row = db.session.execute(
        select(PracticeRecord, Cadre.name, Organisation.name, Organisation.path, WITNESS.name)
        .join(Cadre, Cadre.id == PracticeRecord.cadre_id)
        .join(Organisation, Organisation.id == PracticeRecord.organisation_id)
        .outerjoin(WITNESS, WITNESS.id == PracticeRecord.witness_id)
        .where(PracticeRecord.id <= LARGEST_ID, *conditions)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        return None
    record, author, organisation, path, witness = row
    return filled(record, (author, organisation, path, witness or ""), steps_of([record.id]))


def filled(
    record: PracticeRecord, names: tuple[str, str, str, str], steps: dict[int, list[StepRow]]
) -> RecordSheet:
    """Make a sheet of what was selected: (author, union, its path, witness) beside the record."""
    author, organisation, path, witness = names
    return RecordSheet(
        id=record.id,
        cadre_id=record.cadre_id,
        author=author,
        organisation_id=record.organisation_id,
        organisation=organisation,
        path=path,
        draft=draft_of(record),
        state=RecordState(record.state),
        created_at=record.created_at,
        saved_at=record.saved_at,
        submitted_at=record.submitted_at,
        witness=witness,
        steps=tuple(steps.get(record.id, ())),
    )


def draft_of(record: PracticeRecord) -> Draft:
    """Return the text of a record as its form holds it."""
    return Draft(
        form_key=record.form_key,
        base=record.version,
        kind=record.kind,
        happened_on=record.happened_on,
        place=record.place,
        role=record.role,
        case_code=record.case_code,
        deed=record.deed,
        citations=record.citations,
        result=record.result,
        next_time=record.next_time,
        competencies=tuple(record.competencies.split()),
        witness_id=record.witness_id,
    )


def steps_of(record_ids: Collection[int]) -> dict[int, list[StepRow]]:
    """Return what was done with these records, oldest first; one query for each portion."""
    found: dict[int, list[StepRow]] = {}
    for some in portions(record_ids):
        rows = db.session.execute(
            select(PracticeStep, _MAKER.name)
            .outerjoin(_MAKER, _MAKER.id == PracticeStep.made_by)
            .where(PracticeStep.record_id.in_(some))
            .order_by(PracticeStep.record_id, PracticeStep.seq)
        )
        for step, name in rows:
            found.setdefault(step.record_id, []).append(
                StepRow(
                    StepKind(step.kind),
                    step.version,
                    read_results(step.results),
                    step.words,
                    step.made_by,
                    name or "",
                    step.made_at,
                )
            )
    return found


def next_seq(record_id: int) -> int:
    """Return the number of the next step; for a unit that holds the record's lock."""
    last = db.session.scalar(
        select(func.max(PracticeStep.seq)).where(PracticeStep.record_id == record_id)
    )
    return (last or 0) + 1
