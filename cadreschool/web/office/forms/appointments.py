"""Forms about appointments."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from cadreschool.kernel.viewer import Role
from cadreschool.web.forms import choices
from cadreschool.web.office.refusal import RefusableForm


class AppointmentForm(RefusableForm):
    """A role, over which union, from a day until a day."""

    role = SelectField("角色", choices=choices((role.value, role.label) for role in Role))
    organisation_id = SelectField("管哪里", coerce=int, validate_choice=False)
    from_on = DateField("从哪天起", [Optional()])
    until_on = DateField("到哪天为止", [Optional()])

    def __init__(self, today: date, chosen: int) -> None:
        """Begin today, at the union chosen, unless told otherwise."""
        super().__init__(data={"from_on": today, "organisation_id": chosen})
        self.today = today

    @property
    def dates(self) -> tuple[date, date | None]:
        """Return the first day, and the last one if there is one."""
        return self.from_on.data or self.today, self.until_on.data

    def validate_from_on(self, field: DateField) -> None:
        """Give no rights for days that are over."""
        if field.data is not None and field.data < self.today:
            raise ValidationError("任命从今天或以后的一天开始。")

    def validate_until_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError("最后一天早于第一天。")


class EndForm(RefusableForm):
    """The last day of an appointment."""

    until_on = DateField("最后一天", [InputRequired("请填写最后一天，或按“立即免去”。")])

    def __init__(self, today: date) -> None:
        """Keep the day before which nothing can end any more."""
        super().__init__()
        self.today = today

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.until_on.data or self.today

    def validate_until_on(self, field: DateField) -> None:
        """Refuse days that are over."""
        if field.data is not None and field.data < self.today:
            raise ValidationError("最后一天不能早于今天；要现在就停止，请按“立即免去”。")
