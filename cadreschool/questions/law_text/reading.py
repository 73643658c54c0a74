"""Reading a text about law: its quantities with their limits, its negations, its other words.

Knows numbers in every usual spelling, units and what is said before and behind them. Never guesses:
“三五日”, “二百五”, “一万二” stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from cadreschool.kernel.text import parse_chinese_number
from cadreschool.questions.law_text.cleaning import clean
from cadreschool.questions.law_text.tables import (
    BASES,
    DENIED,
    FIXED,
    NEGATIONS,
    NOT_UNITS,
    SUFFIXES,
    UNITS,
    WHOLE_WORDS,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the unit it is compared in. `stated` is the number as written.

    `limit` is what is said around it (不少于, 以内), "可" in front where it may be so and need not;
    `is_closed` when something is said behind it.
    """

    number: Fraction
    unit: str
    limit: str
    stated: Fraction
    spelt_unit: str
    is_closed: bool

    def __str__(self) -> str:
        """Tell it in one way, whatever it was written like."""
        return " ".join(filter(None, (self.limit, number_text(self.number), self.unit)))

    @property
    def meaning(self) -> tuple[Fraction, str, str]:
        """Return what two spellings of one quantity share."""
        return self.number, self.unit, self.limit


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that denies."""

    word: str

    def __str__(self) -> str:
        """Tell it."""
        return self.word


Token = str | Quantity | Negation
_NOT_HAVING = frozenset({Negation("无"), Negation("没")})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is understood, in its order."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the quantities in their order."""
        return tuple(token for token in self.tokens if isinstance(token, Quantity))

    @property
    def negations(self) -> tuple[str, ...]:
        """Return the words that deny, in their order."""
        return tuple(token.word for token in self.tokens if isinstance(token, Negation))

    @property
    def words(self) -> frozenset[str]:
        """Return what else stands there: 无过错 is 有过错 or 过错 without what denies it."""
        return frozenset(
            "".join(
                token if isinstance(token, str) else had
                for token in self.tokens
                if isinstance(token, str) or token in _NOT_HAVING
            )
            for had in ("有", "")
        )

    @property
    def meaning(self) -> tuple[object, ...]:
        """Return what is the same for texts that say the same in the same order."""
        return tuple(
            token.meaning if isinstance(token, Quantity) else token for token in self.tokens
        )

    def __str__(self) -> str:
        """Tell how the text is understood: what turns on law stands in brackets."""
        return "".join(
            f"［{token}］" if not isinstance(token, str) else token for token in self.tokens
        )


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unit_pattern() -> str:
    return "|".join(
        re.escape(unit) + (f"(?![{NOT_UNITS[unit]}])" if unit in NOT_UNITS else "")
        for unit in sorted(UNITS, key=len, reverse=True)
    )


UNIT = re.compile(_unit_pattern())
"""A unit that is no beginning of another word."""


_RUN = "[零〇一二两三四五六七八九十百千万亿]{1,20}"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9.])"
_POINT = "(?:点[零〇一二三四五六七八九]{1,6})?"
_PLAIN = rf"{_DIGITS}(?:[百千](?!分))?[万亿]?|{_RUN}{_POINT}"
_NUMBER = (
    rf"(?P<below>{_RUN}|[0-9]{{1,9}})分之(?P<above>{_DIGITS}|{_RUN}{_POINT})"
    r"|(?P<over>[0-9]{1,9})/(?P<under>[0-9]{1,9})(?![0-9/.])"
    rf"|(?P<half>一半|半数|半(?=个?(?:{UNIT.pattern})|以上|以下|的|$)|(?<=过)半)"
    rf"|(?P<twice>双(?=倍))|(?P<plain>{_PLAIN})"
)
_DENIES = "尚未|并未|并不|并非|没有|不|未|无|没|非|勿"
_MAY = "允许|可以|应当|能够|得|能|应|可|准|许|会"
_ONLY_DENIED = frozenset({"足", "够", "到"})
_OPENLY = _one_of(set(BASES) - _ONLY_DENIED - {"过"})
_PREFIX = (
    rf"(?P<denies>{_DENIES})(?:{_MAY})?(?P<denied>{_one_of(BASES)})"
    rf"|(?P<may>可以|可|得|能)?(?P<base>{_OPENLY}|过(?=半))|(?P<fixed>{_one_of(FIXED)})"
)
_QUANTITY = re.compile(
    rf"的?(?:{_PREFIX})?(?:人民币)?(?P<ordinal>第)?(?:{_NUMBER})"
    rf"(?P<counter>个?)(?P<and_half>半?)(?P<unit>{UNIT.pattern})?"
    rf"(?P<unit_half>半(?!数|年|月|天|日|个|小))?(?P<suffix>的?(?:{_one_of(SUFFIXES)})(?!容|部|设))?的?"
)
_TOKEN = re.compile(rf"(?P<whole>{_one_of(WHOLE_WORDS)})|(?P<negation>{_one_of(NEGATIONS)})")
_BARE = {"百": 100, "千": 1000, "万": 10_000, "十": 10}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}


def read(text: str) -> Reading:
    """Read a text of any kind; what cannot be read stays words."""
    cleaned = clean(text)
    tokens: list[Token] = []
    place = 0
    while place < len(cleaned):
        whole = _TOKEN.match(cleaned, place)
        found = None if whole and whole["whole"] else _QUANTITY.match(cleaned, place)
        if found is not None and (quantity := _quantity(found)) is not None:
            tokens.append(quantity)
        elif whole is not None and whole["negation"]:
            tokens.append(Negation(whole[0]))
            found = whole
        else:
            found = whole if whole is not None else found
            _add_words(tokens, found[0] if found else cleaned[place])
        place = found.end() if found is not None else place + 1
    return Reading(cleaned, tuple(_sums(_dates(_shared_units(tokens)))))


