"""One cadre's record: courses and lessons with reasons, what may help, and the posts held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.profile.queries import is_shared_with
from cadreschool.learning.rules import NO_FACTS, CourseFacts, Status, lesson_standing, standing
from cadreschool.organisations.queries import Node, ancestors_for, organisation_for
from cadreschool.reports.permissions import may_see_logins
from cadreschool.reports.records.queries import PostingRow, Record, record_for
from cadreschool.reports.stuck.rules import needs
from cadreschool.reports.tables import login_text
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import cadre_url, link, standing_card
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor

MOST_LESSONS = 40
"""So many lessons with their reasons fit on a page."""


@blueprint.get("/supervise/cadres/<int:cadre_id>/")
@supervisor
def cadre(cadre_id: int) -> ResponseReturnValue:
    """Show one person's courses and lessons with reasons; never what they answered."""
    who = viewer()
    courses = catalogue().curriculum
    found = record_for(who, cadre_id, courses)
    node = organisation_for(who, found.organisation_id)
    at = clock.now()
    opened = _opened(courses, found, request.args.get("course", ""))
    waiting = {
        course.id
        for course in courses
        if standing(course, found.facts.get(course.id, NO_FACTS)).status is Status.NOT_STARTED
    }
    return render_template(
        "supervise/cadre.html",
        cadre=_person(found, node, is_whole=may_see_logins(who, node)),
        ancestors=[link(one) for one in (*ancestors_for(who, node), node)],
        profile_url=_profile_url(who, found),
        postings=[_posting(one) for one in found.postings],
        courses=[
            _course_card(course, found, at=at, is_open=course.id in opened)
            for course in courses
            if course.id not in waiting
        ],
        waiting=[
            f"{course.title}（{len(course.lessons)} 课）"
            for course in courses
            if course.id in waiting
        ],
    )


def _profile_url(who: Viewer, found: Record) -> str:
    """Return where the profile is, while its cadre lets the supervisors of their union see it."""
    if found.is_former or not is_shared_with(who, found.id):
        return ""
    return url_for("supervise.profile", cadre_id=found.id)


def _opened(courses: Sequence[PublishedCourse], found: Record, chosen: str) -> set[str]:
    """Return the courses whose lessons are shown: the chosen one, those under way, others.

    A page holds only so many lessons; the rest is one click away.
    """
    begun = [course for course in courses if course.id in found.facts]
    begun.sort(key=lambda course: (course.id != chosen, _is_finished(course, found)))
    opened: set[str] = set()
    lessons = 0
    for course in begun:
        lessons += len(course.lessons)
        if lessons <= MOST_LESSONS or not opened:
            opened.add(course.id)
    return opened


def _is_finished(course: PublishedCourse, found: Record) -> bool:
    return found.facts[course.id].finished_at is not None


def _person(found: Record, node: Node, *, is_whole: bool) -> dict[str, object]:
    return {
        "id": found.id,
        "name": found.name,
        "login": login_text(found.login, is_whole=is_whole),
        "post_name": found.post_name,
        "organisation_name": node.name,
        "is_former": found.is_former,
        "left_on": found.left_on
        if found.left_on in {one.until_on for one in found.postings}
        else None,
    }


def _posting(one: PostingRow) -> dict[str, object]:
    return {
        "organisation_name": one.organisation_name or "所辖以外的工会",
        "post_name": one.post_name if one.is_main else f"{one.post_name}（兼任）",
        "tie_name": one.tie_name,
        "from_on": one.from_on,
        "until_on": one.until_on,
    }


def _course_card(
    course: PublishedCourse, found: Record, *, at: datetime, is_open: bool
) -> dict[str, object]:
    facts: CourseFacts = found.facts.get(course.id, NO_FACTS)
    started = found.started.get(course.id)
    lessons = [
        standing_card(lesson_standing(lesson, facts)) | {"number": number, "title": lesson.title}
        for number, lesson in enumerate(course.lessons if is_open else (), start=1)
    ]
    return standing_card(standing(course, facts)) | {
        "title": course.title,
        "lessons": lessons,
        "url": "" if is_open else f"{cadre_url(found.id)}?course={course.id}",
        "started_on": day_of(started) if started else None,
        "needs": [] if found.is_former or found.left_on else needs(course, facts, at=at),
    }
