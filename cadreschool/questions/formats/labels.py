"""What a question is about, as tags that other programs keep: 能力:able, 依据:工会法#22.

Knows how each is spelt and read back. Does not know where a format puts its tags, nor whether the
competency or the law exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from cadreschool.kernel.fields import read_day
from cadreschool.laws.citations import Citation, read_citation
from cadreschool.questions.values import Question

_LABEL = re.compile(r"(能力|难度|依据|有效|单元|单位)\s*[:：]\s*(.+)", re.DOTALL)
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_VALID = re.compile(r"([0-9-]{10})?\s*(?:至|起)\s*([0-9-]{10})?")
_DIFFICULTIES = ("1", "2", "3")


@dataclass(slots=True)
class Labels:
    """What the tags of one question say; `others` are tags that mean nothing here."""

    competencies: tuple[str, ...] = ()
    difficulty: int = 0
    grounds: tuple[Citation, ...] = ()
    valid: tuple[date | None, date | None] = (None, None)
    unit: str = ""
    measure: str = ""
    others: list[str] = field(default_factory=list)


def read_labels(tags: Iterable[str]) -> Labels:
    """Sort tags into what we know and the rest."""
    labels = Labels()
    for tag in tags:
        text = tag.strip()
        found = _LABEL.fullmatch(text)
        if text and not (found and _take(labels, found[1], found[2].strip())):
            labels.others.append(text)
    return labels


def _take(labels: Labels, name: str, value: str) -> bool:
    """Take one tag; tell whether it could be read."""
    match name:
        case "能力":
            names = filter(None, _SEPARATORS.split(value))
            labels.competencies = tuple(dict.fromkeys((*labels.competencies, *names)))
        case "难度":
            labels.difficulty = int(value) if value in _DIFFICULTIES else 0
            return bool(labels.difficulty)
        case "依据":
            citation = read_citation(value.removeprefix("[[").removesuffix("]]"))
            labels.grounds += (citation,) if citation else ()
            return citation is not None
        case "有效":
            return _take_validity(labels, value)
        case "单元":
            labels.unit = value
        case "单位":
            labels.measure = value
    return True


def _take_validity(labels: Labels, value: str) -> bool:
    found = _VALID.fullmatch(value)
    texts = found.groups() if found else ("", "")
    first, last = (read_day(text) if text else None for text in texts)
    if not (first or last) or [bool(first), bool(last)] != list(map(bool, texts)):
        return False
    labels.valid = (first, last)
    return True


def written_labels(
    question: Question, grounds: Iterable[Citation], unit: str = ""
) -> Iterator[str]:
    """Write the tags of a question; `unit` is what it belongs to in a bank."""
    for name in question.competencies:
        yield f"能力:{name}"
    if question.difficulty:
        yield f"难度:{question.difficulty}"
    for citation in grounds:
        yield f"依据:{_notation(citation)}"
    if question.valid_from or question.valid_to:
        days = (day.isoformat() if day else "" for day in (question.valid_from, question.valid_to))
        yield f"有效:{' 至 '.join(days).strip()}"
    if unit:
        yield f"单元:{unit}"


def _notation(citation: Citation) -> str:
    version = f"@{citation.version}" if citation.version else ""
    articles = f"#{'、'.join(citation.articles)}" if citation.articles else ""
    return f"{citation.short}{version}{articles}"
