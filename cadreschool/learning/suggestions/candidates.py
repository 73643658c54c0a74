"""What could be suggested to somebody, from what is known of them: every reason is a fact. Pure.

Knows the catalogue and what was gathered. Does not choose (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Final

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.kernel.clock import day_of
from cadreschool.laws.citations import article_label
from cadreschool.learning.diagnostics.rules import expected_minutes
from cadreschool.learning.profile.rules import BEGINNING, TOO_LITTLE
from cadreschool.learning.profile.values import ABLE, LEARNING
from cadreschool.learning.review.rules import RETEST_SIZE, Retest
from cadreschool.learning.rules import NO_FACTS, CourseFacts, Undone, next_lesson
from cadreschool.learning.suggestions.required import RequiredSet
from cadreschool.learning.suggestions.rules import LONGEST, Aim, Candidate, Sort, Step

NEWCOMER: Final = 3
"""Lessons finished after which a diagnostic is not the first thing to do any more."""
_A_QUESTION: Final = 1.5
_A_RECORD: Final = 10
_REDONE: Final = 10
"""Questions redone at a time, at most."""
_EACH: Final = 3
_SIGNED_FROM: Final = 3
"""The level from which on somebody has to have signed or marked what one did."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of somebody, as far as suggestions need it.

    `levels` are those of the profile, None where there is too little evidence; `targets` those that
    the post asks for. `mistakes` are open ones: (question, when it was wrong last).
    """

    meant: RequiredSet
    facts: Mapping[str, CourseFacts]
    levels: Mapping[str, int | None] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    retests: Sequence[Retest] = ()
    mistakes: Sequence[tuple[str, datetime]] = ()
    open_diagnostic: int | None = None
    was_diagnosed: bool = False
    returned: Sequence[tuple[int, str]] = ()
    """Practice records sent back: (number, what kind)."""


def candidates(of: Gathered, here: Catalogue) -> list[Candidate]:
    """Return everything that could be suggested, of each sort the best first."""
    return [
        *_diagnostic(of),
        *_left_open(of, here),
        *_retests(of, here),
        *_gaps(of, here),
        *_articles(of, here),
        *_required(of),
        *_scenarios(of, here),
    ]


# One sort after the other ------------------------------------------------------------------------


def _diagnostic(of: Gathered) -> Iterator[Candidate]:
    finished = sum(len(one.lessons) for one in of.facts.values())
    if (
        finished < NEWCOMER
        and _diagnostic_minutes(of)
        and not of.was_diagnosed
        and of.open_diagnostic is None
    ):
        why = "刚开始学，先做一次入门诊断，分清哪些单元可以少花时间。不是考试，不进画像。"
        aim = Aim(Step.DIAGNOSTIC)
        yield Candidate(Sort.DIAGNOSTIC, aim, "入门诊断", why, _diagnostic_minutes(of))


def _diagnostic_minutes(of: Gathered) -> int:
    """Return how long a diagnostic takes; 0 where there is nothing to ask."""
    asking = (one for one in of.meant.courses if any(lesson.questions for lesson in one.lessons))
    return expected_minutes(len({one.unit for one in asking}))


def _left_open(of: Gathered, here: Catalogue) -> Iterator[Candidate]:
    if of.open_diagnostic is not None:
        aim, why = Aim(Step.GO_ON, number=of.open_diagnostic), "诊断还没有交卷，答过的都在。"
        yield Candidate(Sort.OPEN, aim, "入门诊断", why, max(_diagnostic_minutes(of), 1))
    for number, kind in of.returned:
        aim, why = Aim(Step.CORRECT, number=number), "退回来了，写明了要补什么，补好再交。"
        yield Candidate(Sort.OPEN, aim, f"实践记录：{kind}", why, _A_RECORD)
    for course in here.courses:
        facts = of.facts.get(course.id)
        if facts is not None and facts.finished_at is None:
            yield from _open_in(course, facts)


def _open_in(course: PublishedCourse, facts: CourseFacts) -> Iterator[Candidate]:
    begun = {one.lesson_id: one.id for one in facts.sittings if one.submitted_at is None}
    for lesson in course.lessons:
        aim = Aim(Step.GO_ON, course.id, lesson.id, number=begun.get(lesson.id, 0))
        if lesson.id in begun:
            why = "课末检测还没有交卷，答过的都在。"
            yield Candidate(Sort.OPEN, aim, lesson.title, why, _check_minutes(course))
        elif lesson.id in facts.undone:
            why = _undone_text(facts.undone[lesson.id], is_scenario=lesson.scenario is not None)
            yield Candidate(Sort.OPEN, aim, lesson.title, why, lesson.minutes)
    following = next_lesson(course, facts)
    if following is not None:
        left = sum(lesson.id not in facts.lessons for lesson in course.lessons)
        why = f"“{course.title}”开始学了，还有 {left} 课没有学完。"
        yield _lesson(Sort.OPEN, course, following, why)


def _undone_text(one: Undone, *, is_scenario: bool) -> str:
    if not is_scenario:
        return "开始写了，还没有自评。"
    return f"情景走了 {one.steps} 步，还没有走完。" if one.steps else "情景开始了，还没有走。"


def _retests(of: Gathered, here: Catalogue) -> Iterator[Candidate]:
    minutes = ceil(RETEST_SIZE * _A_QUESTION)
    for one in of.retests:
        course = here.course(one.passed.course_id)
        lesson = course.lesson(one.passed.lesson_id) if course else None
        if course is not None and lesson is not None:
            aim = Aim(Step.RETEST, course.id, lesson.id)
            why = f"检测合格满 {one.days} 天，抽三题看看还记得多少。"
            yield Candidate(Sort.RETEST, aim, lesson.title, why, minutes)


def _gaps(of: Gathered, here: Catalogue) -> Iterator[Candidate]:
    """Yield what helps with the competencies that are furthest from the post's target."""
    by_competency = [list(_for_gap(of, here, one)) for one in _wanting(of, here)]
    for turn in range(_EACH):
        yield from (found[turn] for found in by_competency if turn < len(found))


