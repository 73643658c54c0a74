"""The form of the school's own choices: one field for each that the viewer decides."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import Field, SelectField, StringField, ValidationError

from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.policy import CHOICES, Choice, Policies, choice_named
from cadreschool.kernel.viewer import Role
from cadreschool.web.forms import ChineseForm, choices


class PolicyForm(ChineseForm):
    """Every choice has a field; those of another role are taken out of the form."""

    def __init__(self, roles: Collection[Role], present: Policies) -> None:
        """Keep the choices these roles decide, filled with what holds now."""
        super().__init__(data={one.name: getattr(present, one.name) for one in CHOICES})
        for one in CHOICES:
            if one.role not in roles:
                del self[one.name]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen: {name: value}."""
        return {one.name: self[one.name].data or "" for one in CHOICES if one.name in self}


def _check(_form: PolicyForm, field: Field) -> None:
    try:
        choice_named(field.name).checked(field.data or "")
    except InvalidError as error:
        raise ValidationError(f"{error.message}{error.advice}") from error


def _field(choice: Choice) -> Field:
    if choice.options:
        return SelectField(choice.label, [_check], choices=choices(choice.options))
    return StringField(choice.label, [_check])


for _choice in CHOICES:
    setattr(PolicyForm, _choice.name, _field(_choice))
