"""Which abilities a union has and lacks: numbers of levels, situations, what is found hard."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.laws.citations import label
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.reports.abilities import samples
from cadreschool.reports.abilities.queries import (
    Column,
    Levels,
    Readiness,
    Whole,
    columns,
    levels,
    readiness,
    whole_of,
)
from cadreschool.reports.abilities.samples import WeakArticle, WeakPlace
from cadreschool.reports.abilities.situations import SITUATIONS, about, choices
from cadreschool.reports.abilities.tables import (
    Part,
    cells,
    level_titles,
    levels_table,
    month_text,
    situations_table,
)
from cadreschool.reports.files import FileFormat
from cadreschool.reports.requests import PAGE_SIZE, ReportRequest, View
from cadreschool.reports.tables import Table
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.downloads import table_download
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import frame
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor
from cadreschool.web.units import write_once

MOST_NAMED = 6
"""So many unions are named beside a situation; the rest is one click away."""


@blueprint.get("/supervise/organisations/<int:organisation_id>/abilities/")
@supervisor
def abilities(organisation_id: int) -> ResponseReturnValue:
    """Show what a union's cadres can do, as numbers of five and more; nobody is named."""
    who, here = viewer(), catalogue()
    node = organisation_for(who, organisation_id)
    whole = whole_of(node)
    page = frame(who, ReportRequest(node, View.COMPLETION), other="supervise.abilities")
    page |= _own_frame(node, request.args.get("about", ""))
    page |= {"is_few": whole.is_few, "is_too_large": whole.is_too_large}
    if not (whole.is_few or whole.is_too_large):
        page |= _situations(whole, here)
        if page["is_all"]:
            page |= _levels(levels(whole), here) | _found_hard(node, here)
    return render_template("supervise/abilities.html", **page)


@blueprint.post("/supervise/organisations/<int:organisation_id>/abilities/reports")
@supervisor
def create_ability_report(organisation_id: int) -> ResponseReturnValue:
    """Write one of the page's tables, as it is filtered, to a file."""
    who, at = viewer(), clock.now()
    node = organisation_for(who, organisation_id)
    part, file_format = _wished()
    made = _table(node, part)

    def unit() -> Reply:
        organisation_for(who, organisation_id)
        record(
            "report.export",
            "organisation",
            organisation_id,
            by=who.cadre_id,
            at=at,
            what=made.title,
            kind=file_format.value.upper(),
            note="、".join(made.filters),
        )
        return Reply(location=request.path)

    write_once(who, unit)
    return table_download(made, file_format)


def _wished() -> tuple[Part, FileFormat]:
    try:
        return Part(request.form.get("part", "")), FileFormat(request.form.get("format", ""))
    except ValueError:
        raise InvalidError("没有这样的报表。", "请从督学台的页面上点“导出”。") from None


def _table(node: Node, part: Part) -> Table:
    """Return one table of the page; of too few people, or too many, there is none."""
    here, at, whole = catalogue(), clock.now(), whole_of(node)
    if whole.is_few or whole.is_too_large:
        raise InvalidError("这里的人数不适合统计。", "请到页面上查看原因。")
    if part is Part.LEVELS:
        return levels_table(whole, levels(whole), here.framework, at=at)
    told_of = columns(whole)
    found = readiness(whole, told_of, about(request.form.get("about", "")), clock.day_of(at))
    unions = [union for union, _ in told_of]
    return situations_table(
        whole, unions, found, {course.id: course for course in here.courses}, at=at
    )


def _own_frame(node: Node, chosen: str) -> dict[str, object]:
    """Return what is different about this page in the frame of pages about a union."""
    offered = choices()
    known = chosen if chosen in dict(offered) else ""
    return {
        "filters": [{"name": "about", "label": "情况", "options": offered, "chosen": known}],
        "is_filtered": bool(known),
        "clear_url": url_for("supervise.abilities", organisation_id=node.id),
        "arguments": {"about": known} if known else {},
        "export_url": url_for("supervise.create_ability_report", organisation_id=node.id),
    }


def _levels(found: Levels, here: Catalogue) -> dict[str, object]:
    rows = [
        {"name": one.name, "summary": one.summary, "cells": cells(found.rows[one.id])}
        for one in here.framework.competencies
        if one.id in found.rows
    ]
    return {
        "level_titles": level_titles(here.framework),
        "levels": rows,
        "profiles_as_of": found.as_of,
    }


def _situations(whole: Whole, here: Catalogue) -> dict[str, object]:
    """Return the situations: of all a summary, of one every union page by page."""
    wanted = about(request.args.get("about", ""))
    told_of = columns(whole)
    unions = [union for union, _ in told_of]
    found = readiness(whole, told_of, wanted, clock.today())
    is_one = len(wanted) == 1
    pages = pages_of(len(unions), PAGE_SIZE) if is_one else 1
    page = min(page_asked(), pages)
    first = (page - 1) * PAGE_SIZE
    gaps: dict[str, list[dict[str, object]]] = {}
    for one in found:
        gaps.setdefault(one.situation.gap.label, []).append(_situation(one, unions, here, whole))
    return {
        "gaps": list(gaps.items()),
        "unions": [
            _union(found[0], at, union)
            for at, union in list(enumerate(unions))[first : first + PAGE_SIZE]
        ]
        if is_one
        else [],
        "is_one": is_one,
        "is_all": len(wanted) == len(SITUATIONS),
        "number": len(unions),
        "page": page,
        "pages": pages,
    }


def _situation(
    one: Readiness, unions: Sequence[Column], here: Catalogue, whole: Whole
) -> dict[str, object]:
    lacking = [unions[at].name for at in one.lacking]
    known = [day for day in one.newest if day is not None]
    return {
        "title": one.situation.title,
        "lacking": lacking[:MOST_NAMED],
        "lacking_number": len(lacking),
        "is_everybody": len(lacking) == len(unions),
        "newest": month_text(max(known, default=None)),
        "courses": [
            {"title": course.title, "url": url_for("study.course", course_id=course.id)}
            for name in one.situation.courses
            if (course := here.course(name)) is not None
        ],
        "url": url_for(
            "supervise.abilities", organisation_id=whole.node.id, about=one.situation.id
        ),
    }


def _union(one: Readiness, at: int, union: Column) -> dict[str, object]:
    where = union.organisation_id
    return {
        "name": union.name,
        "kind_name": OrganisationKind(union.kind).label if union.kind else "",
        "url": url_for("supervise.abilities", organisation_id=where) if where else "",
        "is_fresh": one.is_fresh(at),
        "newest": month_text(one.newest[at]),
    }


def _found_hard(node: Node, here: Catalogue) -> dict[str, object]:
    sample = samples.sample_of(node)
    return {
        "looked_at": samples.MOST_LOOKED_AT if sample.is_part else 0,
        "articles": [_article(one) for one in samples.weak_articles(sample, school.questions)],
        "places": [_place(one) for one in samples.weak_places(sample, here.curriculum)],
        "grounds": samples.grounds(sample, here.curriculum),
    }


def _article(one: WeakArticle) -> dict[str, object]:
    (no,) = one.citation.articles
    return {
        "label": label(one.citation),
        "answers": one.answers,
        "wrong": one.wrong,
        "url": url_for("study.law", short=one.citation.short, article=no, _anchor=f"article-{no}"),
    }


def _place(one: WeakPlace) -> dict[str, object]:
    return {
        "lesson": one.lesson.title,
        "title": one.place.title,
        "came": one.came,
        "otherwise": one.otherwise,
        "url": url_for("study.course", course_id=one.course.id),
    }
