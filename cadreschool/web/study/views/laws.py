"""The law pages: every registered law, our gists, its official text, and what rests on each."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.queries import taught_courses
from cadreschool.courses.queries import citing, lessons_citing
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.laws.citations import article_number
from cadreschool.laws.queries import ImportRow, imports_of, texts_of
from cadreschool.laws.registry import KINDS, Law, LawVersion
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue
from cadreschool.web.study.law_pages import article_rows, cases_citing, part_with, resting_on
from cadreschool.web.study.views.blueprint import blueprint


@blueprint.get("/laws/")
@signed_in
def laws() -> ResponseReturnValue:
    """List the registered laws with the version in force."""
    cited = lessons_citing()
    today = clock.today()
    rows = []
    for one in sorted(catalogue().registry.laws, key=lambda one: KINDS.index(one.kind)):
        version = one.version_to_show(today)
        cited_in = {
            lesson for (short, *_), found in cited.items() if short == one.short for lesson in found
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
    """Show a law: its versions, its contents, and of every article what we know."""
    here, today = catalogue(), clock.today()
    found = here.registry.law(short)
    if found is None:
        raise NotFoundError
    present = found.version_to_show(today)
    version = found.version(request.args.get("version", "")) or present
    imports = {row.version: row for row in imports_of(found.short)}
    texts = texts_of(found.short, version.version) if version.version in imports else []
    cited = citing(found.short)
    if version is not present:
        cited = [one for one in cited if one.version == version.version]
    resting = replace(
        resting_on(cited, version, here, today, _taught()),
        cases=cases_citing(version, found.short, here),
    )
    asked = article_number(request.args.get("article", "")[:_LONGEST]) or ""
    return render_template(
        "study/law.html",
        law=_law_row(found, version),
        versions=[_version_row(found, one, version, imports) for one in reversed(found.versions)],
        unregistered=[row for row in imports.values() if found.version(row.version) is None],
        part=part_with(article_rows(version, texts, resting), asked),
        source=imports.get(version.version),
        # What is not shown is left out of the address.
        arguments={"short": found.short}
        | ({} if version is present else {"version": version.version}),
        is_present=version is present,
    )


_LONGEST = 12


def _taught() -> dict[str, str]:
    """Return the courses whose questions the viewer may see, with where they lead."""
    who = viewer()
    if not who.is_teacher:
        return {}
    return {one.id: url_for("teach.course", course_id=one.id) for one in taught_courses(who)}


def _law_row(found: Law, version: LawVersion) -> dict[str, object]:
    return {
        "short": found.short,
        "title": found.title,
        "kind": found.kind,
        "doc_no": found.doc_no,
        "version": version.version,
    }


def _version_row(
    found: Law, version: LawVersion, shown: LawVersion, imports: dict[str, ImportRow]
) -> dict[str, object]:
    return {
        "version": version.version,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "articles": version.articles,
        "source": version.source,
        "standing_text": version.standing.label,
        "is_imported": version.version in imports,
        "url": ""
        if version is shown
        else url_for("study.law", short=found.short, version=version.version),
    }
