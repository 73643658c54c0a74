"""Reads of runs: one's own, and how the choices of many spread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, is_below
from cadreschool.people.models import Cadre


@dataclass(frozen=True, slots=True)
class RunRow:
    """One of one's runs at a scenario, as a list shows it."""

    id: int
    number: int
    is_first: bool
    started_at: datetime
    ending: str | None
    ended_at: datetime | None
    edition_id: int
    steps: int


def own_runs(viewer: Viewer, course_id: str, lesson_id: str) -> list[RunRow]:
    """Return the viewer's runs at one scenario, by number."""
    rows = db.session.execute(
        select(
            ScenarioRun.id,
            ScenarioRun.number,
            ScenarioRun.is_first,
            ScenarioRun.started_at,
            ScenarioEnd.ending,
            ScenarioEnd.ended_at,
            ScenarioRun.edition_id,
            func.count(ScenarioChoice.seq),
        )
        .outerjoin(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .outerjoin(ScenarioChoice, ScenarioChoice.run_id == ScenarioRun.id)
        .where(
            ScenarioRun.cadre_id == viewer.cadre_id,
            ScenarioRun.course_id == course_id,
            ScenarioRun.lesson_id == lesson_id,
        )
        .group_by(ScenarioRun.id, ScenarioEnd.run_id, ScenarioEnd.ending, ScenarioEnd.ended_at)
        .order_by(ScenarioRun.number)
    )
    return [RunRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One stored choice."""

    seq: int
    node: str
    letter: str
    place: str
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class RunSheet:
    """A run with its choices, as its owner may see it."""

    id: int
    course_id: str
    lesson_id: str
    edition_id: int
    number: int
    is_first: bool
    started_at: datetime
    ending: str | None
    ended_at: datetime | None
    steps: tuple[StepRow, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters chosen, in order."""
        return tuple(step.letter for step in self.steps)

    @property
    def is_open(self) -> bool:
        """Tell whether the run goes on."""
        return self.ending is None


_SHEET = (
    ScenarioRun.id,
    ScenarioRun.course_id,
    ScenarioRun.lesson_id,
    ScenarioRun.edition_id,
    ScenarioRun.number,
    ScenarioRun.is_first,
    ScenarioRun.started_at,
)


def run_for(viewer: Viewer, run_id: int, *, locked: bool = False) -> RunSheet:
    """Return the viewer's own run; anybody else's is not found. `locked`: against writers."""
    statement = select(*_SHEET).where(
        ScenarioRun.id == run_id, ScenarioRun.cadre_id == viewer.cadre_id
    )
    if locked:
        statement = statement.with_for_update()
    run = db.session.execute(statement).first()
    if run is None:
        raise NotFoundError
    rows: list[Any] = list(
        db.session.execute(
            select(
                ScenarioChoice.seq,
                ScenarioChoice.node,
                ScenarioChoice.letter,
                ScenarioChoice.place,
                ScenarioChoice.chosen_at,
                ScenarioEnd.ending,
                ScenarioEnd.ended_at,
            )
            .outerjoin(ScenarioEnd, ScenarioEnd.run_id == ScenarioChoice.run_id)
            .where(ScenarioChoice.run_id == run_id)
            .order_by(ScenarioChoice.seq)
        )
    )
    ending, ended_at = (rows[0][5], rows[0][6]) if rows else (None, None)
    return RunSheet(*run, ending, ended_at, tuple(StepRow(*row[:5]) for row in rows))


@dataclass(frozen=True, slots=True)
class Spread:
    """How the first runs of many went: how many took each choice, and came to each ending."""

    choices: dict[tuple[str, str], int]
    """{(node id, letter): people}"""
    endings: dict[str, int]

    @property
    def runs(self) -> int:
        """Return how many came to an ending."""
        return sum(self.endings.values())


def spread(course_id: str, lesson_id: str, below: Node | None = None) -> Spread:
    """Count the choices of first runs that reached an ending, of all editions.

    With a node those of the cadres who serve there or below it today.
    """
    chosen = (
        select(
            ScenarioChoice.node,
            ScenarioChoice.letter,
            func.count(ScenarioRun.id.distinct()),
        )
        .select_from(ScenarioRun)
        .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .join(ScenarioChoice, ScenarioChoice.run_id == ScenarioRun.id)
        .where(
            ScenarioRun.course_id == course_id, ScenarioRun.lesson_id == lesson_id, *_first(below)
        )
        .group_by(ScenarioChoice.node, ScenarioChoice.letter)
    )
    ended = (
        select(ScenarioEnd.ending, func.count())
        .join(ScenarioRun, ScenarioRun.id == ScenarioEnd.run_id)
        .where(
            ScenarioRun.course_id == course_id, ScenarioRun.lesson_id == lesson_id, *_first(below)
        )
        .group_by(ScenarioEnd.ending)
    )
    choices = {(row[0], row[1]): row[2] for row in db.session.execute(chosen)}
    return Spread(choices, {row[0]: row[1] for row in db.session.execute(ended)})


def walked(below: Node | None = None) -> dict[tuple[str, str], int]:
    """Count who reached an ending for the first time: {(course id, lesson id): people}."""
    rows = db.session.execute(
        select(ScenarioRun.course_id, ScenarioRun.lesson_id, func.count())
        .join(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
        .where(*_first(below))
        .group_by(ScenarioRun.course_id, ScenarioRun.lesson_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _first(below: Node | None) -> list[ColumnElement[bool]]:
    """Return the conditions "a first run", and "of a cadre who serves there or below"."""
    if below is None:
        return [ScenarioRun.is_first.is_(True)]
    serving = (
        select(Cadre.id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(is_below(below.path), Cadre.left_on.is_(None))
    )
    return [ScenarioRun.is_first.is_(True), ScenarioRun.cadre_id.in_(serving)]