def _add_words(tokens: list[Token], words: str) -> None:
    if tokens and isinstance(tokens[-1], str):
        tokens[-1] += words
    else:
        tokens.append(words)


def _quantity(found: re.Match[str]) -> Quantity | None:
    stated, is_share = _number(found)
    spelt = found["unit"] or ""
    has_half = bool(found["and_half"] or found["unit_half"])
    if stated is None or (is_share and spelt) or (has_half and not spelt):
        return None
    if has_half:
        stated += Fraction(1, 2)
    unit, size = UNITS.get(spelt, ("倍" if is_share else "", Fraction(1)))
    if found["ordinal"]:
        unit, size = f"第{spelt}", Fraction(1)
    name = found["counter"] + spelt
    return Quantity(stated * size, unit, _limit(found), stated, name, bool(found["suffix"]))


def _limit(found: re.Match[str]) -> str:
    before = FIXED.get(found["fixed"] or "", "")
    if found["denied"]:
        before = DENIED[BASES[found["denied"]]]
    elif found["base"]:
        before = ("可" if found["may"] else "") + BASES[found["base"]]
    behind = SUFFIXES.get((found["suffix"] or "").removeprefix("的"), "")
    return before if before == behind else before + behind


def _number(found: re.Match[str]) -> tuple[Fraction | None, bool]:
    """Return the number, and whether it is a share of something."""
    if found["half"]:
        is_share = found["half"] != "半" or not (found["counter"] or found["unit"])
        return Fraction(1, 2), is_share
    if found["twice"]:
        return Fraction(2), False
    if found["plain"]:
        return _plain(found["plain"]), False
    above, below = (
        (_plain(found["above"]), _plain(found["below"]))
        if found["below"]
        else (Fraction(found["over"]), Fraction(found["under"]))
    )
    return (above / below if above is not None and below else None), True


def _plain(text: str) -> Fraction | None:
    """Read digits with their scale, or characters with their places."""
    if text in _BARE:
        return Fraction(_BARE[text])
    if text[0].isascii():
        scale = 1
        while text[-1] in _SCALES:
            scale, text = scale * _SCALES[text[-1]], text[:-1]
        return Fraction(text.replace(",", "")) * scale
    whole, _, places = text.partition("点")
    number = parse_chinese_number(whole)
    if number is None:
        return None
    digits = "".join(str(parse_chinese_number(one)) for one in places)
    return Fraction(f"{number}.{digits or 0}")


def _shared_units(tokens: list[Token]) -> list[Token]:
    """Give the first number of “三至五日” the unit of the second."""
    shared = list(tokens)
    for place in range(len(shared) - 2):
        first, between, second = shared[place : place + 3]
        if (
            isinstance(first, Quantity)
            and isinstance(second, Quantity)
            and between == "至"
            and not first.unit
            and second.unit
        ):
            size = second.number / second.stated if second.stated else Fraction(1)
            shared[place] = replace(
                first, number=first.number * size, unit=second.unit, spelt_unit=second.spelt_unit
            )
    return shared


CALENDAR = 1000
"""From here on 年 is a year of the calendar."""
_MONTHS, _QUARTERS = range(1, 13), range(1, 5)
_LARGE_AND_SMALL = {
    ("小时", "分钟"),
    ("个小时", "分钟"),
    ("周", "天"),
    ("元", "角"),
    ("年", "个月"),
    ("年", "月"),
}


def _dates(tokens: list[Token]) -> list[Token]:
    """Tell days of the calendar (2026年5月1日, 2026年5月) from lengths of time."""
    dated = list(tokens)
    for place in range(len(dated) - 2, -1, -1):
        large, small = dated[place : place + 2]
        if not (isinstance(large, Quantity) and isinstance(small, Quantity)):
            continue
        pair = (large.spelt_unit, small.spelt_unit)
        if pair in {("月", "日"), ("月", "号")}:
            dated[place] = replace(large, unit="月份", number=large.stated)
            dated[place + 1] = replace(small, unit="号")
        elif pair == ("年", "月") and (small.unit == "月份" or large.stated >= CALENDAR):
            dated[place] = replace(large, unit="年份", number=large.stated)
            dated[place + 1] = replace(small, unit="月份", number=small.stated)
    return [_month(token, before) for before, token in zip([None, *dated], dated, strict=False)]


def _month(token: Token, before: Token | None) -> Token:
    """Take “二月” for February and “一季度” for the first one: lengths of time are 个月, 个季度."""
    if not isinstance(token, Quantity) or token.unit != "月":
        return token
    if token.spelt_unit == "季度" and token.stated in _QUARTERS:
        return replace(token, unit="季")
    is_of_year = isinstance(before, Quantity) and before.spelt_unit == "年"
    is_month = token.spelt_unit == "月" and token.stated in _MONTHS and not is_of_year
    return replace(token, unit="月份") if is_month else token


def _sums(tokens: list[Token]) -> list[Token]:
    """Add up “一年六个月”; a date is none."""
    added: list[Token] = []
    for token in tokens:
        before = added[-1] if added else None
        if (
            isinstance(token, Quantity)
            and isinstance(before, Quantity)
            and (before.spelt_unit, token.spelt_unit) in _LARGE_AND_SMALL
            and before.unit == token.unit
            and not (before.limit and token.limit)
            and not before.is_closed
        ):
            number, limit = before.number + token.number, before.limit or token.limit
            added[-1] = replace(token, number=number, limit=limit, stated=number)
        else:
            added.append(token)
    return added


def number_text(number: Fraction) -> str:
    """Write a number down: 30, 1.5, 2/3."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    return f"{float(number):.10g}" if number.denominator != 1 else str(number.numerator)
