"""Reads of question versions, ready to be shown."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.questions.models import QuestionRendering
from cadreschool.questions.published import PublishedQuestion, from_payload


def published_questions(version_ids: Collection[int]) -> dict[int, PublishedQuestion]:
    """Return question versions with their texts: {version id: question}."""
    found: dict[int, PublishedQuestion] = {}
    for some in portions(sorted(set(version_ids))):
        rows = db.session.execute(
            select(QuestionRendering.question_version_id, QuestionRendering.payload).where(
                QuestionRendering.question_version_id.in_(some)
            )
        )
        found |= {row[0]: from_payload(row[0], json.loads(row[1])) for row in rows}
    return found
