"""Completion by child union and course."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel import clock
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports import queries as reports
from cadreschool.reports.queries import CompletionRow
from cadreschool.reports.requests import View
from cadreschool.reports.tables import CourseGroup, groups, tallies
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import asked, frame, link, short_title, view_url
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/organisations/<int:organisation_id>/")
@supervisor
def completion(organisation_id: int) -> ResponseReturnValue:
    """Show completion by child union and course, with the node's own members and the sum."""
    who = viewer()
    wanted = asked(organisation_for(who, organisation_id), View.COMPLETION)
    courses = wanted.chosen(catalogue().curriculum)
    among = groups(courses)
    counted = reports.completion(wanted.node, courses, page=wanted.page, at=clock.now())
    return render_template(
        "supervise/completion.html",
        **frame(who, wanted),
        columns=[_column(group) for group in among],
        is_single=len(courses) == 1,
        rows=[_row(row, courses, among) for row in counted.rows],
        own=_row(counted.own, courses, among),
        total=_row(counted.total, courses, among),
        roster_url=view_url(wanted.node, View.ROSTER),
        page=counted.page,
        pages=counted.pages,
        summed_at=counted.as_of,
    )


def _column(group: CourseGroup) -> dict[str, str]:
    is_course = group.title == group.courses[0].title
    return {
        "title": group.title,
        "short_title": short_title(group.courses[0]) if is_course else group.title,
        "unit": group.unit,
    }


def _row(
    row: CompletionRow, courses: Sequence[PublishedCourse], among: Sequence[CourseGroup]
) -> dict[str, object]:
    return link(row.node) | {"members": row.members, "cells": tallies(row, courses, among)}