def _wanting(of: Gathered, here: Catalogue) -> list[str]:
    """Return the competencies below the post's target, the widest gap first."""
    known = [one.id for one in here.framework.competencies]
    gaps = {one: of.targets.get(one, 0) - (of.levels.get(one) or 0) for one in known}
    return sorted((one for one in known if gaps[one] > 0), key=lambda one: -gaps[one])


def _for_gap(of: Gathered, here: Catalogue, competency: str) -> Iterator[Candidate]:
    defined = here.framework.competency(competency)
    name = defined.name if defined else competency
    level, target = of.levels.get(competency), of.targets[competency]
    why = f"{name}：{_level_text(level)}，岗位目标第 {target} 级。"
    if level is not None and level + 1 >= _SIGNED_FROM:
        title, hint = "写一条实践记录", "再往上要有经人签认或评阅的依据。"
        yield Candidate(Sort.GAP, Aim(Step.RECORD), title, f"{why}{hint}", _A_RECORD)
    is_shown_by_answers = competency in {ABLE, LEARNING}
    for course, lesson in _lessons_for(of, here, competency):
        if (lesson.scenario is None and lesson.drill is None) is is_shown_by_answers:
            yield _lesson(Sort.GAP, course, lesson, why)


def _level_text(level: int | None) -> str:
    if level is None:
        return TOO_LITTLE
    return f"现在第 {level} 级" if level else f"现在是“{BEGINNING}”"


def _lessons_for(
    of: Gathered, here: Catalogue, competency: str
) -> list[tuple[PublishedCourse, PublishedLesson]]:
    """Return untouched lessons that speak of a competency: required ones first, then by order."""
    found = [
        (course, lesson)
        for course in here.curriculum
        for lesson in course.lessons
        if competency in lesson.competencies and _is_untouched(of, course, lesson)
    ]
    return sorted(found, key=lambda pair: pair[0] not in of.meant.courses)


