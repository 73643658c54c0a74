"""A question as JSON and back: what a version stores, and what its digest is taken of.

The digest leaves out the line in the file: moving a question is not changing it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from cadreschool.laws.citations import Citation
from cadreschool.questions.values import Option, Question


def to_json(question: Question) -> str:
    """Write a question canonically."""
    return json.dumps(
        {
            "id": question.id,
            "kind": question.kind,
            "stem": question.stem,
            "options": [[o.id, o.text, o.is_right] for o in question.options],
            "answer": question.answer,
            "tolerance": None if question.tolerance is None else str(question.tolerance),
            "unit": question.unit,
            "explanation": question.explanation,
            "citations": [[c.short, c.version, list(c.articles)] for c in question.citations],
            "competencies": list(question.competencies),
            "difficulty": question.difficulty,
            "valid_from": question.valid_from.isoformat() if question.valid_from else None,
            "valid_to": question.valid_to.isoformat() if question.valid_to else None,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Question:
    """Read a question back."""
    data: dict[str, Any] = json.loads(text)
    return Question(
        id=data["id"],
        kind=data["kind"],
        stem=data["stem"],
        options=tuple(Option(*option) for option in data["options"]),
        answer=data["answer"],
        tolerance=None if data["tolerance"] is None else Decimal(data["tolerance"]),
        unit=data["unit"],
        explanation=data["explanation"],
        citations=tuple(Citation(c[0], c[1], tuple(c[2]), 0) for c in data["citations"]),
        competencies=tuple(data["competencies"]),
        difficulty=data["difficulty"],
        valid_from=date.fromisoformat(data["valid_from"]) if data["valid_from"] else None,
        valid_to=date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
        line=0,
    )


def content_digest(content: str) -> str:
    """Return the digest of a question's canonical JSON."""
    return hashlib.sha256(content.encode()).hexdigest()
