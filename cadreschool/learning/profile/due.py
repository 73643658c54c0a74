"""Noting that facts have changed, so that what is derived of a profile is made anew.

The one thing that other packages of learning ask of this one, in the unit that writes the fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, literal, or_, select

from cadreschool.courses.radar.models import Recheck
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import replacing, upsert
from cadreschool.learning.models import CourseStart, DrawnQuestion, Mode, Sitting
from cadreschool.learning.profile.models import ProfileDue, ProfileStanding
from cadreschool.learning.profile.rules import MOST_ITEM_DAYS
from cadreschool.questions.models import QuestionVersion

GIVE_EVIDENCE: Final = frozenset({Mode.CHECK, Mode.UNIT, Mode.EXAM, Mode.RESIT, Mode.RETEST})
"""Sittings that are evidence."""
ITEM_DAYS: Final = timedelta(days=MOST_ITEM_DAYS)
"""For so long a first answer speaks; what is older has nothing to change any more."""


def note_change(cadre_ids: Iterable[int], *, at: datetime) -> None:
    """Let these profiles be made anew soon.

    A row that is there already is written again: its lock lets whoever makes the profile wait for
    this unit's facts.
    """
    rows = [{"cadre_id": cadre_id, "since": at} for cadre_id in sorted(set(cadre_ids))]
    if not rows:
        return
    db.session.execute(replacing(table_of(ProfileDue), "cadre_id"), rows)


def note_answered(version_ids: Collection[int], *, at: datetime) -> None:
    """Let the profiles be made anew that rest on answers to these question versions.

    First answers of long ago weigh nothing any more; re-tests do.
    """
    for some in portions(sorted(version_ids)):
        _note_those(
            select(Sitting.cadre_id, literal(at, ProfileDue.since.type))
            .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
            .where(
                DrawnQuestion.question_version_id.in_(some),
                Sitting.mode.in_(GIVE_EVIDENCE),
                or_(Sitting.submitted_at >= at - ITEM_DAYS, Sitting.mode == Mode.RETEST),
            )
            .distinct()
            .order_by(Sitting.cadre_id)
        )


def note_reviewed(*, at: datetime) -> None:
    """Let profiles be made anew whose questions came under review, or out of it, in this unit."""
    touched = (
        select(QuestionVersion.id)
        .join(Recheck, Recheck.question_id == QuestionVersion.question_id)
        .where(Recheck.question_id != "", or_(Recheck.opened_at == at, Recheck.closed_at == at))
        .distinct()
    )
    note_answered(db.session.scalars(touched).all(), at=at)


def note_course(course_id: str, *, at: datetime) -> None:
    """Let the profiles of all who began a course be made anew."""
    began = select(CourseStart.cadre_id).where(CourseStart.course_id == course_id)
    for some in portions(db.session.scalars(began.order_by(CourseStart.cadre_id)).all()):
        note_change(some, at=at)


def note_recent(*, at: datetime) -> None:
    """Let all profiles be made anew that rest on anything of late."""
    _note_those(
        select(ProfileStanding.cadre_id, literal(at, ProfileDue.since.type))
        .where(ProfileStanding.newest_on >= day_of(at - ITEM_DAYS))
        .distinct()
        .order_by(ProfileStanding.cadre_id)
    )


def _note_those(found: Select[*tuple[Any, ...]]) -> None:
    statement = upsert(ProfileDue).from_select(["cadre_id", "since"], found)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["cadre_id"], set_={"since": statement.excluded.since}
        )
    )
