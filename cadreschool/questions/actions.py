"""Writes of question versions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.values import Question


def keep_versions(questions: list[Question], *, at: datetime) -> dict[str, int]:
    """Store those questions that differ from every earlier version: {question id: version id}."""
    ids = [question.id for question in questions]
    present: dict[str, dict[str, int]] = {}
    numbers: dict[str, int] = {}
    for row in db.session.execute(
        select(
            QuestionVersion.question_id,
            QuestionVersion.digest,
            QuestionVersion.id,
            QuestionVersion.number,
        ).where(QuestionVersion.question_id.in_(ids))
    ):
        present.setdefault(row[0], {})[row[1]] = row[2]
        numbers[row[0]] = max(numbers.get(row[0], 0), row[3])
    kept: dict[str, int] = {}
    new: list[QuestionVersion] = []
    for question in questions:
        content = to_json(question)
        digest = content_digest(content)
        known = present.get(question.id, {}).get(digest)
        if known is not None:
            kept[question.id] = known
            continue
        new.append(
            QuestionVersion(
                question_id=question.id,
                number=numbers.get(question.id, 0) + 1,
                digest=digest,
                kind=question.kind,
                content=content,
                made_at=at,
            )
        )
    db.session.add_all(new)
    db.session.flush()
    return kept | {version.question_id: version.id for version in new}
