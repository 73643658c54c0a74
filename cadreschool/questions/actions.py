"""Writes of question versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.models import QuestionRendering, QuestionVersion
from cadreschool.questions.published import Shown, to_payload
from cadreschool.questions.values import Question


def keep_versions(questions: list[Question], *, at: datetime) -> dict[str, int]:
    """Store those questions that differ from every earlier version: {question id: version id}."""
    ids = [question.id for question in questions]
    present: dict[str, dict[str, int]] = {}
    numbers: dict[str, int] = {}
    for some in portions(ids):
        for row in db.session.execute(
            select(
                QuestionVersion.question_id,
                QuestionVersion.digest,
                QuestionVersion.id,
                QuestionVersion.number,
            ).where(QuestionVersion.question_id.in_(some))
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


def keep_renderings(shown: Mapping[int, tuple[Question, Shown]], *, renderer: int) -> None:
    """Store the texts of versions {version id: (question, texts)}, in the place of older ones."""
    for some in portions(sorted(shown)):
        statement = upsert(QuestionRendering).values(
            [
                {
                    "question_version_id": version_id,
                    "renderer": renderer,
                    "payload": json.dumps(
                        to_payload(*shown[version_id]), ensure_ascii=False, separators=(",", ":")
                    ),
                }
                for version_id in some
            ]
        )
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=[QuestionRendering.question_version_id],
                set_={
                    "renderer": statement.excluded.renderer,
                    "payload": statement.excluded.payload,
                },
            )
        )
