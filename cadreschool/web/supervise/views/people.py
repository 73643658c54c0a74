"""Rosters with everybody's standing."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.permissions import may_see_logins
from cadreschool.reports.requests import Scope, View
from cadreschool.reports.rosters import queries as rosters
from cadreschool.reports.rosters.queries import RosterRow
from cadreschool.reports.tables import MOST_EXPLAINED, checks_passed, login_text, post_text
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import (
    asked,
    cadre_url,
    frame,
    short_title,
    standing_card,
)
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/organisations/<int:organisation_id>/cadres/")
@supervisor
def roster(organisation_id: int) -> ResponseReturnValue:
    """Show the cadres of a union, or of all below it, with their standing."""
    who = viewer()
    wanted = asked(organisation_for(who, organisation_id), View.ROSTER)
    courses = wanted.chosen(catalogue().curriculum)
    found = rosters.listing(wanted, courses)
    wanted = wanted.on_page(min(wanted.page, found.pages))
    is_whole = may_see_logins(who, wanted.node)
    return render_template(
        "supervise/roster.html",
        **frame(who, wanted),
        courses=[_course(course) for course in courses],
        is_explained=len(courses) <= MOST_EXPLAINED,
        has_units=wanted.scope == Scope.SUBTREE,
        is_former=wanted.scope == Scope.FORMER,
        rows=[
            _roster_row(row, is_whole=is_whole) for row in rosters.page_of(wanted, courses, found)
        ],
        number=found.number,
        page=wanted.page,
        pages=found.pages,
    )


def _course(course: PublishedCourse) -> dict[str, str]:
    return {"title": course.title, "short_title": short_title(course)}


def _roster_row(row: RosterRow, *, is_whole: bool) -> dict[str, object]:
    person = row.person
    return {
        "name": person.name,
        "login": login_text(person.login, is_whole=is_whole),
        "post_name": post_text(person),
        "tie_name": person.tie_name,
        "organisation_name": person.organisation_name,
        "parent_name": person.parent_name,
        "since": person.since,
        "until": person.until,
        "url": cadre_url(person.id),
        "cells": [standing_card(one) for one in row.standings],
        "status": row.status.value,
        "status_text": row.status.label,
        "numbers": [(row.number(status), status.label) for status in reversed(type(row.status))],
        "checks_passed": checks_passed(row),
    }
