"""Questions that stand in other papers for the same people: who sits both knows the keys.

A paper that counts is told by any other whose answers are shown; a mock examination tells those
that count. Papers that ended more than thirty days ago are forgotten. Reads only, in one query.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, true

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import Paper, PaperItem, PaperMode, PaperState, Release
from cadreschool.questions.papers.queries import PaperFacts, is_taught_by

REMEMBERED: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Which questions stand in which other papers, and what those are called.

    `titles` are of the papers the viewer teaches with; others have none.
    """

    papers: Mapping[str, frozenset[int]] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """Return the questions."""
        return frozenset(self.papers)

    def counted(self, question_ids: Collection[str]) -> list[tuple[str, int]]:
        """Return how many of these stand in each other paper, by title; "" for foreign ones."""
        foreign: set[str] = set()
        numbers: dict[int, int] = {}
        for one in question_ids:
            for paper in self.papers.get(one, ()):
                if paper in self.titles:
                    numbers[paper] = numbers.get(paper, 0) + 1
                else:
                    foreign.add(one)
        own = [(self.titles[paper], number) for paper, number in sorted(numbers.items())]
        return [*own, *([("", len(foreign))] if foreign else [])]


def elsewhere(facts: PaperFacts, viewer: Viewer, *, at: datetime) -> Elsewhere:
    """Return the questions that takers of a paper meet, or met lately, in others."""
    rows = db.session.execute(
        select(QuestionVersion.question_id, Paper.id, Paper.title, is_taught_by(viewer))
        .select_from(Paper)
        .outerjoin(Organisation, Organisation.id == Paper.organisation_id)
        .join(PaperItem, PaperItem.paper_id == Paper.id)
        .join(QuestionVersion, QuestionVersion.id == PaperItem.question_version_id)
        .where(
            Paper.id != facts.id,
            Paper.state != PaperState.DRAFT,
            or_(Paper.closes_at.is_(None), Paper.closes_at > at - REMEMBERED),
            _is_for_the_same(facts.owner_path),
            _tells(facts),
        )
        .distinct()
    ).all()
    papers: dict[str, set[int]] = {}
    for question_id, paper_id, _, _ in rows:
        papers.setdefault(question_id, set()).add(paper_id)
    titles = {paper_id: title for _, paper_id, title, is_own in rows if is_own}
    return Elsewhere({one: frozenset(found) for one, found in papers.items()}, titles)


def _is_for_the_same(path: str | None) -> ColumnElement[bool]:
    """Return the condition "somebody may sit both": one union is at or below the other."""
    if path is None:
        return true()
    above = Paper.organisation_id.in_(ancestor_ids(path))
    return or_(Paper.organisation_id.is_(None), above, is_below(path))


def _tells(facts: PaperFacts) -> ColumnElement[bool]:
    """Return the condition "one of the two shows its answers, and the other one counts"."""
    they_tell, they_count = Paper.release != Release.NEVER, Paper.mode != PaperMode.MOCK
    ways = [they_tell] if facts.mode.counts else []
    ways += [they_count] if facts.release is not Release.NEVER else []
    return or_(*ways) if ways else and_(they_tell, ~true())
