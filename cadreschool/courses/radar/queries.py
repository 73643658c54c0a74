"""Reads of rechecks: what is to be looked at, by whom, and which questions wait for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import BindParameter, Date, Select, bindparam, func, literal, or_, select
from sqlalchemy.orm import aliased

from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.models import CourseRow, Edition, PinnedCitation
from cadreschool.courses.passages import question_digest
from cadreschool.courses.pinning import Pins, Place
from cadreschool.courses.radar.models import Recheck
from cadreschool.courses.radar.rules import WITHHELD, BankQuestion, Resting
from cadreschool.courses.radar.values import OpenRecheck
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.laws.comparing import Fate
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import Bank, BankEntry, BankTag, EntryState
from cadreschool.questions.content import from_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.values import Question

_OWNER = aliased(Organisation)
_IDS = 500
_MOST_CONFIRMED = 500
_LAW = "law"  # the sort of a bank's tags that names laws

_ROW = (
    Recheck.id,
    Recheck.course_id,
    Recheck.bank_id,
    Recheck.lesson_id,
    Recheck.question_id,
    Recheck.passage,
    Recheck.law,
    Recheck.article,
    Recheck.from_version,
    Recheck.to_version,
    Recheck.fate,
    Recheck.to_article,
    Recheck.from_on,
    Recheck.until_on,
    Recheck.opened_at,
)


def open_rechecks() -> list[OpenRecheck]:
    """Return everything that is to be looked at, in the order it came."""
    statement = select(*_ROW).where(Recheck.closed_at.is_(None)).order_by(Recheck.id)
    return [_open(row) for row in db.session.execute(statement)]


def rechecks_for(viewer: Viewer, *roles: Role) -> list[OpenRecheck]:
    """Return what is to be looked at in courses and banks for which the viewer has a role."""
    rows = db.session.execute(
        _with_owner(select(*_ROW, _OWNER.path))
        .where(Recheck.closed_at.is_(None))
        .order_by(Recheck.id)
    )
    return [
        replace(_open(row[:-1]), owner_path=row[-1])
        for row in rows
        if any(may(viewer, role, row[-1]) for role in roles)
    ]


def _with_owner(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join the union whose course or bank it is; the whole school's have none."""
    return (
        statement.outerjoin(CourseRow, CourseRow.id == Recheck.course_id)
        .outerjoin(Bank, Bank.id == Recheck.bank_id)
        .outerjoin(
            _OWNER, _OWNER.id == func.coalesce(CourseRow.organisation_id, Bank.organisation_id)
        )
    )


def _open(row: tuple[object, ...]) -> OpenRecheck:
    values = dict(zip((column.key for column in _ROW), row, strict=True))
    return OpenRecheck(**{**values, "fate": Fate(str(values["fate"]))})  # type: ignore[arg-type]


# Built once: every draw asks it.
_ON: BindParameter[date] = bindparam("on", type_=Date)
_UNDER_REVIEW = (
    select(Recheck.question_id)
    .where(
        Recheck.closed_at.is_(None),
        Recheck.question_id != "",
        Recheck.fate.in_(WITHHELD),
        Recheck.from_on <= _ON,
        or_(Recheck.until_on.is_(None), Recheck.until_on >= _ON),
    )
    .distinct()
)


def questions_under_review(on: date) -> set[str]:
    """Return the ids of the questions that rest on an article which changed and wait for somebody.

    They are left out of new checks and papers, whichever is drawn on this day.
    """
    return set(db.session.scalars(_UNDER_REVIEW, {"on": on}))


