"""Reads of question versions: ready to be shown, or as the plain question."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import bindparam, select

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.questions.banks.models import BankStep
from cadreschool.questions.content import from_json
from cadreschool.questions.models import QuestionRendering, QuestionVersion
from cadreschool.questions.published import PublishedQuestion, from_payload
from cadreschool.questions.values import Question

_PUBLISHED = select(QuestionRendering.question_version_id, QuestionRendering.payload).where(
    QuestionRendering.question_version_id.in_(bindparam("versions", expanding=True))
)


def published_questions(version_ids: Collection[int]) -> dict[int, PublishedQuestion]:
    """Return question versions with their texts: {version id: question}."""
    found: dict[int, PublishedQuestion] = {}
    for some in portions(sorted(set(version_ids))):
        rows = db.session.execute(_PUBLISHED, {"versions": list(some)})
        found |= {row[0]: from_payload(row[0], json.loads(row[1])) for row in rows}
    return found


def newest_question(question_id: str) -> Question | None:
    """Return the newest version of a question."""
    content = db.session.scalar(
        select(QuestionVersion.content)
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionVersion.number.desc())
        .limit(1)
    )
    return None if content is None else from_json(content)


def rendered_otherwise(renderer: int) -> dict[int, Question]:
    """Return the versions ever put into a bank that this renderer has not rendered."""
    in_banks = select(BankStep.question_version_id).distinct()
    rows = db.session.execute(
        select(QuestionVersion.id, QuestionVersion.content)
        .join(QuestionRendering, QuestionRendering.question_version_id == QuestionVersion.id)
        .where(QuestionRendering.renderer != renderer, QuestionVersion.id.in_(in_banks))
        .order_by(QuestionVersion.id)
    )
    return {row[0]: from_json(row[1]) for row in rows}
