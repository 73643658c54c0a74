"""What goes into a calculator and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

Value = Decimal | date | str | None
Inputs = Mapping[str, Value]


class Sort(StrEnum):
    """What a field takes."""

    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


class Parameter(StrEnum):
    """An amount that a region sets (本地参数)."""

    AVERAGE_WAGE = "average_wage"
    MINIMUM_WAGE = "minimum_wage"
    SUBSISTENCE = "subsistence"
    PROVINCE_INCOME = "province_income"
    DUES_SHARE = "dues_share"

    @property
    def label(self) -> str:
        """Return its name."""
        return {
            "average_wage": "上年度职工月平均工资",
            "minimum_wage": "月最低工资标准",
            "subsistence": "最低生活保障标准（每人每月）",
            "province_income": "上年度全省居民人均可支配收入",
            "dues_share": "拨缴经费留在基层工会的比例",
        }[self.value]

    @property
    def unit(self) -> str:
        """Return the unit it is given in."""
        return {"province_income": "元/年", "dues_share": "%"}.get(self.value, "元/月")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `choices` are (value, words); optional fields may stay empty.

    Numbers lie between `least` and `most`.
    """

    name: str
    label: str
    sort: Sort
    hint: str = ""
    is_optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Local:
    """The local amounts in force on the day that matters; a missing one is None."""

    values: Mapping[Parameter, Decimal] = field(default_factory=dict)

    def get(self, parameter: Parameter) -> Decimal | None:
        """Return an amount, None where nobody has set it."""
        return self.values.get(parameter)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is found, how, and on which article (`[[劳动合同法#47]]`)."""

    text: str
    working: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the result in words, the steps to it, and what to mind.

    `missing` are local amounts that the result would need to be complete.
    """

    title: str
    result: str
    steps: tuple[Step, ...]
    notes: tuple[Step, ...] = ()
    missing: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an input, in words for whoever filled it in."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator. `parameters` are the local amounts it looks at, as of `day_field`.

    Without a day field they are those in force today. `caution` is shown above everything, for what
    is not settled by a statute in the registry.
    """

    name: str
    title: str
    summary: str
    fields: tuple[Field, ...]
    calculate: Callable[[Inputs, Local], Outcome | Fault]
    parameters: tuple[Parameter, ...] = ()
    day_field: str = ""
    caution: str = ""


def money(amount: Decimal) -> str:
    """Write an amount of 元, rounded to 分."""
    return f"{cents(amount):,.2f} 元"


def cents(amount: Decimal) -> Decimal:
    """Round to 分, half up, as wages are paid."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """Write a number without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_of(inputs: Inputs, name: str) -> Decimal:
    """Return a number that is there, 0 for an empty optional field."""
    value = inputs.get(name)
    return value if isinstance(value, Decimal) else Decimal(0)


def day_of(inputs: Inputs, name: str) -> date | None:
    """Return a day, None for an empty field."""
    value = inputs.get(name)
    return value if isinstance(value, date) else None
