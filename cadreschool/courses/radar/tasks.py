"""Rechecks as tasks: everything in one course or bank that rests on one article, looked at at once.

Whoever compares two texts of an article does so once, whatever cites it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cadreschool.courses.radar.values import OpenRecheck
from cadreschool.laws.comparing import Fate, likeliest
from cadreschool.laws.registry import LawVersion

_ORDER = tuple(Fate)


@dataclass(frozen=True, slots=True)
class Task:
    """All open rechecks of one course or bank about one article; `first` tells what they share."""

    rows: tuple[OpenRecheck, ...]

    @property
    def first(self) -> OpenRecheck:
        """Return the recheck that names the task: its page is the task's page."""
        return self.rows[0]

    @property
    def texts(self) -> int:
        """Count the paragraphs of lessons."""
        return sum(not row.question_id for row in self.rows)

    @property
    def questions(self) -> int:
        """Count the questions."""
        return sum(bool(row.question_id) for row in self.rows)

    @property
    def withheld(self) -> int:
        """Count the questions that are not drawn, from the day the newer version binds."""
        return sum(row.is_withheld for row in self.rows)


def tasks_of(rows: Iterable[OpenRecheck], on: date) -> list[Task]:
    """Put rechecks together by course, law and article; what a still newer version took over goes.

    What was changed comes before what has only another number.
    """
    found: dict[tuple[object, ...], list[OpenRecheck]] = {}
    for row in rows:
        if not row.is_over(on):
            found.setdefault(_shared(row), []).append(row)
    tasks = [Task(tuple(group)) for group in found.values()]
    tasks.sort(key=_place)
    return tasks


def task_of(rows: Iterable[OpenRecheck], recheck_id: int) -> Task | None:
    """Return the task that an open recheck belongs to."""
    found = list(rows)
    one = next((row for row in found if row.id == recheck_id), None)
    if one is None:
        return None
    return Task(tuple(row for row in found if _shared(row) == _shared(one)))


def _shared(row: OpenRecheck) -> tuple[object, ...]:
    return (
        row.course_id,
        row.bank_id,
        row.law,
        row.article,
        row.from_version,
        row.to_version,
        row.fate,
    )


def _place(task: Task) -> tuple[object, ...]:
    row = task.first
    number, _, addition = row.article.partition("-")
    return (
        _ORDER.index(row.fate) if row.fate is not Fate.RENUMBERED else len(_ORDER),
        row.law,
        int(number or 0),
        int(addition or 0),
        row.course_id or "",
        row.bank_id or "",
    )


def counterpart(
    row: OpenRecheck, old: Mapping[str, str], new: Mapping[str, str], version: LawVersion | None
) -> str:
    """Return the new article to show beside the old one.

    A moved article is where its text is; else where the registry says that it went, else where
    most of its words are, else under its number.
    """
    if row.fate is Fate.RENUMBERED:
        return row.to_article
    went = [gist.no for gist in version.gists if gist.old_number == row.article] if version else []
    if went:
        return went[0]
    near = likeliest(old[row.article], new) if row.article in old else ""
    return near or row.to_article
