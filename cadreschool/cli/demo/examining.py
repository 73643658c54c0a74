"""Papers of the demonstration school: an exam that is over, its resit, and a mock for everybody.

By the actions a person would use, with the moment passed in. Has dice of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from cadreschool.cli.demo.guessing import guesses
from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.pools import pool_of
from cadreschool.kernel.clock import SHANGHAI, day_of
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import hand_in
from cadreschool.learning.exams.actions import end_exam, start_exam
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import sheet_for
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.access import AccessRule, When
from cadreschool.questions.papers.actions import NewException, PaperValues
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.papers.rules import plan
from cadreschool.questions.queries import published_questions
from cadreschool.questions.values import Scoring

_SEED = 20260511
_ROWS = (
    Row(10, 4, kind="single"),
    Row(5, 6, kind="multiple"),
    Row(6, 3, kind="true_false"),
    Row(3, 4, kind="numeric"),
)
_SMALL = tuple(replace(row, number=2) for row in _ROWS)
_EXAM = PaperValues(
    "工会法律知识考试",
    scoring=Scoring.HALF,
    minutes=60,
    forms=2,
    release=Release.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may sit papers, and how well."""

    viewer: Viewer
    diligence: int


def hold_exams(
    takers: Collection[Taker],
    catalogue: Catalogue,
    people: Mapping[str, int],
    *,
    county: int,
    begins: datetime,
) -> None:
    """Let the county hold an exam in the sixth week, and leave a resit and a mock open."""
    trainer = people["何静"]
    lessons = Design(uses_lessons=True)
    pool = pool_of(lessons, catalogue.curriculum, day_of(begins))
    design = next(
        (
            one
            for one in (replace(lessons, rows=rows) for rows in (_ROWS, _SMALL))
            if plan(one, pool, 2, seed=_SEED).is_feasible
        ),
        None,
    )
    if design is None:
        return  # a school of other content: it has no papers
    chance = Random(_SEED)  # noqa: S311 -- a story, not a secret
    monday = (begins + timedelta(weeks=6)).astimezone(SHANGHAI)
    starts = monday.replace(hour=9, minute=0)
    basis = replace(_EXAM, design=design)
    values = replace(basis, opens_at=starts, closes_at=starts + timedelta(days=2))

    def held(paper: PaperValues, at: datetime) -> int:
        paper_id = actions.create_paper(paper, county, by=trainer, at=at)
        drawn = plan(design, pool, paper.forms, seed=_SEED)
        actions.open_paper(paper_id, drawn, version=1, by=trainer, at=at)
        return paper_id

    exam = held(values, starts - timedelta(days=5))
    for taker in takers:
        if chance.random() * 9 < taker.diligence + 1:
            at = starts + timedelta(hours=chance.randrange(9), minutes=chance.randrange(60))
            _sit(taker, exam, chance, at)
    ill = NewException(
        people["陈晓"],
        "培训期间住院",
        starts + timedelta(days=60),
        extra_minutes=30,
        extra_attempts=1,
    )
    actions.make_exception(exam, ill, by=trainer, at=starts + timedelta(days=1))
    end_exam(exam, by=trainer, at=starts + timedelta(days=3))
    after = starts + timedelta(days=5)
    rules = (
        AccessRule(may=True, when=When(failed=exam)),
        AccessRule(may=False, why="补考只对考过而没有合格的人开放。"),
    )
    resit = replace(basis, title=f"{_EXAM.title}补考", mode=PaperMode.RESIT, rules=rules)
    held(resit, after)
    mock = replace(basis, title="工会法律知识模拟考试", mode=PaperMode.MOCK, attempts=None)
    held(replace(mock, forms=1, release=Release.SUBMITTED), after)


def _sit(taker: Taker, paper_id: int, chance: Random, at: datetime) -> None:
    viewer, skill = taker.viewer, 0.5 + taker.diligence * 0.05
    seed = chance.randrange(1 << 30)
    sitting_id = start_exam(viewer, paper_id, published_questions, seed=seed, at=at)
    given = guesses(sheet_for(viewer, sitting_id), chance, skill)
    at += timedelta(minutes=chance.randrange(22, 58))
    save_answers(viewer, sitting_id, lambda _: given, at=at)
    hand_in(viewer, sitting_id, at=at + timedelta(seconds=20))
