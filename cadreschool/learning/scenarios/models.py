"""The facts of a run, written once: that it was begun, each choice, and the ending.

Nothing here is changed afterwards and nothing measures how long anybody thought.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class ScenarioRun(Model):
    """One go at a scenario, on one edition. The first one is evidence, later ones are practice."""

    __tablename__ = "scenario_run"
    __table_args__ = (
        UniqueConstraint("cadre_id", "course_id", "lesson_id", "number"),
        CheckConstraint("number >= 1", name="counts_from_one"),
        CheckConstraint("is_first = (number = 1)", name="first_is_number_one"),
        Index("ix_scenario_run_course_id_lesson_id", "course_id", "lesson_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    is_first: Mapped[bool]
    started_at: Mapped[datetime] = mapped_column(Moment)


class ScenarioChoice(Model):
    """One choice: at which node, which letter, and the place it led to."""

    __tablename__ = "scenario_choice"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counts_from_one"),
        {"sqlite_with_rowid": False},
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("scenario_run.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    node: Mapped[str] = mapped_column(String(60))
    letter: Mapped[str] = mapped_column(String(1))
    place: Mapped[str] = mapped_column(String(60))
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class ScenarioEnd(Model):
    """The ending a run reached."""

    __tablename__ = "scenario_end"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[int] = mapped_column(ForeignKey("scenario_run.id"), primary_key=True)
    ending: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime] = mapped_column(Moment)
