"""Marking short texts about law: right, wrong, or for a person to decide. Never a guess.

An answer is right when it says the same as an accepted text: other spellings of numbers and units,
other widths, listed synonyms. It is wrong when nothing but a number, a unit, a limit or a negation
differs. Everything else is for a person. Likeness of letters never counts: 二倍 and 三倍, 不得低于
and 得低于 look alike and are opposites. Knows texts only; no question, nobody who answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cadreschool.kernel.text import squeeze
from cadreschool.questions.law_text.comparing import Comparison, Likeness, compare
from cadreschool.questions.law_text.reading import UNIT, Quantity, Reading, read
from cadreschool.questions.law_text.tables import NEGATIONS

LONGEST = 4000
_OVERLAP = 8
_FEWEST_BEFORE = 2


class Ruling(StrEnum):
    """What is made of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling, why, and how the answer was understood."""

    ruling: Ruling
    reason: str
    reading: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of the stem right before and right after a gap, which answers may repeat."""

    before: str = ""
    after: str = ""


NOTHING = Surroundings()


def is_readable(text: str) -> bool:
    """Tell whether a text may be accepted: one that holds nothing to read is never right."""
    return judge([text], text).ruling is Ruling.RIGHT


def judge(accepted: Sequence[str], text: str, around: Surroundings = NOTHING) -> Judgement:
    """Compare an answer with the texts that are accepted."""
    if len(text) > LONGEST:
        return Judgement(Ruling.UNDECIDED, "太长，没有读", "")
    given = read(text)
    if not given.tokens:
        return Judgement(Ruling.WRONG, "没有作答", "")
    forms = [form for one in accepted for form in _forms(one, around)]
    repeated = (form for one in accepted for form in _repeated(one, squeeze(text), around))
    if any(_read_accepted(form).meaning == given.meaning for form in repeated):
        return Judgement(Ruling.RIGHT, "意思相同", str(given))
    found = [compare(_read_accepted(form), given) for form in forms]
    return Judgement(*_ruling(found), str(given))


def _ruling(found: Sequence[Comparison]) -> tuple[Ruling, str]:
    """Weigh the comparisons: one that is the same is enough, one that may be so forbids 错."""
    for likeness, ruling in (
        (Likeness.SAME, Ruling.RIGHT),
        (Likeness.NEAR, Ruling.UNDECIDED),
        (Likeness.CONTRARY, Ruling.WRONG),
        (Likeness.APART, Ruling.UNDECIDED),
    ):
        for one in found:
            if one.likeness is likeness:
                return ruling, one.reason
    return Ruling.UNDECIDED, "没有可比的答案"


def _forms(accepted: str, around: Surroundings) -> Iterator[str]:
    """Yield an accepted text, and a bare number with the unit that the stem goes on with."""
    yield accepted
    tokens = _read_accepted(accepted).tokens
    after = squeeze(around.after)
    counter = "个" if after.startswith("个") else ""
    unit = UNIT.match(after.removeprefix("个"))
    if unit and len(tokens) == 1 and isinstance(tokens[0], Quantity) and not tokens[0].unit:
        yield accepted + counter + unit[0]


def _repeated(accepted: str, written: str, around: Surroundings) -> Iterator[str]:
    """Yield an accepted text with what an answer may repeat of the stem before and behind it."""
    after, before = squeeze(around.after), squeeze(around.before)
    heads = range(min(_OVERLAP, len(before)), _FEWEST_BEFORE - 1, -1)
    head = next((before[-k:] for k in heads if written.startswith(before[-k:])), "")
    if any(before.removesuffix(head).endswith(word) for word in NEGATIONS):
        head = ""  # 不｜得解除: what denies was left out
    for k in range(min(_OVERLAP, len(after)) + 1):
        yield accepted + after[:k]
        yield head + accepted + after[:k]


@lru_cache(maxsize=4096)
def _read_accepted(text: str) -> Reading:
    return read(text)
