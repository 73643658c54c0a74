"""What a union's cadres find hard, and what their finished courses rest on.

Looked at through some of its people, evenly taken, so that a page of a large union is as quick as
one of a small one. Reads facts only: first answers, first walks, what was handed in. Nothing here
leads to a person: shares are told to the nearest five of a hundred, and of five people at least.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, exists, func, literal, select, union_all
from sqlalchemy.orm import aliased

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.scenarios.values import Nature
from cadreschool.courses.scenarios.values import Node as Place
from cadreschool.kernel.db import db
from cadreschool.laws.citations import Citation
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.models import CourseRecord, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.review.rules import lesson_of
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun
from cadreschool.learning.scenarios.rules import FEWEST_SHOWN, rounded
from cadreschool.learning.statistics.queries import COUNTING
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, is_below
from cadreschool.people.models import Cadre
from cadreschool.questions.published import PublishedQuestion
from cadreschool.reports.abilities.rules import share

MOST_LOOKED_AT = 400
"""So many people are looked at, evenly taken from all."""

MOST_SITTINGS = 1_500
"""So many of their first sittings, the newest ones."""

FEWEST_ANSWERS = 20
HOW_MANY = 3
_RIGHT = 1000

QuestionsOf = Callable[[AbstractSet[int]], Mapping[int, PublishedQuestion]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of a node's people; all of them where they are not too many."""

    ids: tuple[int, ...]
    is_part: bool


