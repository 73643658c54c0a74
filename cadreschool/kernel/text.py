"""Chinese text: one way to compare it, and numbers written in characters.

Knows how two spellings of the same thing become equal (full and half width, spaces, invisible
characters) and how whole numbers are written and read in Chinese. Does not know laws, answers or
units; and it never guesses: what can be read in two ways is not read at all.
"""

from __future__ import annotations

import unicodedata

_DIGITS = "零一二三四五六七八九"
_VALUES = {character: value for value, character in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_SMALL_UNITS = (("千", 1000), ("百", 100), ("十", 10))
_TEN = 10
_GROUP = 10_000
_LARGEST = 10**12
_SPELT_OUT_FROM = 3
"""“三五天” means a few days; three digits or more in a row (二〇二六) are only ever a number."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def without_invisible(text: str) -> str:
    """Drop format characters (zero width, soft hyphen, byte order mark) that no reader sees."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def normalise(text: str) -> str:
    """Return the form in which two texts are compared: NFKC, visible, single inner spaces."""
    return " ".join(without_invisible(unicodedata.normalize("NFKC", text)).split())


def squeeze(text: str) -> str:
    """Return the normalised text without any whitespace at all."""
    return "".join(without_invisible(unicodedata.normalize("NFKC", text)).split())


def chinese_number(number: int) -> str:
    """Write a whole number in characters: 22 is 二十二, 105 is 一百零五."""
    if not 0 <= number < _LARGEST:
        message = f"{number} cannot be written in characters here"
        raise ValueError(message)
    if number == 0:
        return _DIGITS[0]
    millions, rest = divmod(number, _GROUP * _GROUP)
    thousands, ones = divmod(rest, _GROUP)
    written, owes_zero = "", False
    for group, unit in ((millions, "亿"), (thousands, "万"), (ones, "")):
        if not group:
            owes_zero = bool(written)
            continue
        if written and (owes_zero or group < _GROUP // 10):
            written += _DIGITS[0]
        written += _group_in_characters(group) + unit
        owes_zero = False
    return written.removeprefix("一") if written.startswith("一十") else written


def _group_in_characters(group: int) -> str:
    """Write 1 to 9999 in characters."""
    written, owes_zero = "", False
    for unit, size in (*_SMALL_UNITS, ("", 1)):
        digit, group = divmod(group, size)
        if digit:
            written += (_DIGITS[0] if owes_zero else "") + _DIGITS[digit] + unit
            owes_zero = False
        else:
            owes_zero = bool(written)
    return written


def parse_chinese_number(text: str) -> int | None:
    """Read a whole number written in characters; None when it is not one, or not only one.

    “二百五” may be 250 or 205 and “十五六” is a range: neither is read.
    """
    if not text or any(c not in _VALUES and c not in "十百千万亿" for c in text):
        return None
    if not any(c in text for c in "十百千万亿"):
        return _spelt_out(text)
    total, above = 0, _GROUP
    for unit, size in (("亿", _GROUP * _GROUP), ("万", _GROUP)):
        head, found, text = text.rpartition(unit)
        if not found:
            above = _GROUP * _TEN if total else _GROUP  # 一亿零一千: the zero is for all of 万
            continue
        group = _parse_group(head, _GROUP, leads=total == 0)
        if not group:
            return None
        total += group * size
        if not text:
            return total
        if len(text) == 1:  # 一万二: twelve thousand, or ten thousand and two?
            return None
    ones = _parse_group(text, above, leads=total == 0)
    return None if ones is None or (total and not ones) else total + ones


def _spelt_out(text: str) -> int | None:
    """Read one digit, or a row of digits such as 二〇二六."""
    if len(text) == 1:
        return _VALUES[text]
    if len(text) < _SPELT_OUT_FROM or "两" in text or _VALUES[text[0]] == 0:
        return None
    return int("".join(str(_VALUES[c]) for c in text))


def _parse_group(text: str, above: int, *, leads: bool) -> int | None:
    """Read up to four places (千百十 and a digit).

    `leads` when nothing stands before them; otherwise `above` is the size of what does.
    """
    total, smallest, zero = 0, above, False
    if not leads and text[:1] in {"零", "〇"}:
        text, zero = text[1:], True
    while text:
        if total and text[0] in {"零", "〇"} and not zero:
            text, zero = text[1:], True
            continue
        read = _place(text, may_drop_one=smallest > _TEN)
        if read is None:
            return None
        value, size, text = read
        if size >= smallest or not _zero_fits(smallest, size, zero=zero, leads=leads and not total):
            return None
        total, smallest, zero = total + value, size, False
    return None if zero or not total else total


def _place(text: str, *, may_drop_one: bool) -> tuple[int, int, str] | None:
    """Read one place: (value, size of its unit, rest of the text)."""
    sizes = dict(_SMALL_UNITS)
    if text[0] == "十" and may_drop_one:
        return 10, 10, text[1:]
    digit = _VALUES.get(text[0], 0)
    if not digit:
        return None
    if text[1:2] in sizes:
        size = sizes[text[1]]
        return None if text[0] == "两" and size == _TEN else (digit * size, size, text[2:])
    if text[0] == "两" and len(text) > 1:
        return None
    return digit, 1, text[1:]


def _zero_fits(before: int, size: int, *, zero: bool, leads: bool) -> bool:
    """Tell whether a 零 stands exactly where a place was left out.

    Only before a bare digit is it demanded: 一千五十 can be nothing but 1050, 一百五 can.
    """
    if leads:
        return True
    skipped = before // size > _TEN
    return zero == skipped if size == 1 else skipped or not zero


def spreadsheet_text(text: str) -> str:
    """Return a text that a spreadsheet will not take for a formula (`=`, `+`, `-`, `@` …)."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
