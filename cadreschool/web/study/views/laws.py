"""The law pages: every registered law, our gists, and which lessons rest on an article."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.queries import lessons_citing
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.laws.citations import article_label
from cadreschool.laws.registry import Gist, Law, LawVersion, Standing
from cadreschool.web.guards import signed_in
from cadreschool.web.school import catalogue
from cadreschool.web.study.rows import Link, lesson_url
from cadreschool.web.study.views.blueprint import blueprint

Citing = dict[tuple[str, str], list[tuple[str, str]]]


@blueprint.get("/laws/")
@signed_in
def laws() -> ResponseReturnValue:
    """List the registered laws with the version in force."""
    citing = lessons_citing()
    today = clock.today()
    rows = []
    for one in catalogue().registry.laws:
        version = one.version_on(today) or one.versions[-1]
        cited_in = {
            lesson for (short, _), found in citing.items() if short == one.short for lesson in found
        }
        rows.append(
            {
                "short": one.short,
                "title": one.title,
                "kind": one.kind,
                "version": version.version,
                "effective_from": version.effective_from,
                "standing_text": standing_text(version),
                "url": url_for("study.law", short=one.short),
                "cited_in": len(cited_in),
            }
        )
    order = {kind: place for place, kind in enumerate(_KINDS)}
    rows.sort(key=lambda row: order.get(str(row["kind"]), len(order)))
    return render_template("study/laws.html", laws=rows)


_KINDS = ("法律", "行政法规", "司法解释", "部门规章", "党内法规", "规范性文件")


@blueprint.get("/laws/<string:short>/")
@signed_in
def law(short: str) -> ResponseReturnValue:
    """Show a law: its versions, and for every article we have read what it says in short."""
    found = next((one for one in catalogue().registry.laws if one.short == short), None)
    if found is None:
        raise NotFoundError
    today = clock.today()
    version = found.version_on(today) or found.versions[-1]
    citing = lessons_citing()
    return render_template(
        "study/law.html",
        law=_law_row(found, version),
        versions=[_version_row(one) for one in reversed(found.versions)],
        articles=[_article_row(found, gist, citing) for gist in version.gists],
    )


def standing_text(version: LawVersion) -> str:
    """Say whether the official text was read: 已核对, or 待核对原文."""
    return "已核对" if version.standing is Standing.CHECKED else "待核对原文"


def _law_row(found: Law, version: LawVersion) -> dict[str, object]:
    return {
        "short": found.short,
        "title": found.title,
        "kind": found.kind,
        "doc_no": found.doc_no,
        "standing_text": standing_text(version),
        **_version_row(version),
    }


def _version_row(version: LawVersion) -> dict[str, object]:
    return {
        "version": version.version,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "articles": version.articles,
        "source": version.source,
        "standing_text": standing_text(version),
    }


def _article_row(found: Law, gist: Gist, citing: Citing) -> dict[str, object]:
    lessons = []
    for course_id, lesson_id in citing.get((found.short, gist.no), []):
        course = catalogue().course(course_id)
        lesson = course.lesson(lesson_id) if course else None
        if course is not None and lesson is not None:
            lessons.append(Link(lesson.title, lesson_url(course, lesson)))
    return {
        "no": gist.no,
        "label": article_label(gist.no),
        "gist": gist.gist,
        "tags": gist.tags,
        "old_number": gist.old_number,
        "lessons": lessons,
    }
