"""Rosters with everybody's standing, and one cadre's record."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.learning.rules import NO_FACTS, CourseFacts, lesson_standing, standing
from cadreschool.organisations.queries import Node, ancestors_for, organisation_for
from cadreschool.reports.permissions import may_see_logins
from cadreschool.reports.records.queries import PostingRow, Record, record_for
from cadreschool.reports.requests import Scope, View
from cadreschool.reports.rosters import queries as rosters
from cadreschool.reports.rosters.queries import RosterRow
from cadreschool.reports.stuck.rules import needs
from cadreschool.reports.tables import MOST_EXPLAINED, checks_passed, login_text, post_text
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import (
    asked,
    cadre_url,
    frame,
    link,
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


@blueprint.get("/supervise/cadres/<int:cadre_id>/")
@supervisor
def cadre(cadre_id: int) -> ResponseReturnValue:
    """Show one person's courses and lessons with reasons; never what they answered."""
    who = viewer()
    courses = catalogue().curriculum
    found = record_for(who, cadre_id, courses)
    node = organisation_for(who, found.organisation_id)
    at = clock.now()
    return render_template(
        "supervise/cadre.html",
        cadre=_person(found, node, is_whole=may_see_logins(who, node)),
        ancestors=[link(one) for one in (*ancestors_for(who, node), node)],
        postings=[_posting(one) for one in found.postings],
        courses=[_course_card(course, found, at=at) for course in courses],
    )


def _person(found: Record, node: Node, *, is_whole: bool) -> dict[str, object]:
    return {
        "name": found.name,
        "login": login_text(found.login, is_whole=is_whole),
        "post_name": found.post_name,
        "organisation_name": node.name,
        "is_former": found.is_former,
        "left_on": found.left_on,
    }


def _posting(one: PostingRow) -> dict[str, object]:
    return {
        "organisation_name": one.organisation_name or "所辖以外的工会",
        "post_name": one.post_name if one.is_main else f"{one.post_name}（兼任）",
        "tie_name": one.tie_name,
        "from_on": one.from_on,
        "until_on": one.until_on,
    }


def _course_card(course: PublishedCourse, found: Record, *, at: datetime) -> dict[str, object]:
    facts: CourseFacts = found.facts.get(course.id, NO_FACTS)
    started = found.started.get(course.id)
    lessons = [
        standing_card(lesson_standing(lesson, facts)) | {"number": number, "title": lesson.title}
        for number, lesson in enumerate(course.lessons, start=1)
    ]
    return standing_card(standing(course, facts)) | {
        "title": course.title,
        "lessons": lessons,
        "started_on": day_of(started) if started else None,
        "needs": [] if found.is_former else needs(course, facts, at=at),
    }
