"""The form of a local parameter."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from cadreschool.kernel.text import without_invisible
from cadreschool.laws.calculators.values import Parameter
from cadreschool.organisations.parameters.actions import NewParameter
from cadreschool.web.amounts import AmountField, between
from cadreschool.web.forms import choices
from cadreschool.web.office.refusal import RefusableForm

_LATEST = date(2100, 1, 1)
_MOST = 10_000_000
_WHOLE = 100


class ParameterForm(RefusableForm):
    """An amount, from which day, and where it can be read."""

    organisation_id = SelectField("给哪个工会和下级", [InputRequired("请选择工会。")], coerce=int)
    name = SelectField(
        "参数", choices=choices((one.value, f"{one.label}（{one.unit}）") for one in Parameter)
    )
    value = AmountField("数额", [InputRequired("请填写数额。"), between(0, _MOST)])
    from_on = DateField("从哪天起执行", [InputRequired("请填写日期。")])
    source = StringField(
        "出处",
        [InputRequired("请写明出处。"), Length(max=120, message="出处最多写 120 个字。")],
    )

    def validate_value(self, field: AmountField) -> None:
        """Refuse a share of more than everything."""
        is_share = self.name.data == Parameter.DUES_SHARE.value
        if is_share and field.amount is not None and field.amount > _WHOLE:
            raise ValidationError("比例不超过 100。")

    def validate_from_on(self, field: DateField) -> None:
        """Refuse a day that nobody means."""
        if field.data and not date(1990, 1, 1) <= field.data <= _LATEST:
            raise ValidationError("请核对日期。")

    def validate_source(self, field: StringField) -> None:
        """Refuse a source of spaces."""
        if not without_invisible(field.data or "").strip():
            raise ValidationError("请写明出处。")

    def parameter(self) -> NewParameter:
        """Return the amount as the domain takes it; the form was validated."""
        amount, from_on = self.value.amount, self.from_on.data
        if amount is None or from_on is None:
            raise ValueError
        source = " ".join(without_invisible(self.source.data or "").split())
        return NewParameter(Parameter(self.name.data), amount, from_on, source)
