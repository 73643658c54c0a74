"""Every write of a practice record. Runs inside a unit; flushes, never commits.

Each begins with the record's lock, then writes the step, the audit row, the message, and last of
all the note that the profile is due: always in this order, so that no two wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from cadreschool.audit.actions import record, record_all
from cadreschool.kernel.clock import day_of, moment_text
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.faults import UnfitError
from cadreschool.kernel.remarks import require_remark
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.practice_records import queries
from cadreschool.learning.practice_records.fitness import NO_COLLEAGUE, faults_in
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import (
    ARCHIVED_AFTER,
    LONGEST_WORDS,
    Draft,
    RecordState,
    StepKind,
    are_results,
    gaps,
    is_sampled,
    may_step,
    state_after,
    write_results,
)
from cadreschool.learning.practice_records.sheets import RecordSheet, StepRow
from cadreschool.learning.practice_records.telling import tell_author, tell_witness
from cadreschool.learning.practice_records.texts import NAMES
from cadreschool.learning.profile.due import note_change

_PORTION = 200


class StaleError(ConflictError):
    """The text was changed in another window: nothing was stored, both texts are there."""

    def __init__(self, sheet: RecordSheet) -> None:
        """Keep what is stored, to be shown beside what was typed."""
        super().__init__(
            "这条记录在另一个页面上改过，没有覆盖。", "请对照两份文字，再决定留哪一份。"
        )
        self.sheet = sheet


class MovedOnError(ConflictError):
    """The record is not what the page showed: changed, signed or withdrawn meanwhile."""

    def __init__(self, state: RecordState) -> None:
        """Say where it stands now."""
        super().__init__(f"这条记录已有变化，现在是“{state.label}”。", "请重新打开，看过以后再办。")


class LeftError(ConflictError):
    """Who left their union submits nothing; what they wrote stays theirs."""

    def __init__(self) -> None:
        """Say where the text is, and when it can go out."""
        super().__init__(
            "您已经离任，现在没有督学可以签认，记录没有提交。",
            "草稿是您自己的，一直都在；再到工会任职以后可以提交。",
        )


class SignedError(ConflictError):
    """The record is signed already, otherwise than was asked for now."""

    def __init__(self, signature: StepRow) -> None:
        """Say who signed, and when."""
        when = moment_text(signature.made_at)
        super().__init__(
            f"{signature.name}已在 {when} 签认这条记录，刚才的没有记下。",
            "签认以后不能改；作者有不同看法，可以在画像里提出异议，由人复核。",
        )


# The author ---------------------------------------------------------------------------------------


def save_draft(viewer: Viewer, draft: Draft, *, at: datetime) -> int:
    """Store a text as it stands now and return the record's id; the same text again is no change.

    The form's key names the record: however often a form arrives, it is one record. Raises
    UnfitError when the text cannot be kept, StaleError when another window was quicker.
    """
    sheet = _locked_by_key(viewer, draft.form_key)
    if sheet is not None and sheet.draft.content() == draft.content():
        return sheet.id
    if sheet is not None and not sheet.state.is_editable:
        raise MovedOnError(sheet.state)
    if sheet is not None and sheet.version != draft.base:
        raise StaleError(sheet)
    _require_fit(viewer, draft, sheet, at=at)
    if sheet is None:
        return _add(viewer, draft, at=at)
    db.session.execute(
        update(PracticeRecord)
        .where(PracticeRecord.id == sheet.id)
        .values(**draft.content(), version=sheet.version + 1, saved_at=at)
    )
    record(
        "practice_record.save",
        "practice_record",
        sheet.id,
        by=viewer.cadre_id,
        at=at,
        number=sheet.version + 1,
    )
    return sheet.id


def _locked_by_key(viewer: Viewer, form_key: str) -> RecordSheet | None:
    found = queries.own_record_of_key(viewer, form_key)
    if found is None:
        return None
    queries.lock_record(found.id)
    return queries.own_record_of_key(viewer, form_key)


def _require_fit(viewer: Viewer, draft: Draft, sheet: RecordSheet | None, *, at: datetime) -> None:
    faults = faults_in(viewer, draft, sheet, today=day_of(at))
    if faults:
        raise UnfitError(faults, NAMES)


def _add(viewer: Viewer, draft: Draft, *, at: datetime) -> int:
    """Store a new record; the same form twice at once meets the constraint, and comes again."""
    added = db.session.execute(
        insert(table_of(PracticeRecord)).returning(table_of(PracticeRecord).c.id),
        {
            **draft.content(),
            "cadre_id": viewer.cadre_id,
            "organisation_id": viewer.organisation_id,
            "form_key": draft.form_key,
            "state": RecordState.DRAFT,
            "version": 1,
            "created_at": at,
            "saved_at": at,
            "submitted_at": None,
        },
    ).scalar_one()
    record("practice_record.create", "practice_record", added, by=viewer.cadre_id, at=at)
    return int(added)


def submit(viewer: Viewer, record_id: int, *, at: datetime) -> None:
    """Hand a record to whoever supervises its union; twice is once."""
    sheet = _own_locked(viewer, record_id)
    if sheet.state is RecordState.SUBMITTED:
        return
    _require_way(sheet, StepKind.SUBMIT)
    sheet = _at_present_union(viewer, sheet)
    faults = gaps(sheet.draft)
    if faults:
        raise UnfitError(faults, NAMES)
    _require_fit(viewer, sheet.draft, sheet, at=at)
    _step(sheet, _Step(StepKind.SUBMIT, viewer.cadre_id), at=at)
    record("practice_record.submit", "practice_record", record_id, by=viewer.cadre_id, at=at)
    if sheet.draft.witness_id is not None:
        tell_witness(sheet, at=at)


def _at_present_union(viewer: Viewer, sheet: RecordSheet) -> RecordSheet:
    """Let a record be earned where its author belongs on the day it is submitted."""
    union_id = queries.present_union(viewer.cadre_id)
    if union_id is None:
        raise LeftError
    witness_id = sheet.draft.witness_id
    if witness_id is not None and not queries.is_colleague(witness_id, union_id):
        raise UnfitError({"witness": [NO_COLLEAGUE]}, NAMES)
    if union_id == sheet.organisation_id:
        return sheet
    db.session.execute(
        update(PracticeRecord)
        .where(PracticeRecord.id == sheet.id)
        .values(organisation_id=union_id)
        .execution_options(synchronize_session=False)
    )
    return queries.own_record(viewer, sheet.id)


def withdraw(viewer: Viewer, record_id: int, *, at: datetime) -> None:
    """Take a record back that nobody signed yet; its author may change and submit it again.

    A draft that was never submitted is thrown away altogether.
    """
    sheet = _own_locked(viewer, record_id)
    if sheet.state is RecordState.WITHDRAWN:
        return
    if sheet.state is RecordState.DRAFT:
        db.session.execute(delete(PracticeRecord).where(PracticeRecord.id == record_id))
        record("practice_record.discard", "practice_record", record_id, by=viewer.cadre_id, at=at)
        return
    _require_way(sheet, StepKind.WITHDRAW)
    _step(sheet, _Step(StepKind.WITHDRAW, viewer.cadre_id), at=at)
    record("practice_record.withdraw", "practice_record", record_id, by=viewer.cadre_id, at=at)


def _own_locked(viewer: Viewer, record_id: int) -> RecordSheet:
    queries.own_record(viewer, record_id)  # nobody waits for what is not theirs
    queries.lock_record(record_id)
    return queries.own_record(viewer, record_id)


# Supervisors and witnesses ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a supervisor makes of the text they read, which `version` names.

    `results`: 0, 1 or 2 for every competency the record claims.
    """

    version: int
    words: str
    results: Mapping[str, int]


