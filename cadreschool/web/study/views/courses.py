"""Home, catalogue, course page, and the pictures of courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from flask import current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import GUIDE, TRACKS, PublishedCourse, PublishedLesson
from cadreschool.files.queries import extension_of
from cadreschool.files.storage import MEDIA_TYPES, path_of
from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.exams.queries import waiting_papers
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.queries import Waiting, open_exercises, waiting_for
from cadreschool.learning.queries import own_facts, own_latest_place
from cadreschool.learning.rules import NO_FACTS, CourseFacts, next_lesson
from cadreschool.learning.suggestions.queries import gathered
from cadreschool.learning.suggestions.rules import Aim, Step
from cadreschool.notices.queries import announcements_to, messages_to
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.exams import waiting_exam
from cadreschool.web.study.practising import address
from cadreschool.web.study.rows import (
    competency_names,
    course_link,
    course_row,
    lesson_rows,
    lesson_url,
)
from cadreschool.web.study.suggesting import suggestion_parts
from cadreschool.web.study.views.announcements import announcement_row
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.study.views.messages import message_row

_ON_A_PAGE = 30
"""Courses on a page of the catalogue: 40 KB of them."""
_COURSES = 6
"""Courses on the first page: those under way first; the catalogue has them all."""
_EXAMS = 3
_MESSAGES = 3
_ANNOUNCEMENTS = 3
"""Announcements on the first page; the others wait until these are put away."""


@blueprint.get("/study/")
@signed_in
def home() -> ResponseReturnValue:
    """Show where the viewer was and what is next."""
    who, here = viewer(), school.catalogue()
    courses = here.curriculum
    known = gathered(who, here, clock.today())
    facts = known.facts
    waiting = announcements_to(who, on=clock.today(), unread=True, limit=_ANNOUNCEMENTS + 1)
    waits = waiting_for(who, clock.today())
    order = {"in_progress": 0, "not_started": 1, "finished": 2}
    rows = [course_row(course, facts.get(course.id, NO_FACTS)) for course in courses]
    place = _place((*courses, *here.guides), facts, own_latest_place(who))
    return render_template(
        "study/home.html",
        place=_place_row(*place) if place else None,
        announcements=[announcement_row(one) for one in waiting[:_ANNOUNCEMENTS]],
        more_announcements=len(waiting) > _ANNOUNCEMENTS,
        messages=_messages(who) if waits.messages else [],
        practice=_practice(who, waits, has_retests=bool(known.retests)),
        exams=[waiting_exam(one) for one in waiting_papers(who, at=clock.now(), limit=_EXAMS)],
        guides=[(course.title, course_link(course).url) for course in here.guides],
        courses=sorted(rows, key=lambda row: order[row.status])[:_COURSES],
        more_courses=max(len(rows) - _COURSES, 0),
        empty=not rows,
        **suggestion_parts(known, here, "study.home", besides=_aim(place)),
    )


def _messages(who: Viewer) -> list[dict[str, object]]:
    return [message_row(one) for one in messages_to(who, unread=True, limit=_MESSAGES)]


def _practice(who: Viewer, waiting: Waiting, *, has_retests: bool) -> list[tuple[str, str]]:
    """Return what practice there is to go on with, in few words: (text, address)."""
    url, present = url_for("study.practice"), open_exercises(who)
    found = [
        (f"{one.mode.label}还有 {one.total - one.handed} 题", address(one.sitting_id))
        for one in present.values()
    ]
    if waiting.due and Mode.DAILY not in present:
        found.append(("每日一练", url))
    if waiting.mistakes:
        found.append((f"{waiting.mistakes} 道错题可以重练", url_for("study.mistakes")))
    if has_retests:
        found.append(("有课可以复测", url))
    return found


Place = tuple[PublishedCourse, PublishedLesson, str]
"""Where to go on: course, lesson, and why there."""


def _place(
    courses: tuple[PublishedCourse, ...],
    facts: Mapping[str, CourseFacts],
    latest: tuple[str, str] | None,
) -> Place | None:
    """Find what to go on with: the lesson read last, else the first unfinished one begun."""
    for course in courses:
        if latest is not None and course.id == latest[0]:
            of_course = facts.get(course.id, NO_FACTS)
            lesson = course.lesson(latest[1])
            is_done = lesson is not None and lesson.id in of_course.lessons
            following = next_lesson(course, of_course) if is_done else lesson
            if following is not None:
                reason = "上一课已完成，接着学这一课。" if is_done else "上次读到这里。"
                return course, following, reason
    for course in courses:
        of_course = facts.get(course.id, NO_FACTS)
        following = next_lesson(course, of_course)
        if following is not None and of_course is not NO_FACTS:
            return course, following, "这门课还没有学完。"
    return None


def _place_row(course: PublishedCourse, lesson: PublishedLesson, reason: str) -> dict[str, str]:
    return {
        "course_title": course.title,
        "lesson_title": lesson.title,
        "url": lesson_url(course, lesson),
        "reason": reason,
    }


def _aim(place: Place | None) -> Aim | None:
    """Return the same as what a suggestion would lead to: it is not suggested once more."""
    return Aim(Step.READ, place[0].id, place[1].id) if place else None


@blueprint.get("/courses/")
@signed_in
def catalogue() -> ResponseReturnValue:
    """List all courses, of one track if asked."""
    track = request.args.get("track", "")
    courses = school.catalogue().courses
    facts = own_facts(viewer(), [course.id for course in courses])
    tracks = [
        {
            "id": one,
            "name": name,
            "is_current": one == track,
            "url": url_for("study.catalogue", track=one or None),
            "count": len(_of_track(courses, one)),
        }
        for one, name in {"": "全部", **TRACKS}.items()
        if one != GUIDE or school.catalogue().guides
    ]
    found, page = _of_track(courses, track if track in TRACKS else ""), page_asked()
    shown = found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    turn_back(page, shown)
    return render_template(
        "study/catalogue.html",
        tracks=tracks,
        courses=[course_row(course, facts.get(course.id, NO_FACTS)) for course in shown],
        page=page,
        pages=pages_of(len(found), _ON_A_PAGE),
        arguments={"track": track} if track else {},
    )


def _of_track(courses: tuple[PublishedCourse, ...], track: str) -> list[PublishedCourse]:
    """Return the courses of a track; without one all that are no guides, which have their own."""
    return [one for one in courses if one.track == track or (not track and one.track != GUIDE)]


@blueprint.get("/courses/<string:course_id>/")
@signed_in
def course(course_id: str) -> ResponseReturnValue:
    """Show a course, its lessons, and where the viewer stands in each."""
    found = school.course_or_404(course_id)
    facts = own_facts(viewer(), [found.id]).get(found.id, NO_FACTS)
    shown = asdict(course_row(found, facts)) | {
        "competency_names": competency_names(school.catalogue().framework, found.competencies),
        "pass_mark": found.pass_mark if any(one.questions for one in found.lessons) else None,
        "draw": found.draw,
        "authors": list(found.authors),
        "reviewed_on": found.reviewed_on,
        "edition_number": found.number,
        "published_on": day_of(found.published_at),
    }
    return render_template("study/course.html", course=shown, lessons=lesson_rows(found, facts))


@blueprint.get("/media/<string:digest>.<string:extension>")
@signed_in
def media(digest: str, extension: str) -> ResponseReturnValue:
    """Serve a picture; its name is its content, so it may be kept for a year."""
    registered = extension_of(digest)
    if registered is None or registered != extension:
        raise NotFoundError
    path = path_of(digest, current_app.config["SETTINGS"].media)
    if not path.is_file():
        raise NotFoundError
    response = send_file(path, mimetype=MEDIA_TYPES[registered], max_age=31536000)
    response.cache_control.public = False
    response.cache_control.private = True
    response.cache_control.immutable = True
    return response
