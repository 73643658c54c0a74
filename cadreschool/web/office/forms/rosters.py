"""Forms of the import of rosters."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField

from cadreschool.web.forms import choices
from cadreschool.web.office.refusal import RefusableForm


class RosterForm(RefusableForm):
    """A file, the part of the tree it is for, and whether unions may be made."""

    file = FileField("花名册文件", [FileRequired("请选择文件。")])
    organisation_id = SelectField("导入到", coerce=int)
    may_create = BooleanField("表里有、组织里没有的工会，一并建立")

    def __init__(self, unions: list[tuple[int, str]]) -> None:
        """Offer the unions where my parts of the tree begin."""
        super().__init__()
        self.organisation_id.choices = choices(unions)
