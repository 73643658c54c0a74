"""Comparing two readings: the same, different in what law turns on, or not for a program to say.

Knows which differences make an answer wrong. Does not know how texts are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

from cadreschool.questions.law_text.reading import CALENDAR, Quantity, Reading
from cadreschool.questions.law_text.tables import (
    AT_LEAST,
    AT_MOST,
    CONTRARY,
    COUNTERS,
    LESS,
    MORE,
    NEAR_UNITS,
    SUFFIXES,
)


class Likeness(Enum):
    """How an answer relates to one accepted text."""

    SAME = auto()
    CONTRARY = auto()
    """Nothing but a number, unit, limit or negation differs, so that it cannot be right."""
    NEAR = auto()
    """It may well mean this: nobody but a person can tell."""
    APART = auto()
    """It has nothing to do with it; another accepted text may decide."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A likeness, and why."""

    likeness: Likeness
    reason: str


_OTHER_WORDS = "用词不同"
_SHARES_NEAR = Fraction(1, 100)
_CENTURY = 100


def compare(accepted: Reading, given: Reading) -> Comparison:
    """Compare an answer with an accepted text; swapping the two changes nothing but the words."""
    if accepted.meaning == given.meaning:
        return Comparison(Likeness.SAME, "意思相同")
    if limits := _bare_limits(accepted, given):
        return limits
    numbers = _compare_all(accepted.quantities, given.quantities)
    denies = len(accepted.negations) % 2 != len(given.negations) % 2
    if not accepted.words & given.words:
        likely = numbers.likeness in {Likeness.SAME, Likeness.NEAR} and not denies
        return Comparison(Likeness.NEAR if likely else Likeness.APART, _OTHER_WORDS)
    if denies and not (_is_bare(accepted) and _is_bare(given)):
        return Comparison(Likeness.CONTRARY, "否定不同")
    if numbers.likeness is not Likeness.SAME:
        return numbers
    return Comparison(Likeness.NEAR, _OTHER_WORDS)


def _is_bare(reading: Reading) -> bool:
    """Tell whether there is but one number or one denial: 零 and 无 may be the same."""
    return len(reading.tokens) == 1 and not isinstance(reading.tokens[0], str)


def _bare_limits(accepted: Reading, given: Reading) -> Comparison | None:
    """Compare 以上 with 以下 where nothing else is said."""
    one, other = SUFFIXES.get(accepted.text), SUFFIXES.get(given.text)
    if one is None or other is None:
        return None
    if frozenset({one, other}) in CONTRARY:
        return Comparison(Likeness.CONTRARY, "限度不同")
    return Comparison(Likeness.NEAR, _OTHER_WORDS)


def _compare_all(ones: tuple[Quantity, ...], others: tuple[Quantity, ...]) -> Comparison:
    if len(ones) != len(others):
        return Comparison(Likeness.NEAR, "数字的个数不同")
    found = [_compare(one, other) for one, other in zip(ones, others, strict=True)]
    if _sorted(ones) == _sorted(others) and any(x.likeness is not Likeness.SAME for x in found):
        return Comparison(Likeness.NEAR, "次序不同")
    for likeness in (Likeness.CONTRARY, Likeness.APART, Likeness.NEAR):
        for one in found:
            if one.likeness is likeness:
                return one
    return Comparison(Likeness.SAME, "")


def _sorted(quantities: tuple[Quantity, ...]) -> list[tuple[Fraction, str, str]]:
    return sorted(quantity.meaning for quantity in quantities)


def _compare(one: Quantity, other: Quantity) -> Comparison:
    """Compare two quantities that stand in the same place."""
    if one.unit != other.unit:
        return _compare_units(one, other)
    if one.number != other.number:
        if any(may(one, other) or may(other, one) for may in (_is_next, _is_rounded, _is_short)):
            return Comparison(Likeness.NEAR, "数字的写法不同")
        return Comparison(Likeness.CONTRARY, "数字不同")
    return _compare_limits(one.limit, other.limit)


def _compare_units(one: Quantity, other: Quantity) -> Comparison:
    if not one.unit or not other.unit:
        bare, full = (one, other) if not one.unit else (other, one)
        if bare.number in {full.number, full.stated}:
            return Comparison(Likeness.NEAR, "单位没有写全")
        return Comparison(Likeness.APART, "单位没有写全")
    if {one.unit, other.unit} <= COUNTERS:
        return Comparison(Likeness.NEAR, "量词不同")
    if one.number == other.number and one.unit.strip("第") == other.unit.strip("第"):
        return Comparison(Likeness.NEAR, "少写了“第”")
    bounds = NEAR_UNITS.get(frozenset({one.unit, other.unit}))
    small, large = sorted((one.number, other.number))
    if bounds and bounds[0] * small <= large <= bounds[1] * small:
        return Comparison(Likeness.NEAR, "单位不同")
    return Comparison(Likeness.CONTRARY, "单位不同")


def _compare_limits(one: str, other: str) -> Comparison:
    if one == other:
        return Comparison(Likeness.SAME, "")
    if frozenset({one.removeprefix("可"), other.removeprefix("可")}) in CONTRARY:
        return Comparison(Likeness.CONTRARY, "限度不同")
    return Comparison(Likeness.NEAR, "限度的写法不同")


def _is_next(one: Quantity, other: Quantity) -> bool:
    """Tell whether whole things make “超过 24 人” and “25 人以上” the same."""
    step = {(MORE, AT_LEAST): 1, (LESS, AT_MOST): -1}.get((one.limit, other.limit))
    return step is not None and other.number - one.number == step


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """Tell whether a share is another one rounded: 66.67% is nearly 2/3."""
    near = abs(one.number - other.number) <= _SHARES_NEAR
    return one.unit == "倍" and one.number.denominator % 3 == 0 and near


def _is_short(one: Quantity, other: Quantity) -> bool:
    """Tell whether a year of the calendar lacks its century: 21年 may be 2021年."""
    is_year = one.spelt_unit == "年" and one.stated >= CALENDAR and other.stated < _CENTURY
    return is_year and one.stated % _CENTURY == other.stated
