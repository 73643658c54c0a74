"""Numbers in forms, the way people write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from wtforms import Form, StringField, ValidationError

from cadreschool.kernel.text import normalise
from cadreschool.laws.calculators.values import plain

_LONGEST = 20


class AmountField(StringField):
    """A number as people write it: 6,000、６０００、6000元. `amount` is read by `between`."""

    amount: Decimal | None = None


def between(least: int | Decimal, most: int | Decimal) -> Callable[[Form, AmountField], None]:
    """Return a validator that reads the number and refuses one that nobody means."""

    def read(form: Form, field: AmountField) -> None:  # noqa: ARG001 -- WTForms' signature
        text = normalise(field.data or "").replace(",", "").removesuffix("元").strip()
        try:
            amount = Decimal(text) if len(text) <= _LONGEST else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite():
            raise ValidationError("请写一个数，如 8 或 6000.50。")
        if not least <= amount <= most:
            message = f"请填 {plain(Decimal(least))} 到 {plain(Decimal(most))} 之间的数。"
            raise ValidationError(message)
        field.amount = amount

    return read
