"""Forms about unions: each change holds from a day, on some ground."""

from __future__ import annotations

from datetime import date, datetime

from wtforms import DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cadreschool.organisations.changes import LONGEST_BASIS, Change
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import LONGEST_NAME, name_fault
from cadreschool.web.forms import choices
from cadreschool.web.office.refusal import RefusableForm

_BASIS = Length(max=LONGEST_BASIS, message=f"依据最多写 {LONGEST_BASIS} 个字。")


class ChangeForm(RefusableForm):
    """From which day, and on what ground."""

    on = DateField("生效日期", [Optional()])
    basis = StringField("依据", [_BASIS])

    def __init__(self, today: date, **values: object) -> None:
        """Offer today."""
        super().__init__(data={"on": today, **values})
        self.today = today

    def validate_on(self, field: DateField) -> None:
        """Refuse days to come: the tree is what it is today."""
        if field.data is not None and field.data > self.today:
            raise ValidationError("生效日期不能晚于今天；还没有到的，到那一天再办。")

    def change(self, by: int, at: datetime) -> Change:
        """Return the change as the domain takes it."""
        return Change(self.on.data or self.today, self.basis.data or "", by, at)


class NameForm(ChangeForm):
    """A new name."""

    name = StringField(
        "新名称", [InputRequired("请填写名称。"), Length(max=LONGEST_NAME, message="名称太长。")]
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse what no union can be called."""
        fault = name_fault(" ".join((field.data or "").split()))
        if fault is not None:
            raise ValidationError(f"{fault}。")


class NewOrganisationForm(NameForm):
    """A new union: its name and kind."""

    kind = SelectField("类别")

    def __init__(self, today: date, kinds: list[OrganisationKind]) -> None:
        """Offer the kinds that may lie there."""
        super().__init__(today)
        self.name.label.text = "名称"
        self.kind.choices = choices((kind.value, kind.label) for kind in kinds)


class TargetForm(ChangeForm):
    """Another union: the new superior, the one that goes on, the one that guides."""

    target_id = IntegerField("工会", [Optional()])


class GroundedForm(ChangeForm):
    """A change that needs a ground: a union is not closed or merged at will (工会法 article 13)."""

    basis = StringField("依据", [InputRequired("请写明依据。"), _BASIS])


class GroundedTargetForm(TargetForm, GroundedForm):
    """Another union, and a ground."""
