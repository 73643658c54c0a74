"""The quality of questions: a list by doubt, and the figures of one. No page names a person."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.queries import taught_course, taught_courses
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.db import LARGEST_ID
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.places import Place, places_of
from cadreschool.learning.regrading.queries import regrades_of
from cadreschool.learning.statistics.queries import (
    JOB,
    PAGE_SIZE,
    TEACHERS,
    QualityFilter,
    QualityRow,
    quality_for,
    quality_of,
)
from cadreschool.learning.statistics.rules import ENOUGH, STRONG_SHARE
from cadreschool.questions.banks.queries import bank_for, banks_for
from cadreschool.questions.papers.queries import papers_for
from cadreschool.questions.plain import plain_text
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.teach.marking_desk import asked, short, with_case
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

_MOST_PAPERS = 100
_FURTHEST = 8
"""Difficulties beyond this come of answers that tell nobody apart: the slope has run to its end."""


@blueprint.get("/teach/quality/")
@teachers
def quality() -> ResponseReturnValue:
    """List the figures of the viewer's questions, the most doubtful first."""
    who, page, wanted = viewer(), page_asked(), _filter()
    rows, number = quality_for(who, wanted, page=page)
    turn_back(page, rows)
    found = asked({row.version_id for row in rows})
    courses = [(one.id, one.title) for one in taught_courses(who) if one.edition]
    banks = [(one.id, one.title) for one in banks_for(who)]
    papers, _ = papers_for(who, page=1, size=_MOST_PAPERS)
    return render_template(
        "teach/quality.html",
        rows=[_row(row, found.get(row.version_id)) for row in rows],
        wanted=wanted,
        courses=[("", "全部课程"), *courses],
        banks=[("", "全部题库"), *banks],
        papers=[("", "全部试卷"), *((str(one.facts.id), one.facts.title) for one in papers)],
        arguments={name: text for name, text in request.args.items() if name != "page" and text},
        computed_at=min((row.computed_at for row in rows), default=None),
        enough=ENOUGH,
        number=number,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


def _filter() -> QualityFilter:
    paper = request.args.get("paper", 0, type=int)
    return QualityFilter(
        request.args.get("course", "")[:60],
        request.args.get("bank", "")[:60],
        paper if 0 <= paper <= LARGEST_ID else 0,
        doubtful=request.args.get("doubtful") == "1",
    )


def _row(row: QualityRow, published: PublishedQuestion | None) -> dict[str, object]:
    kind, stem = short(published, row.part)
    return {
        "kind": kind,
        "stem": stem,
        "id": row.question_id,
        "url": url_for("teach.question_quality", question_id=row.question_id),
        "place": row.place,
        "number": row.number,
        **_texts(row),
    }


def _texts(row: QualityRow) -> dict[str, object]:
    """Return the figures as they are read; below thirty answers there is no verdict."""
    return {
        "facility": _percent(row.facility),
        "discrimination": _percent(row.discrimination if row.is_enough else None),
        "efficiency": _percent(row.efficiency if row.is_enough else None),
        "difficulty": _difficulty(row.difficulty),
        "doubts": [one.label for one in row.doubts],
        "is_enough": row.is_enough,
    }


def _difficulty(value: float | None) -> str:
    """Write a difficulty; far beyond everybody it says only that the answers fit no scale."""
    return "—" if value is None or abs(value) > _FURTHEST else f"{value:+.2f}"


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}%"


@blueprint.post("/teach/quality/figures")
@teachers
def create_figures() -> ResponseReturnValue:
    """Ask for the figures of one course or bank, or of everything the school has."""
    who, at = viewer(), clock.now()
    course_id, bank_id = request.form.get("course", ""), request.form.get("bank", "")
    payload: dict[str, str] = {}
    if course_id:
        taught_course(who, course_id)
        payload["course_id"] = course_id
    elif bank_id:
        bank_for(who, bank_id)
        payload["bank_id"] = bank_id

    def unit() -> Reply:
        single = f"{JOB}:{course_id or bank_id or 'all'}"
        enqueue(JOB, "计算题目质量", payload, by=who.cadre_id, at=at, single=single)
        location = url_for("teach.quality", course=course_id or None, bank=bank_id or None)
        return Reply(location=location, notice="已经开始重新计算，过一会儿刷新这一页。")

    return follow(write_once(who, unit))


@blueprint.get("/teach/quality/<string:question_id>/")
@teachers
def question_quality(question_id: str) -> ResponseReturnValue:
    """Show the figures of a question, version by version, with what was corrected."""
    who = viewer()
    place = places_of([question_id]).get(question_id)
    if place is None or not any(who.may(role, place.owner_path) for role in TEACHERS):
        raise NotFoundError
    rows = quality_of(who, question_id)
    found = asked({row.version_id for row in rows})
    return render_template(
        "teach/question_quality.html",
        question_id=question_id,
        place=place,
        place_url=_place_url(place, question_id),
        versions=[_version(row, found[row.version_id]) for row in rows if row.version_id in found],
        regrades=regrades_of(who, question_id),
        enough=ENOUGH,
        share=f"{STRONG_SHARE:.0%}",
    )


def _place_url(place: Place, question_id: str) -> str:
    if place.bank_id is not None:
        return url_for("teach.bank_question", bank_id=place.bank_id, question_id=question_id)
    return url_for("teach.course", course_id=place.course_id or "")


def _version(row: QualityRow, published: PublishedQuestion) -> dict[str, object]:
    """Return one version with its figures, its options with how often each was chosen."""
    question = published.part(row.part).question
    counts = [(one, row.options.get(one.id)) for one in question.options]
    return {
        "number": row.version_number,
        "part": row.part,
        "answers": row.number,
        "computed_at": row.computed_at,
        "question": with_case(published, row.part),
        "options": [
            {
                "text": plain_text(option.text),
                "is_right": option.is_right,
                "number": count.number if count else 0,
                "strong": count.strong if count else 0,
                "weak": count.weak if count else 0,
            }
            for option, count in counts
            if any(one.is_right for one in question.options)
        ],
        **_texts(row),
    }