def _articles(of: Gathered, here: Catalogue) -> Iterator[Candidate]:
    """Yield the articles that open mistakes rest on: the most mistakes first, then the latest."""
    resting: dict[tuple[str, str], list[datetime]] = {}
    by_law: dict[str, int] = {}
    for question_id, at in of.mistakes:
        if question_id not in here.questions_by_id:
            continue
        question = here.questions_by_id[question_id][2].question
        cited = {(one.short, no) for one in question.citations for no in one.articles}
        for article in cited:
            resting.setdefault(article, []).append(at)
        for short in {short for short, _ in cited}:
            by_law[short] = by_law.get(short, 0) + 1
    laws: set[str] = set()
    order = sorted(resting, key=lambda one: (-len(resting[one]), _before(resting[one]), one))
    for short, no in order:
        if short not in laws:  # its mistakes are redone together
            laws.add(short)
            moments = resting[short, no]
            why = f"错题本里有 {len(moments)} 题以它为依据，最近一次做错在{_day(max(moments))}。"
            minutes = ceil(min(by_law[short], _REDONE) * _A_QUESTION)
            title = f"《{short}》{article_label(no)}"
            yield Candidate(Sort.ARTICLE, Aim(Step.REDO, law=short), title, why, minutes)


def _before(moments: Sequence[datetime]) -> float:
    return -max(moments).timestamp()


def _day(at: datetime) -> str:
    day: date = day_of(at)
    return f" {day.month}月{day.day}日"


def _required(of: Gathered) -> Iterator[Candidate]:
    name = "各岗位共同的基本课程" if of.meant.is_core else "您的岗位必修"
    for course in of.meant.courses:
        if course.id not in of.facts and course.lessons:
            why = f"{name}“{course.title}”，还没有开始。"
            yield _lesson(Sort.REQUIRED, course, course.lessons[0], why)


def _scenarios(of: Gathered, here: Catalogue) -> Iterator[Candidate]:
    """Yield scenarios that were never begun: required ones first, then what trains a gap."""
    gaps = _wanting(of, here)
    found = [
        (course, lesson)
        for course in here.curriculum
        for lesson in course.lessons
        if lesson.scenario is not None and _is_untouched(of, course, lesson)
    ]
    found.sort(
        key=lambda pair: (
            pair[0] not in of.meant.courses,
            -sum(one in gaps for one in pair[1].competencies),
        )
    )
    for course, lesson in found:
        names = [one.name for one in here.framework.competencies if one.id in lesson.competencies]
        why = f"还没有走过这个情景，练的是{'、'.join(names)}。"
        yield _lesson(Sort.SCENARIO, course, lesson, why)


# Lessons -----------------------------------------------------------------------------------------


def _is_untouched(of: Gathered, course: PublishedCourse, lesson: PublishedLesson) -> bool:
    facts = of.facts.get(course.id, NO_FACTS)
    return (
        lesson.id not in facts.lessons
        and lesson.id not in facts.undone
        and not facts.sittings_of(lesson.id)
    )


def _check_minutes(course: PublishedCourse) -> int:
    return ceil(course.draw * _A_QUESTION)


def _lesson(sort: Sort, course: PublishedCourse, lesson: PublishedLesson, why: str) -> Candidate:
    """Suggest a lesson; of one that takes long to read, its check."""
    step, minutes = Step.READ, lesson.minutes
    if lesson.scenario is not None:
        step = Step.WALK
    elif lesson.drill is not None:
        step = Step.WRITE
    elif minutes > LONGEST and lesson.questions:
        step, minutes = Step.CHECK, _check_minutes(course)
        why = f"{why}读完约 {lesson.minutes} 分钟，先做检测看看哪里要补。"
    return Candidate(sort, Aim(step, course.id, lesson.id), lesson.title, why, minutes)
