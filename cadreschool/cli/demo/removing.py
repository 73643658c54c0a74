"""Removing the demonstration school: every row of its people and unions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    and_,
    cast,
    delete,
    func,
    or_,
    select,
    true,
    update,
)

from cadreschool.audit.actions import record
from cadreschool.audit.redaction import remove_rows
from cadreschool.audit.vault import Vault
from cadreschool.courses.actions import move_stamp
from cadreschool.courses.cases.models import CaseStep, CaseStudy
from cadreschool.courses.cases.rules import CaseState
from cadreschool.courses.drafts.models import Draft
from cadreschool.kernel import clock
from cadreschool.kernel.db import Model, db, table_of, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.learning.drills.models import DrillWork
from cadreschool.learning.models import Sitting
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.profile.models import EvidenceDispute
from cadreschool.learning.scenarios.models import ScenarioRun
from cadreschool.notices.models import Announcement
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Appointment, Cadre, KnownBrowser
from cadreschool.questions.papers.models import Paper

_CADRES = select(Cadre.id).where(Cadre.is_demonstration)
_UNIONS = select(Organisation.id).where(Organisation.is_demonstration)
_SITTINGS = select(Sitting.id).where(Sitting.cadre_id.in_(_CADRES))
_RUNS = select(ScenarioRun.id).where(ScenarioRun.cadre_id.in_(_CADRES))
_WORKS = select(DrillWork.id).where(DrillWork.cadre_id.in_(_CADRES))
_RECORDS = select(PracticeRecord.id).where(PracticeRecord.cadre_id.in_(_CADRES))
_DISPUTES = select(EvidenceDispute.id).where(EvidenceDispute.cadre_id.in_(_CADRES))
_CASES = select(CaseStudy.id).where(
    or_(CaseStudy.author_id.in_(_CADRES), CaseStudy.organisation_id.in_(_UNIONS))
)
_APPOINTMENTS = select(Appointment.id).where(
    or_(Appointment.cadre_id.in_(_CADRES), Appointment.organisation_id.in_(_UNIONS))
)
_DRAFTS = select(Draft.id).where(Draft.made_by.in_(_CADRES))
_ANNOUNCEMENTS = select(Announcement.id).where(
    or_(Announcement.made_by.in_(_CADRES), Announcement.organisation_id.in_(_UNIONS))
)
_REAL_SITTING = (
    select(Sitting.id)
    .where(Sitting.paper_id == Paper.id, Sitting.cadre_id.not_in(_CADRES))
    .exists()
)
_PAPERS = select(Paper.id).where(
    or_(Paper.organisation_id.in_(_UNIONS), and_(Paper.made_by.in_(_CADRES), ~_REAL_SITTING))
)
_BY_COLUMN = {
    "cadre_id": _CADRES,
    "sitting_id": _SITTINGS,
    "run_id": _RUNS,
    "work_id": _WORKS,
    "record_id": _RECORDS,
    "case_id": _CASES,
    "organisation_id": _UNIONS,
    "draft_id": _DRAFTS,
    "announcement_id": _ANNOUNCEMENTS,
    "paper_id": _PAPERS,
}
# The things that audit rows speak of by their ids, which SQLite gives out again.
_BY_KIND = {
    "cadre": _CADRES,
    "organisation": _UNIONS,
    "appointment": _APPOINTMENTS,
    "sitting": _SITTINGS,
    "scenario": _RUNS,
    "drill": _WORKS,
    "practice_record": _RECORDS,
    "case": _CASES,
    "dispute": _DISPUTES,
    "profile": _CADRES,
    "paper": _PAPERS,
}


def remove_demonstration() -> int:
    """Delete the school in one unit and return how many rows there were.

    Raises ConflictError when real people or unions live inside it: they would be left homeless.
    """
    key, at = Vault(current_app.config["SETTINGS"].instance).key(), clock.now()
    return write(lambda: _remove(key, at))


def _remove(key: bytes, at: datetime) -> int:
    real = _real_ones_inside()
    if real:
        message = f"演示学校里有 {real} 个真实的人员或组织，没有删除。"
        raise ConflictError(message, "请先把他们移到真实的组织里。")
    removed = 0
    published = CaseStudy.state == CaseState.PUBLISHED
    if db.session.scalar(_CASES.where(published).limit(1)) is not None:
        move_stamp()  # the catalogue remembers where cases are shown
    _leave_real_work()
    for table in sorted(Model.metadata.sorted_tables, key=_children_first):
        conditions = list(_conditions(table))
        for name in _kept_columns(table):
            column = table.c[name]
            db.session.execute(update(table).where(column.in_(_UNIONS)).values({name: None}))
        if table.name == "audit_row":  # sealed rows leave a digest: the chain still verifies
            removed += remove_rows(key, or_(*conditions), reason="demonstration", at=at)
        elif conditions:
            result = db.session.execute(delete(table).where(or_(*conditions)))
            removed += int(getattr(result, "rowcount", 0))
    record("demonstration.remove", "demonstration", "school", by=None, at=at, rows=removed)
    return removed


def _leave_real_work() -> None:
    """Let go of what stays: editions that somebody published, drafts that somebody helped with.

    What somebody decided on an objection that stays is open again.
    """
    decided = update(EvidenceDispute).where(EvidenceDispute.decided_by.in_(_CADRES))
    reopened = {"decision": None, "decided_by": None, "decided_at": None, "words": ""}
    db.session.execute(decided.values(reopened).execution_options(synchronize_session=False))
    author = select(CaseStudy.author_id).where(CaseStudy.id == CaseStep.case_id).scalar_subquery()
    of_real = and_(CaseStep.made_by.in_(_CADRES), CaseStep.case_id.not_in(_CASES))
    db.session.execute(
        update(CaseStep)
        .where(of_real)
        .values(made_by=author)
        .execution_options(synchronize_session=False)
    )
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            if column.name == "cadre_id" or not column.references(table_of(Cadre).c.id):
                continue
            if column.nullable:
                stays = table.c.id.not_in(_PAPERS) if table.name == "paper" else true()
                theirs = update(table).where(column.in_(_CADRES), stays)
                change = theirs.values({column.name: None})
                db.session.execute(change)
            elif "draft_id" in table.c:
                maker = select(Draft.made_by).where(Draft.id == table.c.draft_id).scalar_subquery()
                helped = and_(column.in_(_CADRES), table.c.draft_id.not_in(_DRAFTS))
                db.session.execute(update(table).where(helped).values({column.name: maker}))


def _children_first(table: Table) -> int:
    """Order tables for deletion: what is only known by the others goes first."""
    first = {"audit_row": -3, "request_key": -2, "sign_in_tries": -1}
    return first.get(table.name, -Model.metadata.sorted_tables.index(table) + 1000)


def _real_ones_inside() -> int:
    cadres = select(func.count()).where(
        Cadre.organisation_id.in_(_UNIONS), Cadre.is_demonstration.is_(False)
    )
    unions = select(func.count()).where(
        Organisation.parent_id.in_(_UNIONS), Organisation.is_demonstration.is_(False)
    )
    return (db.session.scalar(cadres) or 0) + (db.session.scalar(unions) or 0)


def _kept_columns(table: Table) -> list[str]:
    """Return the columns that may be empty: what a union owned (a course) stays without it."""
    return [
        column.name
        for column in table.columns
        if column.name == "organisation_id" and column.nullable and table.name != "paper"
    ]


def _conditions(table: Table) -> Iterator[ColumnElement[bool]]:
    """Yield which rows of a table belong to the demonstration."""
    columns = table.c
    if "is_demonstration" in columns:
        yield columns.is_demonstration
        return
    kept = _kept_columns(table)
    for name, ids in _BY_COLUMN.items():
        if name in columns and name not in kept:
            yield columns[name].in_(ids)
    if table.name in {"announcement", "draft", "job", "paper_exception"}:
        yield columns.made_by.in_(_CADRES)
    if table.name == "paper":
        yield columns.id.in_(_PAPERS)
    if table.name == "case_study":
        yield columns.id.in_(_CASES)
    if table.name == "audit_row":
        yield columns.actor_id.in_(_CADRES)
        yield columns.action == "demonstration.create"
        for kind, ids in _BY_KIND.items():
            texts = select(cast(ids.subquery().c.id, String))
            yield and_(columns.object_kind == kind, columns.object_id.in_(texts))
    yield from _of_senders(table)


def _of_senders(table: Table) -> Iterator[ColumnElement[bool]]:
    """Yield which rows of a table name somebody of the demonstration by a text."""
    columns = table.c
    if table.name == "request_key":
        yield columns.sender.in_(
            select("cadre:" + cast(Cadre.id, String)).where(Cadre.is_demonstration)
        )
    if table.name == "sign_in_tries":
        yield columns.bucket.in_(select("account:" + Cadre.login).where(Cadre.is_demonstration))
        yield columns.bucket.in_(
            select("browser:" + KnownBrowser.token_digest).where(KnownBrowser.cadre_id.in_(_CADRES))
        )
