"""What the mistake book's pages show of an entry: the question as it is today, and one's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.citations import law_url
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.citations import Citation, label
from cadreschool.learning.mistakes.queries import MistakeRow, WrongAnswer, wrong_answers
from cadreschool.learning.mistakes.rules import OPEN, STATES
from cadreschool.learning.practice.offers import newest_of
from cadreschool.learning.practice.rules import Asked, Choice
from cadreschool.learning.sittings.queries import DrawnRow
from cadreschool.learning.sittings.rules import Saved
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web import school
from cadreschool.web.study import papers
from cadreschool.web.study.rows import Link


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of their book, as the address says."""

    state: str
    choice: Choice

    def arguments(self) -> dict[str, Any]:
        """Return what stands in the address."""
        chosen = self.choice
        found = {
            "state": "" if self.state == OPEN else self.state,
            "law": chosen.law,
            "unit": chosen.unit,
            "competency": chosen.competency,
        }
        return {name: value for name, value in found.items() if value}


def wanted_of(values: MultiDict[str, str]) -> Wanted:
    """Read an address or a form."""
    state = values.get("state", OPEN)
    chosen = Choice(
        law=values.get("law", "")[:60],
        unit=values.get("unit", "")[:10],
        competency=values.get("competency", "")[:20],
    )
    return Wanted(state if state in STATES else OPEN, chosen)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its question: as it is today, or, where it is gone, as it was."""

    row: MistakeRow
    asked: Asked
    is_there: bool

    @property
    def is_changed(self) -> bool:
        """Tell whether the question has a newer version than the one that was wrong."""
        return self.asked.published.version_id != self.row.version_id


def entries(rows: Sequence[MistakeRow], here: Catalogue) -> list[Entry]:
    """Return entries with their questions, in the order of the rows."""
    newest = newest_of([row.question_id for row in rows], here, school.questions)
    gone = school.questions({row.version_id for row in rows if row.question_id not in newest})
    return [
        Entry(
            row,
            newest.get(row.question_id) or Asked(gone[row.version_id], ""),
            is_there=row.question_id in newest,
        )
        for row in rows
        if row.question_id in newest or row.version_id in gone
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a page shows it; `parts` are told, nothing where they may not be."""

    id: str
    kind_label: str
    stem: Markup
    wrong_times: int
    right_in_row: int
    wrong_on: date
    cleared_after: int | None
    is_there: bool
    is_changed: bool
    parts: list[dict[str, object]]
    grounds: list[Link]
    report_url: str


def shown(who: Viewer, page: Sequence[Entry], untold: frozenset[str] | set[str]) -> list[Shown]:
    """Show a page of entries, with what was answered where the question is still the same."""
    answers = wrong_answers(who, [one.row for one in page])
    return [
        _shown(one, [] if one.row.question_id in untold else _parts(one, answers)) for one in page
    ]


def _shown(one: Entry, parts: list[dict[str, object]]) -> Shown:
    row, published = one.row, one.asked.published
    kind = kind_named(published.question.kind)
    return Shown(
        id=row.question_id,
        kind_label=kind.label,
        stem=_safe(kind.shown_stem(published.question, published.stem)),
        wrong_times=row.wrong_times,
        right_in_row=row.right_in_row,
        wrong_on=day_of(row.wrong_at),
        cleared_after=row.cleared_after,
        is_there=one.is_there,
        is_changed=one.is_changed,
        parts=parts,
        grounds=[Link(label(cited), law_url(cited)) for cited in _cited(published)],
        report_url=url_for(
            "study.new_question_report", sitting_id=row.sitting_id, position=row.position
        ),
    )


def _cited(published: PublishedQuestion) -> list[Citation]:
    inner = (one for part in published.question.questions for one in part.citations)
    by_label = {label(one): one for one in (*published.question.citations, *inner)}
    return list(by_label.values())


def _parts(one: Entry, answers: Mapping[str, Sequence[WrongAnswer]]) -> list[dict[str, object]]:
    """Return a question, or those of a case, as they are told: right answers and explanations."""
    published = one.asked.published
    mine = [] if one.is_changed else list(answers.get(one.row.question_id, ()))
    asked, rows, marks = {}, [], {}
    for place, part in enumerate(range(1, len(published.parts) + 1) or (0,), start=1):
        asked[place] = published.part(part)
        own = next((answer for answer in mine if answer.part == part), None)
        rows.append(_row(place, asked[place], part, own, one.row.wrong_at))
        if own is not None and own.thousandths is not None:
            marks[place] = own.thousandths
    return papers.marked_rows(asked, rows, marks)


def _row(
    place: int, asked: PublishedQuestion, part: int, own: WrongAnswer | None, at: datetime
) -> DrawnRow:
    order = own.option_order if own else tuple(one.id for one in asked.question.options)
    saved = (Saved(1, own.value, at),) if own and own.value else ()
    return DrawnRow(place, asked.version_id, part, 1, order, saved)


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered
