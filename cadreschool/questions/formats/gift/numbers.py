"""Numerical answers: a number with a margin, a range, or several with weights."""

from __future__ import annotations

import re
from decimal import Decimal

from cadreschool.questions.formats.answers import Interval, take_numbers
from cadreschool.questions.formats.drafting import FULL, Draft
from cadreschool.questions.formats.gift.pieces import Piece, Texts, split_at

_NUMBER = r"[-+]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_MARGIN = re.compile(rf"({_NUMBER})\s*(?:[:：]\s*({_NUMBER})?)?")
_MOST = 20


def measure(draft: Draft, body: Piece, texts: Texts) -> None:
    """Read {#25}, {#25:0.5}, {#24..26} or {#=25:0 =%50%25:1}."""
    answers, wrong = body.rest(1).split("~")
    if wrong is not None:
        _, feedback = wrong.split("#")
        draft.tell("其他回答", "" if feedback is None else texts.markdown(feedback))
    intervals: list[Interval] = []
    for _, piece in list(split_at(answers, "="))[:_MOST]:
        if not piece.text.strip():
            continue
        interval = _interval(draft, piece, texts)
        if interval is None:
            return
        intervals.append(interval)
    take_numbers(draft, intervals, draft.labels.measure)


def _interval(draft: Draft, piece: Piece, texts: Texts) -> Interval | None:
    weight, rest = piece.weighted()
    number, feedback = rest.split("#")
    interval = _read(texts.words(number), FULL if weight is None else weight)
    if interval is None:
        shown = texts.words(number)[:30]
        draft.refuse(f"“{shown}”不是数", "写成 {#25}、{#25:0.5} 或 {#24..26}", piece.line)
    elif feedback is not None:
        draft.tell(f"答 {interval}", texts.markdown(feedback))
    return interval


def _read(text: str, weight: Decimal) -> Interval | None:
    if found := _RANGE.fullmatch(text):
        return Interval.between(Decimal(found[1]), Decimal(found[2]), weight)
    if found := _MARGIN.fullmatch(text):
        tolerance = Decimal(found[2]) if found[2] else None
        return Interval(Decimal(found[1]), tolerance, weight)
    return None
