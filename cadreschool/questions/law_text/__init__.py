"""Marking short texts about law: right, wrong, or for a person to decide. Never a guess.

Knows how two spellings of one answer become equal. Does not know questions or who answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cadreschool.kernel.text import squeeze


class Verdict(StrEnum):
    """What is made of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, why, and how the answer was understood."""

    verdict: Verdict
    reason: str
    reading: str


def judge(accepted: Sequence[str], text: str) -> Judgement:
    """Compare an answer with the texts that are accepted."""
    written = squeeze(text).casefold()
    if not written:
        return Judgement(Verdict.WRONG, "没有作答", "")
    if written in {squeeze(one).casefold() for one in accepted}:
        return Judgement(Verdict.RIGHT, "与答案相同", written)
    return Judgement(Verdict.UNDECIDED, "与答案的写法不同", written)
