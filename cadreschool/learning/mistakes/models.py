"""The mistake book: what it holds follows from answers and from what its owner did with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class Mistake(Model):
    """A question in somebody's mistake book. Derived: `mistakes.actions.write_up` makes it anew.

    `sitting_id` and `position` lead to the answer that was wrong last, `question_version_id` to
    what was asked then. `cleared_after` is the number in a row that was asked for when it was
    cleared: a later choice does not bring it back.
    """

    __tablename__ = "mistake"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'cleared', 'removed')", name="state_is_known"),
        CheckConstraint("wrong_times >= 1", name="was_wrong_once"),
        CheckConstraint("right_in_row >= 0", name="row_is_a_number"),
        CheckConstraint(
            "(state = 'cleared') = (cleared_after IS NOT NULL)", name="says_after_how_many"
        ),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    wrong_times: Mapped[int]
    right_in_row: Mapped[int]
    cleared_after: Mapped[int | None]
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    wrong_at: Mapped[datetime] = mapped_column(Moment)
    since: Mapped[datetime] = mapped_column(Moment)


class MistakeAct(Model):
    """What a cadre did with an entry by hand: removed it, or took it up again."""

    __tablename__ = "mistake_act"
    __table_args__ = (
        CheckConstraint("kind IN ('remove', 'restore')", name="kind_is_known"),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Moment)
