"""What is known of somebody for suggestions and plans, for suggestions in one query.

The levels are those kept of the profile, or those that a page has computed: nothing is computed for
them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import Moment, db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.mistakes.models import Mistake
from cadreschool.learning.mistakes.rules import OPEN
from cadreschool.learning.models import CourseRecord, LessonRecord, Mode, Sitting
from cadreschool.learning.practice.offers import still_there
from cadreschool.learning.practice.queries import post_of
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.practice_records.rules import PracticeKind
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.queries import own_facts
from cadreschool.learning.review.queries import passed_in, taken_retests
from cadreschool.learning.review.rules import due_retests
from cadreschool.learning.rules import CourseFacts, LessonFact, SittingFact, Undone
from cadreschool.learning.suggestions.candidates import Gathered
from cadreschool.learning.suggestions.planning import Plan, plan, recalls_of
from cadreschool.learning.suggestions.required import RequiredSet, required_set
from cadreschool.learning.undone import UNDONE
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre, Posting


class _Row(NamedTuple):
    """One thing known: what it is, and what it is about; columns that its sort lacks are None."""

    what: str
    about: str
    lesson: Any
    id: Any
    number: Any
    score: Any
    pass_mark: Any
    pending: Any
    at: Any
    since: Any


_CADRE: BindParameter[int] = bindparam("cadre")
_KINDS: Mapping[str, type[String | Integer | Moment]] = {
    "lesson": String,
    "at": Moment,
    "since": Moment,
}


_Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def _of(what: str | _Column, about: _Column, **columns: _Column) -> Select[Any]:
    """Select rows of one sort; what they do not have is empty."""
    values: dict[str, _Column] = {
        name: cast(null(), _KINDS.get(name, Integer)) for name in _Row._fields
    }
    sort = literal(what) if isinstance(what, str) else what
    values |= {"what": sort, "about": about, **columns}
    return select(*(values[name].label(name) for name in _Row._fields))


_undone = UNDONE.subquery()
_COURSE, _LESSON, _STEPS, _MOMENT = list(_undone.c)[1:]
_KNOWN: CompoundSelect[Any] = union_all(
    _of(
        Sitting.mode,
        func.coalesce(Sitting.course_id, Sitting.subject),
        lesson=Sitting.lesson_id,
        id=Sitting.id,
        number=Sitting.number,
        score=Sitting.score,
        pass_mark=Sitting.pass_mark,
        pending=Sitting.pending,
        at=Sitting.submitted_at,
        since=Sitting.started_at,
    ).where(
        Sitting.cadre_id == _CADRE,
        or_(Sitting.course_id.is_not(None), Sitting.mode.in_((Mode.DIAGNOSTIC, Mode.RETEST))),
    ),
    _of(
        "lesson",
        LessonRecord.course_id,
        lesson=LessonRecord.lesson_id,
        id=LessonRecord.sitting_id,
        at=LessonRecord.finished_at,
    ).where(LessonRecord.cadre_id == _CADRE),
    _of("course", CourseRecord.course_id, at=CourseRecord.finished_at).where(
        CourseRecord.cadre_id == _CADRE
    ),
    _of("undone", _COURSE, lesson=_LESSON, number=_STEPS, at=_MOMENT),
    _of("post", Cadre.post).where(Cadre.id == _CADRE),
    _of("posting", Posting.post + " " + Posting.tie + " " + Organisation.kind)
    .join(Organisation, Organisation.id == Posting.organisation_id)
    .where(Posting.cadre_id == _CADRE, Posting.until_on.is_(None)),
    _of("level", ProfileStanding.competency, number=ProfileStanding.level).where(
        ProfileStanding.cadre_id == _CADRE
    ),
    _of("mistake", Mistake.question_id, at=Mistake.wrong_at).where(
        Mistake.cadre_id == _CADRE, Mistake.state == OPEN
    ),
    _of("returned", PracticeRecord.kind, id=PracticeRecord.id).where(
        PracticeRecord.cadre_id == _CADRE, PracticeRecord.state == "returned"
    ),
)


def gathered(
    viewer: Viewer,
    catalogue: Catalogue,
    on: date,
    *,
    levels: Mapping[str, int | None] | None = None,
) -> Gathered:
    """Return what is known of the viewer, what they left in all courses included, in one query.

    `levels` are those of today, for pages that have computed them.
    """
    asked = {
        "cadre": viewer.cadre_id,
        "cadres": [viewer.cadre_id],
        "courses": [course.id for course in catalogue.courses],
    }
    known: dict[str, list[_Row]] = {}
    for row in db.session.execute(_KNOWN, asked):
        known.setdefault(row.what, []).append(_Row(*row))
    facts = _facts(known)
    post = next((row.about for row in known.get("post", ())), None)
    diagnostics = known.get(Mode.DIAGNOSTIC, [])
    taken = [row.about for row in known.get(Mode.RETEST, ()) if row.at is not None]
    kept = {row.about: row.number for row in known.get("level", ())}
    return Gathered(
        meant=required_set(catalogue.curriculum, post),
        facts=facts,
        levels=kept if levels is None else levels,
        targets=_targets(catalogue, [row.about for row in known.get("posting", ())]),
        retests=still_there(due_retests(passed_in(facts), taken, on), catalogue),
        mistakes=[(row.about, row.at) for row in known.get("mistake", ())],
        open_diagnostic=next((row.id for row in diagnostics if row.at is None), None),
        was_diagnosed=bool(diagnostics),
        returned=[(row.id, PracticeKind(row.about).label) for row in known.get("returned", ())],
    )


def _facts(known: Mapping[str, Sequence[_Row]]) -> dict[str, CourseFacts]:
    """Return what somebody left in courses, as `learning.queries.own_facts` does."""
    lessons: dict[str, dict[str, LessonFact]] = {}
    checks: dict[str, list[SittingFact]] = {}
    begun: dict[str, dict[str, Undone]] = {}
    for row in known.get("lesson", ()):
        lessons.setdefault(row.about, {})[row.lesson] = LessonFact(row.at, row.id)
    for row in known.get(Mode.CHECK, ()):
        fact = SittingFact(
            row.id,
            row.lesson,
            row.number,
            row.since,
            row.at,
            row.score,
            row.pass_mark,
            row.pending,
        )
        checks.setdefault(row.about, []).append(fact)
    for row in known.get("undone", ()):
        begun.setdefault(row.about, {})[row.lesson] = Undone(row.number, row.at)
    finished = {row.about: row.at for row in known.get("course", ())}
    return {
        course: CourseFacts(
            lessons.get(course, {}),
            checks.get(course, []),
            finished.get(course),
            begun.get(course, {}),
        )
        for course in lessons.keys() | checks.keys() | begun.keys() | finished.keys()
    }


def _targets(catalogue: Catalogue, postings: Iterable[str]) -> Mapping[str, int]:
    """Return the levels that the posts somebody holds ask for, the highest of each."""
    found: dict[str, int] = {}
    for post, tie, kind in (one.split() for one in postings):
        for name, level in catalogue.framework.target(post, tie=tie, organisation=kind).items():
            found[name] = max(level, found.get(name, 0))
    return found


def plan_for(
    viewer: Viewer, catalogue: Catalogue, on: date, pace: int | None
) -> tuple[Plan, RequiredSet]:
    """Return the viewer's plan for twelve months, made anew from what is finished today."""
    meant = required_set(catalogue.curriculum, post_of(viewer.cadre_id))
    facts = own_facts(viewer, [course.id for course in catalogue.curriculum])
    taken = taken_retests(viewer.cadre_id)
    recalls = [
        one
        for one in recalls_of(passed_in(facts), taken, on)
        if (course := catalogue.course(one.course_id)) and course.lesson(one.lesson_id)
    ]
    year = plan(meant, catalogue.curriculum, facts, recalls=recalls, on=on, pace=pace)
    return year, meant
