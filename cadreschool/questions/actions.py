"""Writes of question versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.models import QuestionRendering, QuestionVersion
from cadreschool.questions.published import Shown, to_payload
from cadreschool.questions.values import Question

_VERSION = table_of(QuestionVersion)
_NEW_VERSION = insert(_VERSION).returning(_VERSION.c.question_id, _VERSION.c.id)


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
    new: list[dict[str, object]] = []
    for question in questions:
        content = to_json(question)
        digest = content_digest(content)
        known = present.get(question.id, {}).get(digest)
        if known is not None:
            kept[question.id] = known
            continue
        new.append(
            {
                "question_id": question.id,
                "number": numbers.get(question.id, 0) + 1,
                "digest": digest,
                "kind": question.kind,
                "content": content,
                "made_at": at,
            }
        )
    if new:
        rows = db.session.execute(_NEW_VERSION, new)
        kept |= {row[0]: row[1] for row in rows}
    return kept


def keep_renderings(shown: Mapping[int, tuple[Question, Shown]], *, renderer: int) -> None:
    """Store the texts of versions {version id: (question, texts)}, in the place of older ones."""
    statement = upsert(table_of(QuestionRendering))
    statement = statement.on_conflict_do_update(
        index_elements=[QuestionRendering.question_version_id],
        set_={"renderer": statement.excluded.renderer, "payload": statement.excluded.payload},
    )
    rows = [
        {
            "question_version_id": version_id,
            "renderer": renderer,
            "payload": json.dumps(
                to_payload(*shown[version_id]), ensure_ascii=False, separators=(",", ":")
            ),
        }
        for version_id in sorted(shown)
    ]
    for some in portions(rows):
        db.session.execute(statement, some)
