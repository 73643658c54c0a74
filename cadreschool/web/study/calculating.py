"""The form of a calculator, made from its fields, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, SelectField
from wtforms.validators import InputRequired, Optional

from cadreschool.laws.calculators import values
from cadreschool.laws.calculators.values import Calculator, Inputs, Parameter, Sort
from cadreschool.web.amounts import AmountField, between
from cadreschool.web.forms import ChineseForm, choices

OWN = "own-"
"""What the fields begin with in which a missing local amount may be filled in by hand."""
_MOST = 10_000_000


def form_of(
    calculator: Calculator, missing: Iterable[Parameter], sent: MultiDict[str, str]
) -> ChineseForm:
    """Make the form; local amounts that nobody has set may be filled in by hand."""
    fields: dict[str, Any] = {one.name: _field(one) for one in calculator.fields}
    for parameter in missing:
        label = f"{parameter.label}（{parameter.unit}）"
        fields[OWN + parameter.value] = AmountField(label, [Optional(), between(0, _MOST)])
    made: type[ChineseForm] = type("CalculatorForm", (ChineseForm,), fields)
    return made(sent or None)


def _field(one: values.Field) -> Any:  # noqa: ANN401 -- WTForms' unbound fields have no type
    needed = Optional() if one.is_optional else InputRequired("请填写。")
    if one.sort is Sort.CHOICE:
        return SelectField(one.label, choices=choices(one.choices), description=one.hint)
    if one.sort is Sort.DAY:
        return DateField(one.label, [needed], description=one.hint)
    return AmountField(one.label, [needed, between(one.least, one.most)], description=one.hint)


def inputs_of(form: ChineseForm, calculator: Calculator) -> Inputs:
    """Return what was filled in, as calculators take it."""
    return {one.name: _value(form[one.name]) for one in calculator.fields}


def _value(field: Field) -> values.Value:
    if isinstance(field, AmountField):
        return field.amount
    found: values.Value = field.data
    return found


def own_amounts(form: ChineseForm) -> dict[Parameter, Decimal]:
    """Return the local amounts filled in by hand."""
    amounts = {
        Parameter(field.name.removeprefix(OWN)): field.amount
        for field in form
        if field.name.startswith(OWN) and isinstance(field, AmountField)
    }
    return {parameter: amount for parameter, amount in amounts.items() if amount is not None}
