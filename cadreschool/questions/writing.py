"""A question as its author would write it: reading (`questions.markdown`) undone.

Whatever was read from the one syntax is written such that reading it again gives the same question.
Knows no kind: each writes its own answer part.
"""

from __future__ import annotations

from collections.abc import Iterable

from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question


def write_question(question: Question, unit: str = "") -> str:
    """Write one question; `unit` is what it belongs to in a bank."""
    named = (
        ("单元", unit),
        ("能力", "、".join(question.competencies)),
        ("难度", str(question.difficulty or "")),
        ("依据", " ".join(map(_citation, grounds_of(question)))),
        ("有效", _validity(question)),
    )
    head = [f"## {kind_named(question.kind).label} {question.id}"]
    head += [f"{name}：{value}" for name, value in named if value]
    return "\n".join(head) + f"\n\n{write_body(question)}\n"


def write_body(question: Question) -> str:
    """Write stem, answer and explanation."""
    pieces = [question.stem, kind_named(question.kind).written(question)]
    if question.explanation:
        pieces.append(f"解析：{question.explanation}")
    return "\n\n".join(pieces)


def grounds_of(question: Question) -> tuple[Citation, ...]:
    """Return the citations of the line 依据: they stand before those found in the text."""
    in_text = len(parse_citations(write_body(question)))
    return question.citations[: max(len(question.citations) - in_text, 0)]


def _citation(citation: Citation) -> str:
    version = f"@{citation.version}" if citation.version else ""
    articles = f"#{'、'.join(citation.articles)}" if citation.articles else ""
    return f"[[{citation.short}{version}{articles}]]"


def _validity(question: Question) -> str:
    if question.valid_from is None and question.valid_to is None:
        return ""
    days = (day.isoformat() if day else "" for day in (question.valid_from, question.valid_to))
    return " 至 ".join(days).strip()


def write_questions(entries: Iterable[tuple[Question, str]]) -> str:
    """Write several questions, each with its unit."""
    return "\n".join(write_question(question, unit) for question, unit in entries)