def sign(viewer: Viewer, record_id: int, verdict: Verdict, *, secret: str, at: datetime) -> None:
    """Sign a record as it was read; the school's secret decides whether it is checked again."""
    sheet = _supervised(viewer, record_id)
    words = require_remark(verdict.words, longest=LONGEST_WORDS, may_be_empty=True)
    if sheet.signature is not None:
        _require_same(sheet.signature, verdict, words, by=viewer.cadre_id)
        return
    _require_way(sheet, StepKind.SIGN, version=verdict.version)
    if not are_results(verdict.results, sheet.draft.competencies):
        message = "还有能力没有看。"
        raise InvalidError(message, "写到的每项能力选一个：看出来了、看出一部分、没有看出来。")
    if sheet.testimony and sheet.testimony.made_by == viewer.cadre_id:
        message = "您是这条记录的见证人，不能再签认。"
        raise ConflictError(message, "请由另一位督学签认。")
    step = _Step(StepKind.SIGN, viewer.cadre_id, words, write_results(verdict.results))
    _step(sheet, step, at=at, is_sampled=is_sampled(secret, record_id))
    record("practice_record.sign", "practice_record", record_id, by=viewer.cadre_id, at=at)
    tell_author(sheet, StepKind.SIGN, words, at=at)
    note_change([sheet.cadre_id], at=at)


def _require_same(signature: StepRow, verdict: Verdict, words: str, *, by: int) -> None:
    """Let the same signature once more pass, and no other."""
    stored = (signature.made_by, signature.version, signature.results, signature.words)
    if stored != (by, verdict.version, dict(verdict.results), words):
        raise SignedError(signature)


def send_back(viewer: Viewer, record_id: int, *, version: int, words: str, at: datetime) -> None:
    """Send a record back to its author, with the reason."""
    sheet = _supervised(viewer, record_id)
    said = require_remark(words, longest=LONGEST_WORDS)
    if sheet.state is RecordState.RETURNED and sheet.last and sheet.last.words == said:
        return
    _require_way(sheet, StepKind.RETURN, version=version)
    _step(sheet, _Step(StepKind.RETURN, viewer.cadre_id, said), at=at)
    record("practice_record.return", "practice_record", record_id, by=viewer.cadre_id, at=at)
    tell_author(sheet, StepKind.RETURN, said, at=at)


