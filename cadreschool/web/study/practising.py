"""What the pages of practice show: what there is to choose from, where one is, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from cadreschool.courses.catalogue import Catalogue
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.queries import OpenExercise
from cadreschool.learning.practice.rules import SIZE, SIZES, Asked, Choice, Order
from cadreschool.learning.review.rules import Retest
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.web.study import papers
from cadreschool.web.study.papers import Questions
from cadreschool.web.study.rows import Link

DIFFICULTIES = {1: "容易", 2: "中等", 3: "较难"}
PRACTICE = "练习"

Options = list[tuple[str, str]]
"""Values and texts of a choice."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for: which questions, how many, in which order."""

    choice: Choice
    size: int
    order: Order


def wish_of(form: MultiDict[str, str]) -> Wish:
    """Read a form; what it does not say, or says wrongly, is left open."""
    difficulty, size = form.get("difficulty", ""), form.get("size", "")
    order = form.get("order", "")
    return Wish(
        Choice(
            law=form.get("law", "")[:60],
            unit=form.get("unit", "")[:10],
            course=form.get("course", "")[:60],
            competency=form.get("competency", "")[:20],
            difficulty=int(difficulty) if difficulty in {"1", "2", "3"} else 0,
            finished_only=form.get("scope") == "finished",
        ),
        int(size) if size in {str(one) for one in SIZES} else SIZE,
        Order(order) if order in set(Order) else Order.IN_TURN,
    )


def choices_among(pool: Sequence[Asked], here: Catalogue) -> dict[str, Options]:
    """Return what one may choose by, each with how many questions it has."""
    laws = Counter(law for one in pool for law in one.laws)
    units = Counter(one.unit for one in pool if one.unit)
    courses = Counter(one.course_id for one in pool if one.course_id)
    competencies = Counter(name for one in pool for name in one.question.competencies)
    difficulties = Counter(str(one.question.difficulty) for one in pool)
    return {
        "law": _options(laws, [(one.short, f"《{one.short}》") for one in here.registry.laws]),
        "unit": _options(units, [(one, one) for one in sorted(units, key=_unit_order)]),
        "course": _options(courses, [(one.id, one.title) for one in here.courses]),
        "competency": _options(
            competencies, [(one.id, one.name) for one in here.framework.competencies]
        ),
        "difficulty": _options(
            difficulties, [(str(number), name) for number, name in DIFFICULTIES.items()]
        ),
    }


def _options(numbers: Counter[str], names: Iterable[tuple[str, str]]) -> Options:
    return [("", "不限")] + [
        (value, f"{name}（{numbers[value]} 题）") for value, name in names if numbers[value]
    ]


def _unit_order(unit: str) -> tuple[str, int]:
    number = unit[1:]
    return unit[:1], int(number) if number.isdigit() else 0


# One exercise ------------------------------------------------------------------------------------


def crumbs_to(name: str, *between: Link) -> list[tuple[str, str]]:
    """Return the way to a page of practice."""
    home = [("学习台", url_for("study.home")), (PRACTICE, url_for("study.practice"))]
    return [*home, *((one.title, one.url) for one in between), (name, "")]


def address(sitting_id: int, position: int | None = None) -> str:
    """Return where an exercise is gone on with, or one of its questions is shown."""
    return url_for("study.exercise", sitting_id=sitting_id, q=position)


def steps(sheet: SittingSheet, handed: Collection[int], current: int) -> list[dict[str, object]]:
    """Return the questions as a list one may go by."""
    return [
        {
            "number": row.position,
            "is_done": row.position in handed,
            "is_current": row.position == current,
            "url": address(sheet.id, row.position),
        }
        for row in sheet.drawn
    ]


def following(sheet: SittingSheet, handed: Collection[int], current: int) -> int | None:
    """Return the next question not handed in, from the beginning when none is left behind."""
    left = [row.position for row in sheet.drawn if row.position not in handed]
    return next((one for one in left if one > current), left[0] if left else None)


def open_one(
    questions: Questions, sheet: SittingSheet, position: int, remarks: papers.Remarks
) -> dict[str, object]:
    """Return one question to be answered; of a case with what it tells, whichever comes."""
    (question,) = papers.open_questions(questions, _only(sheet, position), remarks)
    return question | {"case": _case(questions, sheet, position)}


def told_one(
    questions: Questions, sheet: SittingSheet, position: int, marks: dict[int, int]
) -> dict[str, object]:
    """Return one question that was handed in."""
    (question,) = papers.marked_questions(questions, _only(sheet, position), marks)
    return question | {"case": _case(questions, sheet, position)}


def _only(sheet: SittingSheet, position: int) -> SittingSheet:
    return replace(sheet, drawn=tuple(row for row in sheet.drawn if row.position == position))


def _case(questions: Questions, sheet: SittingSheet, position: int) -> dict[str, object] | None:
    whole = questions[position].whole
    if whole is None:
        return None
    part = next(row.part for row in sheet.drawn if row.position == position)
    first = position - part + 1
    html = Markup(whole.stem)  # noqa: S704 -- sanitised when it was rendered
    return {"html": html, "first": first, "last": first + len(whole.parts) - 1}


# The page that leads to all of it ----------------------------------------------------------------


def open_row(one: OpenExercise) -> dict[str, object]:
    """Show practice that is under way."""
    return {
        "name": one.mode.label,
        "left": one.total - one.handed,
        "total": one.total,
        "url": address(one.sitting_id),
    }


def retest_row(one: Retest, here: Catalogue) -> dict[str, object]:
    """Show a re-test that may be taken."""
    course = here.course(one.passed.course_id)
    lesson = course.lesson(one.passed.lesson_id) if course else None
    return {
        "course": course.title if course else "",
        "lesson": lesson.title if lesson else "",
        "course_id": one.passed.course_id,
        "lesson_id": one.passed.lesson_id,
        "days": one.days,
        "passed_on": one.passed.on,
    }


DONE = {
    Mode.PRACTICE: ("再练一组", "study.new_exercise"),
    Mode.REDO: ("回到错题本", "study.mistakes"),
    Mode.DAILY: ("回到练习", "study.practice"),
}
"""Where to go on to when practice of a mode is over."""
