"""What the reading child says: a head, a line of JSON for each item, and how it ended.

Knows both directions. Does not read any format.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cadreschool.questions.content import from_json, to_json
from cadreschool.questions.formats.values import (
    Confidence,
    Item,
    Picture,
    Problem,
    Reading,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file besides its items."""

    format_name: str
    problems: tuple[Problem, ...]
    columns: Mapping[str, str]


def write_head(format_name: str, reading: Reading) -> str:
    """Write what concerns the file as a whole."""
    return _line(
        {
            "format": format_name,
            "problems": _problems(reading.problems),
            "columns": list(reading.columns.items()),
        }
    )


def write_item(item: Item) -> str:
    """Write one item."""
    return _line(
        {
            "place": item.place,
            "source": item.source,
            "question": to_json(item.question) if item.question else None,
            "confidence": item.confidence,
            "given_id": item.given_id,
            "category": item.category,
            "unit": item.unit,
            "problems": _problems(item.problems),
            "pictures": [[one.name, base64.b64encode(one.data).decode()] for one in item.pictures],
        }
    )


def write_failure(text: str) -> str:
    """Write why the file cannot be read."""
    return _line({"failure": text})


def write_end() -> str:
    """Write that this was all."""
    return _line({"end": True})


def read_line(line: str) -> Head | Item | str | None:
    """Read a line: the head, an item, the reason of a failure, or None for the end."""
    data: dict[str, Any] = json.loads(line)
    if "failure" in data:
        return str(data["failure"])
    if "end" in data:
        return None
    problems = tuple(Problem(*one) for one in data["problems"])
    if "format" in data:
        return Head(data["format"], problems, dict(data["columns"]))
    question = data["question"]
    return Item(
        place=data["place"],
        source=data["source"],
        question=from_json(question) if question else None,
        confidence=Confidence(data["confidence"]),
        given_id=data["given_id"],
        category=data["category"],
        unit=data["unit"],
        problems=problems,
        pictures=tuple(Picture(name, base64.b64decode(text)) for name, text in data["pictures"]),
    )


def _problems(problems: tuple[Problem, ...]) -> list[list[str]]:
    return [[one.place, one.text, one.hint] for one in problems]


def _line(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
