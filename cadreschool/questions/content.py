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
from cadreschool.questions.values import Option, Part, Question


def to_json(question: Question) -> str:
    """Write a question canonically. What a kind does not have is left out: old digests stay."""
    return json.dumps(_data(question), ensure_ascii=False, separators=(",", ":"))


def _data(question: Question) -> dict[str, object]:
    data: dict[str, object] = {
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
    }
    if question.parts:
        data["parts"] = [[p.text, list(p.accepted), p.points] for p in question.parts]
    if question.questions:
        data["questions"] = [_data(one) for one in question.questions]
    return data


def from_json(text: str) -> Question:
    """Read a question back."""
    return _question(json.loads(text))


def _question(data: dict[str, Any]) -> Question:
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
        parts=tuple(Part(p[0], tuple(p[1]), p[2]) for p in data.get("parts", ())),
        questions=tuple(_question(one) for one in data.get("questions", ())),
    )


def content_digest(content: str) -> str:
    """Return the digest of a question's canonical JSON."""
    return hashlib.sha256(content.encode()).hexdigest()
