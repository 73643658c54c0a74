"""Forms about people: names, posts with their days, leaving, the account."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cadreschool.kernel.text import without_invisible
from cadreschool.people.accounts.rules import LONGEST_NAME, cadre_name, cadre_name_fault
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.rules import login_fault, login_key
from cadreschool.web.forms import choices
from cadreschool.web.office.refusal import RefusableForm

_LONGEST_LOGIN, _LONGEST_REASON = 60, 100


class PersonForm(RefusableForm):
    """What every form about a person starts from: which day it is."""

    def __init__(self, today: date, **values: object) -> None:
        """Fill in what is known."""
        super().__init__(data=values)
        self.today = today


class NamesForm(PersonForm):
    """A name and a sign-in name."""

    name = StringField("姓名", [InputRequired("请填写姓名。"), Length(max=LONGEST_NAME)])
    login = StringField("登录名", [InputRequired("请填写登录名。"), Length(max=_LONGEST_LOGIN)])

    def validate_name(self, field: StringField) -> None:
        """Refuse what is no name, and what nobody sees in it."""
        text = field.data or ""
        if without_invisible(text) != text:
            raise ValidationError("姓名里有看不见的控制字符，请重新输入。")
        fault = cadre_name_fault(cadre_name(text))
        if fault is not None:
            raise ValidationError(f"{fault}。")

    def validate_login(self, field: StringField) -> None:
        """Refuse what is no sign-in name."""
        fault = login_fault(login_key(field.data or ""))
        if fault is not None:
            raise ValidationError(f"{fault}。")


class PostForm(PersonForm):
    """A post, how the cadre is tied to it, from which day."""

    post = SelectField("岗位", choices=choices((one.value, one.label) for one in Post))
    tie = SelectField("专兼挂", choices=choices((one.value, one.label) for one in Tie))
    from_on = DateField("从哪天起", [Optional()])

    def validate_from_on(self, field: DateField) -> None:
        """Refuse days to come: a posting is what is."""
        if field.data is not None and field.data > self.today:
            raise ValidationError("到岗日期不能晚于今天；还没有到的，到那一天再办。")

    @property
    def posting(self) -> NewPosting:
        """Return the posting as the domain takes it."""
        return NewPosting(self.post.data, self.tie.data, self.from_on.data or self.today)


class NewPersonForm(NamesForm, PostForm):
    """A person who is added: what they are called, and their first post."""


class PlacedPostForm(PostForm):
    """A post at a union that is chosen."""

    target_id = IntegerField("工会", [Optional()])


class ReasonForm(PersonForm):
    """A reason in a few words."""

    reason = StringField(
        "原因", [Length(max=_LONGEST_REASON, message=f"最多写 {_LONGEST_REASON} 个字。")]
    )


class LeaveForm(ReasonForm):
    """The last day in post, and why."""

    on = DateField("最后一天", [Optional()])

    def validate_on(self, field: DateField) -> None:
        """Refuse days to come."""
        if field.data is not None and field.data > self.today:
            raise ValidationError("离任日期不能晚于今天；还没有到的，到那一天再办。")

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.on.data or self.today
