"""What the search page shows: values for the template. Every kind asks for what the viewer may see.

Knows where a result leads. Does not know how anything is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup, escape

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.citations import law_url
from cadreschool.courses.search.queries import FoundSection
from cadreschool.courses.search.questions import FoundQuestion
from cadreschool.kernel.viewer import Role
from cadreschool.kernel.words import Wanted, spans
from cadreschool.laws.citations import Citation, article_label
from cadreschool.laws.finding import FoundArticle
from cadreschool.laws.registry import Law
from cadreschool.people.lookup.queries import FoundUnion
from cadreschool.people.lookup.search import PersonRow
from cadreschool.questions.plain import plain_text

_BEFORE, _LONGEST = 24, 110
"""Characters of a text that are shown: some before what was found, and how many at all."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result: where it leads, what it is called, where it belongs, and a piece of its text."""

    url: str
    title: str
    place: str
    text: str


def marked(text: str, wanted: Wanted) -> str:
    """Return a text with what was found marked, everything else escaped."""
    pieces, at = [], 0
    for start, end in spans(text, wanted):
        pieces += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def excerpt(text: str, wanted: Wanted) -> str:
    """Return the piece of a text around what was found first, marked."""
    found = spans(text, wanted)
    start = max(found[0][0] - _BEFORE, 0) if found else 0
    end = min(start + _LONGEST, len(text))
    piece = marked(text[start:end], wanted)
    return Markup("{}{}{}").format("…" if start else "", piece, "…" if end < len(text) else "")


def is_still_there(found: FoundSection, catalogue: Catalogue) -> bool:
    """Tell whether the catalogue in memory knows the lesson; it may be older than the index."""
    course = catalogue.course(found.course_id)
    return course is not None and course.lesson(found.lesson_id) is not None


def section_result(catalogue: Catalogue, wanted: Wanted, found: FoundSection) -> Result:
    """Show a section with the lesson and course it belongs to."""
    course = catalogue.course(found.course_id)
    url = url_for(
        "study.lesson",
        course_id=found.course_id,
        lesson_id=found.lesson_id,
        _anchor=found.anchor or None,
    )
    above = (course.title if course else "", found.title if found.heading else "")
    return Result(
        url,
        marked(found.heading or found.title, wanted),
        " › ".join(part for part in above if part),
        excerpt(found.text, wanted),
    )


def law_result(wanted: Wanted, found: Law | FoundArticle) -> Result:
    """Show a law that is called so, or an article with what it says in our words."""
    if isinstance(found, Law):
        url = url_for("study.law", short=found.short)
        return Result(url, marked(found.title, wanted), found.kind, "")
    former = found.gist.old_number
    return Result(
        law_url(Citation(found.law.short, None, (found.gist.no,), 0)),
        marked(f"《{found.law.short}》{article_label(found.gist.no)}", wanted),
        f"版本：{found.version.version}"
        + (f" · 修改前为{article_label(former)}" if former else ""),
        marked(found.gist.gist, wanted),
    )


def question_result(wanted: Wanted, found: FoundQuestion) -> Result:
    """Show a question to somebody who teaches; it leads to the course's page in the 教研台."""
    return Result(
        url_for("teach.course", course_id=found.course.id),
        marked(plain_text(found.question.stem), wanted),
        f"{found.course.title} › {found.lesson.title} · {found.question.id}",
        "",
    )


def person_result(found: PersonRow) -> Result:
    """Show somebody, on the desk that shows them to this viewer."""
    url = (
        url_for("supervise.cadre", cadre_id=found.id)
        if found.is_supervised
        else url_for("office.person", cadre_id=found.id)
    )
    return Result(url, found.name, f"{found.organisation_name} · {found.post_name}", "")


def union_result(wanted: Wanted, found: tuple[Role, FoundUnion]) -> Result:
    """Show a union, on the desk of the role it was found with."""
    role, union = found
    page = "supervise.completion" if role is Role.SUPERVISOR else "office.organisation"
    return Result(
        url_for(page, organisation_id=union.node.id),
        marked(union.node.name, wanted),
        " · ".join(part for part in (union.node.kind_name, union.above) if part),
        "",
    )
