"""One form of a paper as it is printed: sections by kind, options with letters, the key apart.

The order of options is drawn once for each form, so that the sheet without the key and the one
with it agree, however often they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from random import Random

from markupsafe import Markup

from cadreschool.kernel.text import chinese_number
from cadreschool.learning.sittings.rules import option_order
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.papers.queries import ItemRow
from cadreschool.questions.published import PublishedQuestion

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT = {"numeric", "ordering"}
"""Kinds answered in a word or two, with no place for it in their text."""


def sections(
    items: Sequence[ItemRow],
    questions: Mapping[int, PublishedQuestion],
    *,
    seed: int,
    has_key: bool,
) -> list[dict[str, object]]:
    """Return the sections of a form, one for each run of questions of one kind."""
    chance = Random(seed)  # noqa: S311 -- an order, not a secret
    shown: list[dict[str, object]] = []
    runs = groupby(items, key=lambda one: kind_named(questions[one.version_id].question.kind).label)
    for number, (label, run) in enumerate(runs, start=1):
        rows = list(run)
        shown.append(
            {
                "title": f"{chinese_number(number)}、{label}题",
                "words": _words(rows),
                "questions": [_question(row, questions, chance, has_key) for row in rows],
            }
        )
    return shown


def _words(rows: Sequence[ItemRow]) -> str:
    total = sum(row.points for row in rows)
    each = {row.points for row in rows}
    if len(each) == 1:
        return f"每题 {each.pop()} 分，{len(rows)} 题，共 {total} 分"
    return f"{len(rows)} 题，共 {total} 分"


def _question(
    row: ItemRow,
    questions: Mapping[int, PublishedQuestion],
    chance: Random,
    has_key: bool,  # noqa: FBT001 -- what the page asked for
) -> dict[str, object]:
    published = questions[row.version_id].part(row.part)
    question, kind = published.question, kind_named(published.question.kind)
    html = {
        option.id: text for option, text in zip(question.options, published.options, strict=True)
    }
    order = option_order(question, chance)
    letters = dict(zip(order, _LETTERS, strict=False))
    right = [letters[one.id] for one in question.options if one.is_right]
    whole = published.whole
    return {
        "number": row.position,
        "points": row.points,
        "case": _safe(whole.stem) if whole is not None and row.part == 1 else None,
        "stem": _safe(kind.shown_stem(question, published.stem)),
        "options": [
            {"letter": letters[one], "html": _safe(html[one])} for one in order if one in html
        ],
        "lines": range(8 if question.kind == "essay" else 0),
        "is_short": question.kind in _SHORT,
        "lefts": kind.labels(question) if question.kind == "matching" else (),
        "right": ("".join(sorted(right)) or kind.right_answer_text(question)) if has_key else "",
        "explanation": _safe(published.explanation) if has_key else None,
    }


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered
