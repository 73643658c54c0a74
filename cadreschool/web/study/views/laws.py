"""The law pages: every registered law, our gists, and which lessons rest on an article."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.queries import lessons_citing
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.laws.citations import article_label
from cadreschool.laws.registry import KINDS, Gist, Law, LawVersion
from cadreschool.web.guards import signed_in
from cadreschool.web.school import catalogue
from cadreschool.web.study.rows import Link, lesson_url
from cadreschool.web.study.views.blueprint import blueprint


@blueprint.get("/laws/")
@signed_in
def laws() -> ResponseReturnValue:
    """List the registered laws with the version in force."""
    citing = lessons_citing()
    today = clock.today()
    rows = []
    for one in sorted(catalogue().registry.laws, key=lambda one: KINDS.index(one.kind)):
        version = one.version_to_show(today)
        cited_in = {
            lesson
            for (short, *_), found in citing.items()
            if short == one.short
            for lesson in found
        }
        rows.append(
            {
                "short": one.short,
                "title": one.title,
                "kind": one.kind,
                "version": version.version,
                "effective_from": version.effective_from,
                "standing_text": version.standing.label,
                "url": url_for("study.law", short=one.short),
                "cited_in": len(cited_in),
            }
        )
    return render_template("study/laws.html", laws=rows)


@blueprint.get("/laws/<string:short>/")
@signed_in
def law(short: str) -> ResponseReturnValue:
    """Show a law: its versions, and for every article we have read what it says in short."""
    found = catalogue().registry.law(short)
    if found is None:
        raise NotFoundError
    version = found.version_to_show(clock.today())
    citing = lessons_citing()
    return render_template(
        "study/law.html",
        law=_law_row(found, version),
        versions=[_version_row(one) for one in reversed(found.versions)],
        articles=[
            _article_row(gist, citing.get((found.short, version.version, gist.no), []))
            for gist in version.gists
        ],
    )


def _law_row(found: Law, version: LawVersion) -> dict[str, object]:
    return {
        "short": found.short,
        "title": found.title,
        "kind": found.kind,
        "doc_no": found.doc_no,
        **_version_row(version),
    }


def _version_row(version: LawVersion) -> dict[str, object]:
    return {
        "version": version.version,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "articles": version.articles,
        "source": version.source,
        "standing_text": version.standing.label,
    }


def _article_row(gist: Gist, cited_in: list[tuple[str, str]]) -> dict[str, object]:
    lessons = []
    for course_id, lesson_id in cited_in:
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
