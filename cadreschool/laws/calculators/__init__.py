"""Calculators: what a statute gives, step by step, each with the article it rests on.

Pure. Amounts that a region sets come in as `Local`; where one is missing the outcome says so and
never guesses. Each module holds one calculator as `CALCULATOR`.
"""

from __future__ import annotations

from functools import cache

from cadreschool.laws.calculators import (
    double_pay,
    dues,
    hardship,
    leave,
    limitation,
    overtime,
    severance,
)
from cadreschool.laws.calculators.values import Calculator


@cache
def all_calculators() -> tuple[Calculator, ...]:
    """Return every calculator in the order in which they are offered."""
    modules = (severance, overtime, leave, double_pay, limitation, dues, hardship)
    return tuple(module.CALCULATOR for module in modules)


def calculator_named(name: str) -> Calculator | None:
    """Return a calculator by the name in its address."""
    return next((one for one in all_calculators() if one.name == name), None)
