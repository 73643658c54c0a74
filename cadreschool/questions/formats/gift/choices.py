"""Answers that are chosen, paired or put in order."""

from __future__ import annotations

import re
from decimal import Decimal

from cadreschool.questions.formats.drafting import FULL, Choice, Draft
from cadreschool.questions.formats.gift.chunks import NEW_LINE
from cadreschool.questions.formats.gift.pieces import Piece, Texts, split_at

_MOST = 60
_ARROW = "->"
_TIGHT = re.compile(r"(?<=[^\s{=~#%])=")
_SETTINGS = re.compile(
    r">\s*([0-9]{1,3})?\s*(ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?[A-Za-z0-9_ \t]*(?:\n|\Z)"
)


def choose(draft: Draft, body: Piece, texts: Texts) -> None:
    """Read options: = is right, ~ is wrong or has a weight."""
    pieces = list(split_at(body, "=~"))
    if len(pieces) > _MOST:
        draft.refuse(f"有 {len(pieces)} 个选项", "应为 2 到 8 个")
        return
    choices = [_choice(mark, piece, texts) for mark, piece in pieces]
    if not pieces[0][0]:
        draft.note("第一个选项前没有 = 或 ~，当作错误选项读了", line=pieces[0][1].line)
    tight = _TIGHT.search(body.text)
    if tight and re.search(r"\s[=~]", body.text):
        line = body.line + body.text.count("\n", 0, tight.start())
        draft.note("等号紧跟着文字，当作一个选项的开头读了", r"如果是文字里的等号，请写成 \=", line)
    draft.choose(
        choices, several=all(choice.weight < FULL for choice in choices) or _all_free(pieces)
    )


def _all_free(pieces: list[tuple[str, Piece]]) -> bool:
    """Tell whether no option is marked with =: then several may be picked."""
    return all(mark != "=" for mark, _ in pieces)


def _choice(mark: str, piece: Piece, texts: Texts) -> Choice:
    weight, rest = piece.weighted()
    if weight is None:
        weight = FULL if mark == "=" else Decimal(0)
    answer, feedback = rest.split("#")
    told = "" if feedback is None else texts.markdown(feedback)
    text = texts.markdown(answer, inside=True)
    return Choice(text, weight, answer.stripped().line, told)


def are_pairs(body: Piece) -> bool:
    """Tell whether every answer is a pair; an arrow in one of several is only an arrow."""
    pieces = [piece for mark, piece in split_at(body, "=") if mark]
    return bool(pieces) and all(_ARROW in piece.text for piece in pieces)


def match(draft: Draft, body: Piece, texts: Texts) -> None:
    """Read pairs: =left -> right."""
    pairs = []
    for mark, piece in split_at(body, "="):
        left, right = piece.split(_ARROW)
        if not mark or right is None:
            draft.refuse("匹配的每一对要写成 =左边 -> 右边", line=piece.line)
            return
        pairs.append(
            (
                texts.markdown(left, inside=True),
                texts.markdown(right, inside=True),
                left.stripped().line,
            )
        )
        if len(pairs) > _MOST:
            break
    draft.match(pairs)


def order(draft: Draft, body: Piece, texts: Texts) -> None:
    """Read steps, one a line, below the settings of Moodle's ordering questions."""
    settings = _SETTINGS.match(body.text)
    if settings is None:
        draft.refuse("排序题的开头不对", "写成 {>3 ALL，然后一步一行，最后是 }")
        return
    if settings[2] in {"RANDOM", "REL", "CONTIGUOUS", "CONTIG"}:
        draft.note("原来每次只抽几步来排；这里全部都排")
    rest = body.rest(settings.end())
    steps = [
        (texts.markdown(Piece(text, rest.line + number), inside=True), rest.line + number)
        for number, text in enumerate(rest.text.split("\n")[: _MOST * 2])
        if text.strip().strip(NEW_LINE)
    ]
    draft.order(steps)