def recheck_for(viewer: Viewer, recheck_id: int, *roles: Role, locked: bool = False) -> Recheck:
    """Return a recheck of a course or bank for which the viewer has a role; others are not found.

    For a change: only who writes there, and the row is locked.
    """
    statement = _with_owner(select(Recheck, _OWNER.path)).where(Recheck.id == recheck_id)
    if locked:
        statement = statement.with_for_update(of=Recheck).execution_options(populate_existing=True)
    found = db.session.execute(statement).first()
    if found is None or not any(may(viewer, role, found[1]) for role in roles or (Role.TRAINER,)):
        raise NotFoundError
    row: Recheck = found[0]
    return row


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A recheck that somebody closed: what about, by whom, with which words."""

    course_id: str | None
    bank_id: str | None
    question_id: str
    law: str
    article: str
    to_version: str
    note: str
    closed_at: datetime | None
    name: str


def confirmed_for(viewer: Viewer, *roles: Role, limit: int = 20) -> list[Confirmed]:
    """Return what was confirmed last in courses and banks for which the viewer has a role."""
    rows = db.session.execute(
        _with_owner(
            select(
                Recheck.course_id,
                Recheck.bank_id,
                Recheck.question_id,
                Recheck.law,
                Recheck.article,
                Recheck.to_version,
                Recheck.note,
                Recheck.closed_at,
                Cadre.name,
                _OWNER.path,
            )
            .select_from(Recheck)
            .join(Cadre, Cadre.id == Recheck.closed_by)
        )
        .order_by(Recheck.closed_at.desc(), Recheck.id)
        .limit(_MOST_CONFIRMED)
    )
    found = [row for row in rows if any(may(viewer, role, row[-1]) for role in roles)]
    return [Confirmed(*row[:-1]) for row in found[:limit]]


def bank_titles() -> dict[str, str]:
    """Return the titles of all banks."""
    return {row[0]: row[1] for row in db.session.execute(select(Bank.id, Bank.title))}


def bank_words(question_ids: Collection[str]) -> dict[str, Question]:
    """Return questions of banks as they are now."""
    rows = db.session.execute(
        select(BankEntry.question_id, QuestionVersion.content)
        .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
        .where(BankEntry.question_id.in_(question_ids))
    )
    return {row[0]: from_json(row[1]) for row in rows}


def resting_on(laws: Collection[str]) -> list[Resting]:
    """Return what the newest editions rest on among some laws, passage by passage."""
    newest = select(func.max(Edition.id)).group_by(Edition.course_id)
    rows = db.session.execute(
        select(
            Edition.course_id,
            literal(""),
            PinnedCitation.lesson_id,
            PinnedCitation.question_id,
            PinnedCitation.passage,
            PinnedCitation.law,
            PinnedCitation.article,
            PinnedCitation.version,
        )
        .join(Edition, Edition.id == PinnedCitation.edition_id)
        .where(Edition.id.in_(newest), PinnedCitation.law.in_(laws))
        .order_by(Edition.id, PinnedCitation.lesson_id, PinnedCitation.question_id)
    )
    return [Resting(*row) for row in rows]


def bank_questions(laws: Collection[str]) -> list[BankQuestion]:
    """Return the questions of banks that cite some laws, each with the day it was written.

    That is the day of the first version with these words: a new difficulty is no new text.
    """
    rows = db.session.execute(
        select(BankEntry.question_id, BankEntry.bank_id)
        .join(BankTag, BankTag.question_id == BankEntry.question_id)
        .where(
            BankTag.sort == _LAW, BankTag.value.in_(laws), BankEntry.state != EntryState.WITHDRAWN
        )
    )
    entries = {row[0]: row[1] for row in rows}
    versions: dict[str, list[tuple[Question, datetime]]] = {}
    for ids in portions(sorted(entries), _IDS):
        for question_id, content, made_at in db.session.execute(
            select(QuestionVersion.question_id, QuestionVersion.content, QuestionVersion.made_at)
            .where(QuestionVersion.question_id.in_(ids))
            .order_by(QuestionVersion.question_id, QuestionVersion.number.desc())
        ):
            versions.setdefault(question_id, []).append((from_json(content), made_at))
    return [
        BankQuestion(entries[question_id], found[0][0], _written_on(found))
        for question_id, found in versions.items()
    ]


def _written_on(versions: Sequence[tuple[Question, datetime]]) -> date:
    """Return since when a question has its words; `versions` from the newest to the oldest."""
    words = question_digest(versions[0][0])
    same = takewhile(lambda one: question_digest(one[0]) == words, versions)
    return day_of(min(made_at for _, made_at in same))


def newest_pins(course_id: str) -> Pins:
    """Return the versions that the passages of a course's newest edition were written under."""
    newest = db.session.scalar(select(func.max(Edition.id)).where(Edition.course_id == course_id))
    return pins_of(newest) if newest is not None else {}


def editions_without_passages() -> set[int]:
    """Return the newest editions whose passages were never noted."""
    newest = select(func.max(Edition.id)).group_by(Edition.course_id)
    return set(
        db.session.scalars(
            select(PinnedCitation.edition_id)
            .where(PinnedCitation.passage == "", PinnedCitation.edition_id.in_(newest))
            .distinct()
        )
    )


def pins_of(edition_id: int) -> Pins:
    """Return the versions that the passages of an edition rest on."""
    rows = db.session.execute(
        select(
            PinnedCitation.lesson_id,
            PinnedCitation.question_id,
            PinnedCitation.passage,
            PinnedCitation.law,
            PinnedCitation.article,
            PinnedCitation.version,
        ).where(PinnedCitation.edition_id == edition_id)
    )
    pins: Pins = {}
    for *place, version in rows:
        pins.setdefault(Place(*place), set()).add(version)
    return pins