def sample_of(node: Node) -> Sample:
    """Take people evenly from all who serve at a node or below, in one query."""
    found = db.session.scalars(
        select(Cadre.id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(is_below(node.path), Cadre.left_on.is_(None))
        .order_by(Cadre.id)
    ).all()
    if len(found) <= MOST_LOOKED_AT:
        return Sample(tuple(found), is_part=False)
    some = (found[at * len(found) // MOST_LOOKED_AT] for at in range(MOST_LOOKED_AT))
    return Sample(tuple(some), is_part=True)


# Articles ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WeakArticle:
    """An article whose questions were often wrong at first; `wrong` is a share in percent."""

    citation: Citation
    answers: int
    wrong: int


def weak_articles(sample: Sample, questions_of: QuestionsOf) -> list[WeakArticle]:
    """Return the articles most often wrong in first sittings whose answers may be told.

    One query, and what `questions_of` has not in memory.
    """
    rows = _first_answers(sample)
    questions = questions_of({row[1] for row in rows})
    answers: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    for cadre_id, version_id, part, thousandths in rows:
        whole = questions.get(version_id)
        if whole is not None:
            one = whole.part(part)
            cited = one.question.citations or whole.question.citations
            for key in {(by.short, no) for by in cited for no in by.articles}:
                answers.setdefault(key, []).append((cadre_id, thousandths < _RIGHT))
    found = []
    for (short, no), said in answers.items():
        wrong = [cadre_id for cadre_id, is_wrong in said if is_wrong]
        is_enough = len(said) >= FEWEST_ANSWERS and len({one for one, _ in said}) >= FEWEST_SHOWN
        told = share(len(wrong), len(said))
        if is_enough and told and len(set(wrong)) >= FEWEST_SHOWN:
            weak = WeakArticle(Citation(short, None, (no,), 0), rounded(len(said)), told)
            found.append((-len(wrong) / len(said), short, no, weak))
    return [weak for *_, weak in sorted(found, key=lambda one: one[:3])[:HOW_MANY]]


def _first_answers(sample: Sample) -> Sequence[tuple[int, int, int, int]]:
    """Return who got which mark for which question in the newest of their first sittings."""
    waiting = exists().where(WaitingSitting.sitting_id == Sitting.id)
    newest = (
        select(Sitting.id, Sitting.cadre_id)
        .where(
            Sitting.cadre_id.in_(sample.ids),
            Sitting.mode.in_(COUNTING),
            Sitting.number == 1,
            Sitting.submitted_at.is_not(None),
            ~waiting,
        )
        .order_by(Sitting.id.desc())
        .limit(MOST_SITTINGS)
        .subquery()
    )
    newer = aliased(Mark)
    is_replaced = exists().where(
        newer.sitting_id == Mark.sitting_id,
        newer.position == Mark.position,
        newer.seq > Mark.seq,
    )
    rows = db.session.execute(
        select(
            newest.c.cadre_id,
            DrawnQuestion.question_version_id,
            DrawnQuestion.part,
            Mark.thousandths,
        )
        .join(DrawnQuestion, DrawnQuestion.sitting_id == newest.c.id)
        .join(
            Mark,
            (Mark.sitting_id == DrawnQuestion.sitting_id)
            & (Mark.position == DrawnQuestion.position),
        )
        .where(Mark.counts.is_(True), Mark.thousandths.is_not(None), ~is_replaced)
    )
    return [(row[0], row[1], row[2], row[3] or 0) for row in rows]


# Situations --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WeakPlace:
    """A place in a scenario where most chose otherwise than sound; numbers to the nearest five."""

    course: PublishedCourse
    lesson: PublishedLesson
    place: Place
    came: int
    otherwise: int


def weak_places(sample: Sample, courses: Sequence[PublishedCourse]) -> list[WeakPlace]:
    """Return the places of scenarios that most first walks missed, in one query."""
    chosen: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for course_id, lesson_id, node, letter, number in db.session.execute(
        select(
            ScenarioRun.course_id,
            ScenarioRun.lesson_id,
            ScenarioChoice.node,
            ScenarioChoice.letter,
            func.count(ScenarioRun.id.distinct()),
        )
        .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .join(ScenarioChoice, ScenarioChoice.run_id == ScenarioRun.id)
        .where(ScenarioRun.cadre_id.in_(sample.ids), ScenarioRun.is_first.is_(True))
        .group_by(
            ScenarioRun.course_id, ScenarioRun.lesson_id, ScenarioChoice.node, ScenarioChoice.letter
        )
    ):
        chosen.setdefault((course_id, lesson_id), {})[node, letter] = number
    found = [
        weak
        for course in courses
        for lesson in course.lessons
        for weak in _missed(course, lesson, chosen.get((course.id, lesson.id), {}))
    ]
    return [weak for _, weak in sorted(found, key=lambda one: one[0])[:HOW_MANY]]


def _missed(
    course: PublishedCourse, lesson: PublishedLesson, numbers: Mapping[tuple[str, str], int]
) -> list[tuple[float, WeakPlace]]:
    found = []
    for place in lesson.scenario.nodes if lesson.scenario else ():
        came = sum(numbers.get((place.id, one.id), 0) for one in place.choices)
        otherwise = sum(
            numbers.get((place.id, one.id), 0)
            for one in place.choices
            if one.nature is not Nature.SOUND
        )
        if otherwise >= FEWEST_SHOWN and 2 * otherwise > came:
            weak = WeakPlace(course, lesson, place, rounded(came), rounded(otherwise))
            found.append((-otherwise / came, weak))
    return found


# What finished courses rest on -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grounds:
    """Of the courses that were finished, shares in percent: what shows that they were learnt.

    `strong`: a re-test, a scenario walked or a text marked by a person; `items`: the checks of its
    lessons alone; `nothing`: it has no checks and was read.
    """

    strong: int
    items: int
    nothing: int


def grounds(sample: Sample, courses: Sequence[PublishedCourse]) -> Grounds | None:
    """Return the shares, in one query; None where too few finished too little."""
    counted = {course.id for course in courses}
    finished: set[tuple[int, str]] = set()
    shown: set[tuple[int, str]] = set()
    for kind, cadre_id, about in db.session.execute(_left_behind(sample.ids)):
        if kind == _FINISHED:
            finished |= {(cadre_id, about)} if about in counted else set()
        else:
            shown.add((cadre_id, lesson_of(about)[0] if kind == _RETEST else about))
    is_enough = len({cadre_id for cadre_id, _ in finished}) >= FEWEST_SHOWN
    if len(finished) < FEWEST_ANSWERS or not is_enough:
        return None
    strong = finished & shown
    checked = {course.id for course in courses if any(one.questions for one in course.lessons)}
    items = sum(course_id in checked for _, course_id in finished - strong)
    told = share(len(strong), len(finished)) or 0, share(items, len(finished)) or 0
    return Grounds(*told, max(100 - sum(told), 0))


_FINISHED, _RETEST, _OTHER = "finished", "retest", "other"


def _left_behind(cadre_ids: Collection[int]) -> CompoundSelect[Any]:
    """Find the courses people finished, and where they did more than answer on the day."""
    return union_all(
        select(literal(_FINISHED), CourseRecord.cadre_id, CourseRecord.course_id).where(
            CourseRecord.cadre_id.in_(cadre_ids)
        ),
        select(literal(_RETEST), Sitting.cadre_id, Sitting.subject).where(
            Sitting.cadre_id.in_(cadre_ids),
            Sitting.mode == Mode.RETEST,
            Sitting.submitted_at.is_not(None),
        ),
        select(literal(_OTHER), ScenarioRun.cadre_id, ScenarioRun.course_id)
        .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .where(ScenarioRun.cadre_id.in_(cadre_ids), ScenarioRun.is_first.is_(True)),
        select(literal(_OTHER), DrillWork.cadre_id, DrillWork.course_id)
        .join(DrillMark, DrillMark.work_id == DrillWork.id)
        .where(DrillWork.cadre_id.in_(cadre_ids), DrillMark.is_own.is_(False)),
    )
