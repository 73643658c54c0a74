"""Writes of review cards. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, delete

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.upsert import replacing
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.review.rules import memory
from cadreschool.learning.verdicts.rules import Verdict

_TABLE = table_of(ReviewCard)
_DROP = delete(_TABLE).where(
    _TABLE.c.cadre_id == bindparam("cadre"),
    _TABLE.c.question_id.in_(bindparam("questions", expanding=True)),
)


def write_up(
    cadre_id: int, question_ids: Collection[str], said: Mapping[str, Sequence[Verdict]]
) -> None:
    """Make cards anew from answers: {question id: verdicts in the order of time}."""
    gone, rows = [], []
    for question_id in sorted(question_ids):
        found = memory(said.get(question_id, ()))
        if found is None:
            gone.append(question_id)
        else:
            rows.append(
                {
                    "cadre_id": cadre_id,
                    "question_id": question_id,
                    "stability": found.stability,
                    "difficulty": found.difficulty,
                    "answered_on": found.answered_on,
                    "due_on": found.due_on,
                }
            )
    if gone:
        db.session.execute(_DROP, {"cadre": cadre_id, "questions": gone})
    if rows:
        db.session.execute(replacing(_TABLE, "cadre_id", "question_id"), rows)
