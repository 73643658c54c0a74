"""Reads of the search index: the sections that hold what somebody wants, best first.

Titles come before headings, headings before text; among equals the one that says it most. Both
engines rank alike in that order; within it each counts in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import TextClause, func, select, text

from cadreschool.courses.search.models import SearchSection
from cadreschool.kernel.db import db
from cadreschool.kernel.words import Run, Wanted, needle

MOST = 200
"""Sections that are ranked and can be paged through; who finds more writes more."""


@dataclass(frozen=True, slots=True)
class FoundSection:
    """One section that holds what was wanted; without an anchor it is the lesson as a whole."""

    course_id: str
    lesson_id: str
    anchor: str
    title: str
    heading: str
    text: str


_SQLITE = """
    SELECT section.course_id, section.lesson_id, section.anchor, section.title, section.heading,
           section.text
    FROM (
        SELECT s.id AS id, {tier} AS tier, found.rank AS rank
        FROM (SELECT rowid, bm25(search_index, 4, 1) AS rank FROM search_index
              WHERE search_index MATCH :match) AS found
        JOIN search_section AS s ON s.id = found.rowid
        ORDER BY tier, rank, s.id LIMIT :most
    ) AS best
    JOIN search_section AS section ON section.id = best.id
    ORDER BY best.tier, best.rank, section.id
"""

# Ranking reads whole vectors: only those that may be shown are worth it (16 of 27 ms, measured).
_POSTGRESQL = """
    SELECT section.course_id, section.lesson_id, section.anchor, section.title, section.heading,
           section.text
    FROM (
        SELECT s.id AS id, {tier} AS tier, s.words AS words FROM search_section AS s
        WHERE s.words @@ CAST(:match AS tsquery)
        ORDER BY tier, s.id LIMIT :most
    ) AS best
    JOIN search_section AS section ON section.id = best.id
    ORDER BY best.tier, ts_rank(best.words, CAST(:match AS tsquery)) DESC, section.id
"""


def find_sections(wanted: Wanted) -> list[FoundSection]:
    """Return the sections that hold every run, best first, `MOST` at most; each place once."""
    if not wanted:
        return []
    is_postgresql = db.engine.dialect.name == "postgresql"
    statement, parameters = _statement(wanted.runs, is_postgresql=is_postgresql)
    match = " & ".join(map(_tsquery, wanted.runs)) if is_postgresql else _match(wanted.runs)
    rows = db.session.execute(statement, parameters | {"match": match, "most": MOST})
    first: dict[tuple[str, str, str], FoundSection] = {}
    for row in rows:
        found = FoundSection(*row)
        first.setdefault((found.course_id, found.lesson_id, found.anchor), found)
    return list(first.values())


def _statement(runs: Sequence[Run], *, is_postgresql: bool) -> tuple[TextClause, dict[str, Any]]:
    """Fill in the tier: 0 for a lesson's title, 1 for a heading, 2 for text."""
    names = {f"head{at}": f"%{needle(run)}%" for at, run in enumerate(runs)}
    in_head = " AND ".join(f"s.head LIKE :{name}" for name in names)
    tier = f"CASE WHEN NOT ({in_head}) THEN 2 WHEN s.is_lesson THEN 0 ELSE 1 END"
    frame = _POSTGRESQL if is_postgresql else _SQLITE
    return text(frame.format(tier=tier)), names


def _match(runs: Sequence[Run]) -> str:
    """Write runs as FTS5 reads them: `"工 会" AND "cov" *`. Words hold no quotation marks."""
    return " AND ".join(f'"{" ".join(run.words)}"{" *" if run.goes_on else ""}' for run in runs)


def _tsquery(run: Run) -> str:
    """Write a run as PostgreSQL reads it: `('工' <-> '会')`."""
    words = [f"'{word}'" for word in run.words]
    if run.goes_on:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})"


def number_of_sections() -> int:
    """Return how many rows the index has."""
    return db.session.scalar(select(func.count()).select_from(SearchSection)) or 0
