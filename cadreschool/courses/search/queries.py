"""Reads of the search index: the sections that hold what somebody wants, best first.

Titles come before headings, headings before text; among equals the one that says it most. Both
engines rank alike in that order; within it each counts in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import TextClause, func, select, text

from cadreschool.courses.search.models import SearchSection
from cadreschool.courses.search.sections import pair
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

# The index of pairs finds the candidates, and only those that may be shown are unpacked to see
# whether whole runs stand there, and to rank them (40 ms became 6 for 工会法, measured).
_POSTGRESQL = """
    SELECT section.course_id, section.lesson_id, section.anchor, section.title, section.heading,
           section.text
    FROM (
        SELECT s.id AS id, {tier} AS tier, s.words AS words FROM search_section AS s
        WHERE s.words @@ CAST(:pairs AS tsquery)
        ORDER BY tier, s.id LIMIT :most
    ) AS best
    JOIN search_section AS section ON section.id = best.id
    WHERE best.words @@ CAST(:match AS tsquery)
    ORDER BY best.tier, ts_rank(best.words, CAST(:match AS tsquery)) DESC, section.id
"""
# The planner does not know that unpacking is what costs, and would unpack everything.
_USE_THE_INDEX = text("SET LOCAL enable_seqscan = off")


def find_sections(wanted: Wanted) -> list[FoundSection]:
    """Return the sections that hold every run, best first, `MOST` at most; each place once."""
    if not wanted:
        return []
    if db.engine.dialect.name == "postgresql":
        db.session.execute(_USE_THE_INDEX)
        statement, parameters = _statement(_POSTGRESQL, wanted.runs)
        parameters["match"] = " & ".join(map(_tsquery, wanted.runs))
        parameters["pairs"] = " & ".join(map(_pairs, wanted.runs))
    else:
        statement, parameters = _statement(_SQLITE, wanted.runs)
        parameters["match"] = _match(wanted.runs)
    rows = db.session.execute(statement, parameters | {"most": MOST})
    first: dict[tuple[str, str, str], FoundSection] = {}
    for row in rows:
        found = FoundSection(*row)
        first.setdefault((found.course_id, found.lesson_id, found.anchor), found)
    return list(first.values())


NEAR = 5
"""Sections that are shown where none holds all that was wanted."""
_MOST_PAIRS = 12
# Words that stand in few sections weigh more; one in twenty sections bounds what one pair weighs.
_NEAR = """
    WITH hit AS ({hits}),
    weight AS (
        SELECT pair, 1.0 / (count(*) + :number * 0.05) AS weight FROM hit GROUP BY pair
    ),
    best AS (
        SELECT hit.id AS id, sum(weight.weight) AS score
        FROM hit JOIN weight ON weight.pair = hit.pair
        GROUP BY hit.id HAVING count(*) > 1 ORDER BY score DESC, hit.id LIMIT :most
    )
    SELECT section.course_id, section.lesson_id, section.anchor, section.title, section.heading,
           section.text
    FROM best JOIN search_section AS section ON section.id = best.id
    ORDER BY best.score DESC, section.id
"""
_HIT_SQLITE = (
    "SELECT {at} AS pair, rowid AS id FROM search_index WHERE search_index MATCH :pair{at}"
)
_HIT_POSTGRESQL = (
    "SELECT {at} AS pair, id FROM search_section WHERE words @@ CAST(:pair{at} AS tsquery)"
)


def find_near(wanted: Wanted) -> list[FoundSection]:
    """Return a few sections that hold two or more pairs of neighbouring words of what was wanted.

    For whole questions (加班费怎么算), which stand in no text word by word.
    """
    pairs = list(dict.fromkeys(one for run in wanted.runs for one in pairwise(run.words)))
    del pairs[_MOST_PAIRS:]
    if len(pairs) < 2:  # noqa: PLR2004 -- two of them must be found
        return []
    is_postgresql = db.engine.dialect.name == "postgresql"
    if is_postgresql:
        db.session.execute(_USE_THE_INDEX)
    hit = _HIT_POSTGRESQL if is_postgresql else _HIT_SQLITE
    hits = " UNION ALL ".join(hit.format(at=at) for at in range(len(pairs)))
    matches = {
        f"pair{at}": f"'{pair(*one)}'" if is_postgresql else f'"{" ".join(one)}"'
        for at, one in enumerate(pairs)
    }
    parameters = {**matches, "number": number_of_sections(), "most": NEAR}
    rows = db.session.execute(text(_NEAR.format(hits=hits)), parameters)
    return [FoundSection(*row) for row in rows]


def _statement(frame: str, runs: Sequence[Run]) -> tuple[TextClause, dict[str, Any]]:
    """Fill in the tier: 0 for a lesson's title, 1 for a heading, 2 for text."""
    names = {f"head{at}": f"%{needle(run)}%" for at, run in enumerate(runs)}
    in_head = " AND ".join(f"s.head LIKE :{name}" for name in names)
    tier = f"CASE WHEN NOT ({in_head}) THEN 2 WHEN s.is_lesson THEN 0 ELSE 1 END"
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


def _pairs(run: Run) -> str:
    """Write the pairs of a run, which stand in the index wherever the run does."""
    *_, last = run.words
    pairs = [f"'{pair(before, word)}'" for before, word in pairwise(run.words)]
    if run.goes_on:
        pairs[-1:] = [f"'{last}':*"]
    return " & ".join(pairs or [f"'{last}'"])


def indexed_courses() -> set[str]:
    """Return the courses that the index knows."""
    return set(db.session.scalars(select(SearchSection.course_id).distinct()))


def number_of_sections() -> int:
    """Return how many rows the index has."""
    return db.session.scalar(select(func.count()).select_from(SearchSection)) or 0