def check_sample(
    viewer: Viewer, record_id: int, *, is_passed: bool, words: str, at: datetime
) -> None:
    """Check a signed record that was drawn; one that fails is no evidence any more.

    Whoever wrote, signed or witnessed it does not check it.
    """
    sheet = _supervised(viewer, record_id)
    said = require_remark(words, longest=LONGEST_WORDS, may_be_empty=is_passed)
    kind = StepKind.PASS if is_passed else StepKind.FAIL
    if sheet.last and (sheet.last.kind, sheet.last.made_by) == (kind, viewer.cadre_id):
        return
    _require_way(sheet, kind)
    known = {one.made_by for one in (sheet.signature, sheet.testimony) if one}
    if viewer.cadre_id in known:
        message = "您签认或者见证过这条记录，不能再抽查它。"
        raise ConflictError(message, "请由另一位督学抽查。")
    _step(sheet, _Step(kind, viewer.cadre_id, said), at=at)
    record(
        "practice_record.pass" if is_passed else "practice_record.fail",
        "practice_record",
        record_id,
        by=viewer.cadre_id,
        at=at,
    )
    tell_author(sheet, kind, said, at=at)
    note_change([sheet.cadre_id], at=at)


def _supervised(viewer: Viewer, record_id: int) -> RecordSheet:
    queries.record_to_decide(viewer, record_id)
    queries.lock_record(record_id)
    return queries.record_to_decide(viewer, record_id)


def witness(viewer: Viewer, record_id: int, *, version: int, words: str, at: datetime) -> None:
    """Confirm, as the colleague whom the author named, that it was as the text says."""
    queries.witness_record(viewer, record_id)
    queries.lock_record(record_id)
    sheet = queries.witness_record(viewer, record_id)
    said = require_remark(words, longest=LONGEST_WORDS, may_be_empty=True)
    if sheet.testimony is not None:
        return
    _require_way(sheet, StepKind.WITNESS, version=version)
    if sheet.signature and sheet.signature.made_by == viewer.cadre_id:
        message = "这条记录由您签认，不能再由您见证。"
        raise ConflictError(message)
    _step(sheet, _Step(StepKind.WITNESS, viewer.cadre_id, said), at=at)
    record("practice_record.witness", "practice_record", record_id, by=viewer.cadre_id, at=at)
    tell_author(sheet, StepKind.WITNESS, said, at=at)
    if sheet.state.is_signed:
        note_change([sheet.cadre_id], at=at)


# Time ---------------------------------------------------------------------------------------------


def archive_due(*, at: datetime) -> int:
    """Archive some of what was signed thirty days ago and was not drawn; return how many."""
    signed = table_of(PracticeStep).alias("signed")
    ids = list(
        db.session.scalars(
            select(PracticeRecord.id)
            .where(
                PracticeRecord.state == RecordState.SIGNED,
                ~select(signed.c.seq)
                .where(
                    signed.c.record_id == PracticeRecord.id,
                    signed.c.kind == StepKind.SIGN,
                    signed.c.made_at > at - ARCHIVED_AFTER,
                )
                .exists(),
            )
            .order_by(PracticeRecord.id)
            .limit(_PORTION)
            .with_for_update(skip_locked=True)
        )
    )
    if not ids:
        return 0
    versions = db.session.execute(
        select(PracticeRecord.id, PracticeRecord.version).where(PracticeRecord.id.in_(ids))
    )
    for record_id, version in versions.all():
        _insert_step(record_id, version, _Step(StepKind.ARCHIVE, None), at=at)
    db.session.execute(
        update(PracticeRecord)
        .where(PracticeRecord.id.in_(ids))
        .values(state=RecordState.ARCHIVED)
        .execution_options(synchronize_session=False)
    )
    record_all(
        "practice_record.archive", "practice_record", {one: {} for one in ids}, by=None, at=at
    )
    return len(ids)


# One step -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    kind: StepKind
    by: int | None
    words: str = ""
    results: str = ""


def _require_way(sheet: RecordSheet, kind: StepKind, *, version: int | None = None) -> None:
    if not may_step(sheet.state, kind) or version not in {None, sheet.version}:
        raise MovedOnError(sheet.state)


def _step(sheet: RecordSheet, step: _Step, *, at: datetime, is_sampled: bool = False) -> None:
    """Write a step down and move the record on."""
    _insert_step(sheet.id, sheet.version, step, at=at)
    changes: dict[str, object] = {
        "state": state_after(sheet.state, step.kind, is_sampled=is_sampled)
    }
    if step.kind is StepKind.SUBMIT:
        changes["submitted_at"] = at
    db.session.execute(
        update(PracticeRecord).where(PracticeRecord.id == sheet.id).values(**changes)
    )


def _insert_step(record_id: int, version: int, step: _Step, *, at: datetime) -> None:
    db.session.execute(
        insert(table_of(PracticeStep)),
        {
            "record_id": record_id,
            "seq": queries.next_seq(record_id),
            "kind": step.kind,
            "version": version,
            "results": step.results,
            "words": step.words,
            "made_by": step.by,
            "made_at": at,
        },
    )
