"""What the pages of cases show, at whichever desk: texts, law as it stands today, lessons.

Knows values for templates only. Who told a case is not among what readers are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from cadreschool.courses.cases.queries import CaseRow, CaseSheet, StepRow
from cadreschool.courses.cases.rules import NAMES, CaseState, articles_in_question
from cadreschool.courses.citations import ShownCitation, law_url, shown_citations
from cadreschool.kernel import clock
from cadreschool.laws.citations import CITATION, label, parse_citations, read_citation
from cadreschool.web.school import catalogue

_SHORT = 90
_TOLD = ("situation", "action", "outcome", "thoughts")
_BADGES = {
    CaseState.PUBLISHED: "finished",
    CaseState.WITHDRAWN: "not_started",
    CaseState.DRAFT: "not_started",
}


def row(one: CaseRow, url: str) -> dict[str, object]:
    """Return a case as a list shows it."""
    cited = parse_citations(one.citations)
    here, today = catalogue().registry, clock.today()
    return {
        "id": one.id,
        "title": one.title,
        "begins": one.situation[:_SHORT] + ("…" if len(one.situation) > _SHORT else ""),
        "citations": [label(citation) for citation in cited],
        "needs_review": bool(articles_in_question(cited, here, today)),
        "origin": one.origin,
        "at": one.at,
        "status": _BADGES.get(one.state, "in_progress"),
        "state": one.state.label,
        "url": url,
    }


def page(sheet: CaseSheet) -> dict[str, object]:
    """Return a case as its page shows it."""
    return {
        "id": sheet.id,
        "title": sheet.title,
        "parts": [(NAMES[name], name, paragraphs(getattr(sheet, name))) for name in _TOLD],
        "citations": _cited(sheet.citations),
        "lessons": lessons(sheet.lessons),
        "origin": sheet.origin,
        "status": _BADGES.get(sheet.state, "in_progress"),
        "state": sheet.state.label,
        "is_published": sheet.state is CaseState.PUBLISHED,
        "is_handed_in": sheet.state.is_handed_in,
        "is_editable": sheet.state.is_editable,
        "is_submitted": sheet.state is CaseState.SUBMITTED,
        "is_withdrawn": sheet.state is CaseState.WITHDRAWN,
        "version": sheet.version,
        "saved_at": sheet.saved_at,
    }


def paragraphs(text: str) -> list[list[tuple[str, str]]]:
    """Return the paragraphs of a plain text, each as (words, address of the law they name)."""
    return [_pieces(line) for line in text.split("\n") if line.strip()]


def _pieces(line: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    at = 0
    for found in CITATION.finditer(line):
        citation = read_citation(found[1])
        if citation is None or catalogue().registry.law(citation.short) is None:
            continue
        pieces += [(line[at : found.start()], ""), (label(citation), law_url(citation))]
        at = found.end()
    return [piece for piece in [*pieces, (line[at:], "")] if piece[0]]


def _cited(text: str) -> list[ShownCitation]:
    """Return stored citations with what the law says today, and whether that is in question."""
    cited = parse_citations(text)
    here, today = catalogue().registry, clock.today()
    return shown_citations(cited, here, today, articles_in_question(cited, here, today))


def lessons(keys: Sequence[str]) -> list[dict[str, str]]:
    """Return the lessons that a case names, as far as they are still published."""
    found = []
    for key in keys:
        course_id, _, lesson_id = key.partition("/")
        course = catalogue().course(course_id)
        lesson = course.lesson(lesson_id) if course else None
        if course is not None and lesson is not None:
            url = url_for("study.lesson", course_id=course_id, lesson_id=lesson_id)
            found.append({"title": lesson.title, "course": course.title, "url": url})
    return found


def step(one: StepRow, viewer_id: int, *, named: bool) -> dict[str, object]:
    """Return a step of a case's way; its author is not told who reviewed it."""
    who = "您" if one.made_by == viewer_id else one.name if named else "审核人"
    return {"label": one.kind.label, "who": who, "words": one.words, "at": one.made_at}
