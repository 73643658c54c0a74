"""The lesson page, marking a lesson as read, and the last paragraph."""

from __future__ import annotations

import hashlib
import re

from flask import make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning import actions
from cadreschool.learning.queries import LessonState, own_lesson_state
from cadreschool.learning.reasons import wait_text
from cadreschool.learning.rules import Standing, Status, askable, lesson_standing, waits_until
from cadreschool.web.guards import signed_in, site_state, viewer
from cadreschool.web.school import catalogue, filled_page, lesson_or_404
from cadreschool.web.site import build, this_site
from cadreschool.web.study.drills import drill_end
from cadreschool.web.study.practices import OwnPractice, own_practice, with_practice
from cadreschool.web.study.rows import (
    Link,
    competency_names,
    course_link,
    lesson_link,
    lesson_url,
    standing_row,
)
from cadreschool.web.study.runs import scenario_end
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, staying, write_once

_CASES = 5
_BLOCK = re.compile(r"[-\w:.]{1,80}")


@blueprint.get("/courses/<string:course_id>/lessons/<string:lesson_id>/")
@signed_in
def lesson(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Show a lesson; answers 304 when nothing the viewer sees has changed."""
    course, found = lesson_or_404(course_id, lesson_id)
    state = own_lesson_state(viewer(), course.id, found.id)
    practice = own_practice(viewer(), course, found)
    etag = _etag(course, found, (state, practice))
    has_news = "_flashes" in session  # a page with a message is shown once and not kept
    if not has_news and request.if_none_match.contains_weak(etag):
        response = make_response("", 304)
    else:
        response = make_response(_page(course, found, state, practice))
    if not has_news:
        response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/courses/<string:course_id>/lessons/<string:lesson_id>/readings")
@signed_in
def create_reading(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Mark a lesson without questions as read."""
    who, at = viewer(), clock.now()
    course, found = lesson_or_404(course_id, lesson_id)

    def unit() -> Reply:
        actions.finish_reading(who, course, found, at=at)
        return Reply(location=lesson_url(course, found), notice="这一课已记为完成。")

    return follow(write_once(who, unit))


@blueprint.post("/courses/<string:course_id>/lessons/<string:lesson_id>/positions")
@signed_in
def create_position(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Remember the last paragraph read; the same twice is the same once, so no key is needed."""
    who = viewer()
    course, found = lesson_or_404(course_id, lesson_id)
    block = request.form.get("block", "")
    if not _BLOCK.fullmatch(block) or f'id="{block}"' not in found.html:
        message = "这个段落不在课文里。"
        raise InvalidError(message)
    stay = staying(who, at=clock.now())

    def unit() -> None:
        actions.save_position(who, course, found, block)
        stay()

    write(unit)
    return "", 204


def _page(
    course: PublishedCourse, found: PublishedLesson, state: LessonState, practice: OwnPractice
) -> str:
    page = filled_page(course, found)
    before, after = course.neighbours(found)
    stands = lesson_standing(found, with_practice(state.facts, found, practice))
    is_read = not (found.questions or found.scenario or found.drill)
    names = competency_names(catalogue().framework, found.competencies)
    return render_template(
        "study/lesson.html",
        course=course_link(course),
        lesson={
            "id": found.id,
            "number": found.position,
            "title": found.title,
            "minutes": found.minutes,
            "competency_names": names,
            "html": Markup(page.html),  # noqa: S704 -- sanitised when it was rendered
            "headings": found.headings,
            "citations": Markup(page.citations),  # noqa: S704 -- our own template made it
        },
        standing=standing_row(stands),
        previous=lesson_link(course, before),
        next=lesson_link(course, after),
        check=_check(course, found, state, stands) if found.questions else None,
        reading=_reading(course, found, stands) if is_read else None,
        scenario=scenario_end(course, found, practice.runs) if found.scenario else None,
        drill=drill_end(course, found, practice.works) if found.drill else None,
        cases=[
            Link(one.title, url_for("study.case", case_id=one.id))
            for one in catalogue().cases_of(course.id, found.id)[:_CASES]
        ],
        all_cases_url=url_for("study.cases", lesson=f"{course.id}/{found.id}")
        if len(catalogue().cases_of(course.id, found.id)) > _CASES
        else "",
        position=state.block,
        position_url=url_for("study.create_position", course_id=course.id, lesson_id=found.id),
        review_notes=page.notes,
    )


def _check(
    course: PublishedCourse, found: PublishedLesson, state: LessonState, stands: Standing
) -> dict[str, str]:
    sittings = state.facts.sittings
    is_open = any(sitting.submitted_at is None for sitting in sittings)
    wait = waits_until(sittings, at=clock.now())
    today = clock.today()
    withheld = catalogue().questions_under_review(today)
    number = min(course.draw, len(askable(found, today, withheld)))
    reason = f"共抽 {number} 题，{course.pass_mark} 分合格，不限时间。"
    if is_open:
        reason = "上次的检测还没有交卷，答过的都在。"
    elif wait is not None:
        reason = wait_text(wait)
    text = "再测一次" if stands.status is Status.FINISHED or sittings else "去检测"
    return {
        "url": url_for("study.check", course_id=course.id, lesson_id=found.id),
        "text": "继续检测" if is_open else text,
        "reason": reason,
    }


def _reading(
    course: PublishedCourse, found: PublishedLesson, stands: Standing
) -> dict[str, object]:
    return {
        "url": url_for("study.create_reading", course_id=course.id, lesson_id=found.id),
        "is_done": stands.status is Status.FINISHED,
    }


def _etag(
    course: PublishedCourse,
    found: PublishedLesson,
    state: tuple[LessonState, OwnPractice],
) -> str:
    """Name everything the page depends on; the day, because laws begin and end on days."""
    parts = (
        build(),
        viewer(),
        this_site(),
        site_state().stamp,
        course.id,
        found.id,
        state,
        clock.today(),
        waits_until(state[0].facts.sittings, at=clock.now()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
