"""Picking one option for each of several places: the steps of 排序, the left sides of 匹配.

Knows the stored form, "c,a,b" with nothing where nothing was picked, and how it is read and told.
How many marks it earns is for the kinds to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadreschool.questions.kind import Row
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question, ResponseError

UNANSWERED = "未作答"
_OPEN = "未选"


def read_picks(question: Question, raw: Sequence[str], places: int) -> str | ResponseError:
    """Turn the picks of a form into the stored form."""
    picked = [text.strip() for text in raw]
    known = {option.id for option in question.options} | {""}
    if not set(picked) <= known or len(picked) > places:
        return ResponseError("选项与题目不符，请刷新页面后重新选择。")
    picked += [""] * (places - len(picked))
    return ",".join(picked) if any(picked) else ""


def split_picks(value: str, places: int) -> tuple[str, ...]:
    """Return the pick of each place, "" where nothing was picked."""
    picked = value.split(",") if value else []
    return tuple((picked + [""] * places)[:places])


def twice(value: str) -> Iterator[str]:
    """Yield what was picked more than once."""
    picked = value.split(",")
    yield from sorted({one for one in picked if one and picked.count(one) > 1})


def text_of(question: Question, option_id: str) -> str:
    """Tell one option in words."""
    found = next((option for option in question.options if option.id == option_id), None)
    return plain_text(found.text) if found else _OPEN


def compare(
    question: Question, value: str, labels: Sequence[str], right: Sequence[str]
) -> tuple[Row, ...]:
    """Compare the picks with the right ones, place by place."""
    picked = split_picks(value, len(labels))
    return tuple(
        Row(label, text_of(question, one), text_of(question, wanted), one == wanted)
        for label, one, wanted in zip(labels, picked, right, strict=True)
    )
