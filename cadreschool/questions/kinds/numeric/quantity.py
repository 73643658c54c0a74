"""Reading a quantity: a number in any usual Chinese spelling, and the unit behind it.

Knows 30, ３０, 三十, 1,200, 3.5万, 百分之三十, 三点五 and which units mean the same. Never guesses:
“25人以上”, “3-5”, “一年半”, “25 3” are not quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cadreschool.kernel.text import normalise, parse_chinese_number

_LONGEST = 40
_CHARACTERS = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    r"(?P<sign>[-+−负]?)(?P<share>百分之|千分之)?"
    rf"(?:(?P<characters>[{_CHARACTERS}]+)(?:点(?P<places>[零〇一二三四五六七八九]{{1,6}}))?|"
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})?(?:\.[0-9]{1,6})?)(?P<scale>[万亿]?))"
    r"(?P<unit> ?[^0-9.,]*)"
)
_UNIT = re.compile(r"[\u4e00-\u9fffA-Za-z%‰°℃/²³]{0,8}")
_VAGUE = re.compile(r"以|左右|上下|[多余几约至到或和内半成点负]|分之|" + f"[{_CHARACTERS}]")
_SAME_UNITS = (
    ("日", "天"),
    ("个月", "月"),
    ("人", "名", "位", "个人"),
    ("元", "块", "块钱", "圆", "元人民币"),
    ("小时", "个小时", "钟头", "个钟头"),
    ("工作日", "个工作日"),
)
_UNIT_NAMES = {name: names[0] for names in _SAME_UNITS for name in names}
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_SHARES = {"百分之": "%", "千分之": "‰"}
_SCALED: tuple[dict[str, Decimal], ...] = (
    {"": Decimal(1), "%": Decimal("0.01"), "‰": Decimal("0.001")},
    {"倍": Decimal(1), "%": Decimal("0.01"), "‰": Decimal("0.001")},
    {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)},
    {"年": Decimal(12), "个月": Decimal(1)},
    {"小时": Decimal(60), "分钟": Decimal(1)},
)
"""Units of which so many make exactly one another: 50% is 0.5, 100000 元 is 10 万元. Days and
months are no such units."""
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit, the unit in its first name (天 is 日)."""

    number: Decimal
    unit: str

    def __str__(self) -> str:
        """Write the stored form: "30", or "30 个月"."""
        number = format(self.number.normalize(), "f")
        return f"{number} {self.unit}".strip()


def unit_name(unit: str) -> str:
    """Return the one name of a unit that has several."""
    return _UNIT_NAMES.get(unit, unit)


def converted(quantity: Quantity, unit: str) -> Quantity | None:
    """Return the same quantity in another unit, None where that is not exact to six places."""
    for sizes in _SCALED:
        if quantity.unit in sizes and unit in sizes:
            number = quantity.number * sizes[quantity.unit] / sizes[unit]
            return Quantity(number, unit) if _places(number) <= _MOST_PLACES else None
    return None


def _places(number: Decimal) -> int:
    """Return how many places there are behind the point."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def read_quantity(text: str, *, expected: str = "") -> Quantity | None:
    """Read a quantity; `expected` is the unit that is tried first (万元 before 万 and 元).

    Where it begins with 万 or 亿, that alone stands for it: 50万 is 50 万元.
    """
    text = normalise(text).removesuffix("。").removesuffix(".").strip()
    if not text or len(text) > _LONGEST:
        return None
    scale = expected[:1] if expected[:1] in {"万", "亿"} else ""
    for ending in filter(None, (expected, scale)):
        bare = _read(text.removesuffix(ending).strip()) if text.endswith(ending) else None
        if bare is not None and not bare.unit:
            return Quantity(bare.number, unit_name(expected))
    return _read(text)


def _read(text: str) -> Quantity | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number = _number(found)
    unit = found["unit"].strip()
    share = _SHARES.get(found["share"] or "", "")
    if number is None or not _UNIT.fullmatch(unit) or _VAGUE.search(unit) or (share and unit):
        return None
    if found["sign"] in {"-", "−", "负"}:
        number = -number
    return Quantity(number, unit_name(share or unit))


def _number(found: re.Match[str]) -> Decimal | None:
    if found["characters"]:
        whole = parse_chinese_number(found["characters"])
        places = "".join(str(parse_chinese_number(c)) for c in found["places"] or "")
        return None if whole is None else Decimal(f"{whole}.{places or 0}")
    digits = found["digits"].replace(",", "")
    return Decimal(digits) * _SCALES[found["scale"]] if digits else None
