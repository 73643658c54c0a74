"""The pages of the 督学台. Every object is fetched through the viewer's appointment."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.learning.queries import facts_of
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import NO_FACTS, CourseFacts, Standing, lesson_standing, standing
from cadreschool.organisations.queries import (
    Node,
    ancestors_for,
    organisation_for,
    own_counters,
    roots_for,
)
from cadreschool.people.queries import cadre_for
from cadreschool.people.rules import MEMBERS
from cadreschool.reports import queries as reports
from cadreschool.reports.queries import PAGE_SIZE, CompletionRow, RosterRow
from cadreschool.web.guards import holds, viewer
from cadreschool.web.school import catalogue

blueprint = Blueprint("supervise", __name__)

_supervisor = holds(Role.SUPERVISOR)
_LONGEST_TITLE = 8


@blueprint.get("/supervise/")
@_supervisor
def home() -> ResponseReturnValue:
    """Go to the root of the appointment; with several, choose."""
    roots = roots_for(viewer())
    if len(roots) == 1:
        return redirect(_node_url(roots[0]))
    return render_template("supervise/home.html", roots=[_link(node) for node in roots])


@blueprint.get("/supervise/organisations/<int:organisation_id>/")
@_supervisor
def completion(organisation_id: int) -> ResponseReturnValue:
    """Show completion by child union and course, with the node's own members and the sum.

    Fifty children to a page.
    """
    who = viewer()
    node = organisation_for(who, organisation_id)
    courses = catalogue().courses
    page = max(request.args.get("page", 1, type=int), 1)
    counted = reports.completion(node, courses, page=page)
    return render_template(
        "supervise/completion.html",
        organisation=_organisation(node),
        ancestors=[_link(one) for one in ancestors_for(who, node)],
        courses=_courses(courses),
        rows=[_completion_row(row) for row in counted.rows],
        own=_completion_row(counted.own),
        total=_completion_row(counted.total),
        as_of=clock.now(),
        page=counted.page,
        pages=counted.pages,
    )


@blueprint.get("/supervise/organisations/<int:organisation_id>/cadres/")
@_supervisor
def roster(organisation_id: int) -> ResponseReturnValue:
    """Show a union's direct members with their standing in every course, fifty to a page."""
    who = viewer()
    node = organisation_for(who, organisation_id)
    courses = catalogue().courses
    pages = max(1, -(-own_counters(node).get(MEMBERS, 0) // PAGE_SIZE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "supervise/roster.html",
        organisation=_organisation(node),
        ancestors=[_link(one) for one in ancestors_for(who, node)],
        courses=_courses(courses),
        rows=[_roster_row(row) for row in reports.roster_standings(node, courses, page=page)],
        page=page,
        pages=pages,
    )


@blueprint.get("/supervise/cadres/<int:cadre_id>/")
@_supervisor
def cadre(cadre_id: int) -> ResponseReturnValue:
    """Show one person's courses and lessons with reasons; never what they answered."""
    who = viewer()
    found = cadre_for(who, cadre_id)
    node = organisation_for(who, found.organisation_id)
    courses = catalogue().courses
    facts = facts_of([found.id], [course.id for course in courses])
    return render_template(
        "supervise/cadre.html",
        cadre=found,
        ancestors=[_link(one) for one in (*ancestors_for(who, node), node)],
        courses=[
            _course_card(course, facts.get((found.id, course.id), NO_FACTS)) for course in courses
        ],
    )


def _node_url(node: Node) -> str:
    return url_for("supervise.completion", organisation_id=node.id)


def _link(node: Node) -> dict[str, object]:
    return {"name": node.name, "kind_name": node.kind_name, "url": _node_url(node)}


def _organisation(node: Node) -> dict[str, object]:
    return _link(node) | {
        "id": node.id,
        "roster_url": url_for("supervise.roster", organisation_id=node.id),
    }


def _courses(courses: tuple[PublishedCourse, ...]) -> list[dict[str, str]]:
    return [
        {
            "id": course.id,
            "title": course.title,
            "short_title": course.title
            if len(course.title) <= _LONGEST_TITLE
            else f"{course.unit} {course.title[:_LONGEST_TITLE]}…",
        }
        for course in courses
    ]


def _completion_row(row: CompletionRow) -> dict[str, object]:
    return _link(row.node) | {
        "members": row.members,
        "cells": [{"started": one.started, "finished": one.finished} for one in row.counts],
    }


def _roster_row(row: RosterRow) -> dict[str, object]:
    return {
        "name": row.cadre.name,
        "post_name": row.cadre.post_name,
        "tie_name": row.cadre.tie_name,
        "url": url_for("supervise.cadre", cadre_id=row.cadre.id),
        "cells": [
            _standing(one) | {"reason": "；".join(reason_texts(one))} for one in row.standings
        ],
    }


def _standing(of: Standing) -> dict[str, object]:
    return {
        "status": of.status.value,
        "status_text": of.status.label,
        "reasons": reason_texts(of),
    }


def _course_card(course: PublishedCourse, facts: CourseFacts) -> dict[str, object]:
    lessons = [
        _standing(lesson_standing(lesson, facts)) | {"number": number, "title": lesson.title}
        for number, lesson in enumerate(course.lessons, start=1)
    ]
    return _standing(standing(course, facts)) | {"title": course.title, "lessons": lessons}
