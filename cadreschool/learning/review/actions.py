"""Writes of review cards. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete

from cadreschool.kernel.db import db
from cadreschool.kernel.upsert import upsert
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.review.rules import memory
from cadreschool.learning.verdicts.rules import Verdict


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
        db.session.execute(
            delete(ReviewCard).where(
                ReviewCard.cadre_id == cadre_id, ReviewCard.question_id.in_(gone)
            )
        )
    if rows:
        statement = upsert(ReviewCard).values(rows)
        kept = {"cadre_id", "question_id"}
        changed = {name: statement.excluded[name] for name in rows[0] if name not in kept}
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=[ReviewCard.cadre_id, ReviewCard.question_id], set_=changed
            )
        )
