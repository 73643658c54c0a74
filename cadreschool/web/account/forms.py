"""Forms of the account pages: requests become values; nothing is saved here."""

from __future__ import annotations

from wtforms import PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from cadreschool.people.passwords.rules import PASSWORD_MAXIMUM, password_faults
from cadreschool.people.rules import NIST, DoorRules
from cadreschool.web.forms import ChineseForm

_LONGEST_LOGIN = 60
_LONGEST_CODE = 40


class SignInForm(ChineseForm):
    """Sign-in name and password."""

    login = StringField("登录名", [InputRequired("请填写登录名。"), Length(max=_LONGEST_LOGIN)])
    password = PasswordField("密码", [InputRequired("请填写密码。"), Length(max=PASSWORD_MAXIMUM)])


class NumberForm(ChineseForm):
    """The number on the phone, or a recovery code."""

    number = StringField("动态码", [InputRequired("请填写动态码。"), Length(max=_LONGEST_CODE)])


class NewPasswordForm(ChineseForm):
    """A new password, twice. `known` are names tied to the person."""

    new = PasswordField("新密码", [InputRequired("请填写新密码。")])
    repeat = PasswordField(
        "再填一次新密码",
        [InputRequired("请再填一次新密码。"), EqualTo("new", "两次填写的新密码不一样。")],
    )

    def __init__(self, *known: str, door: DoorRules = NIST, has_second: bool = False) -> None:
        """Keep the names a password must not be made of, and after which rules it is judged."""
        super().__init__()
        self.known = known
        self.door = door
        self.has_second = has_second

    def validate_new(self, field: PasswordField) -> None:
        """Ask for a password that is not easily guessed."""
        faults = password_faults(
            field.data or "", known=self.known, door=self.door, has_second=self.has_second
        )
        if faults:
            raise ValidationError("".join(faults))


class PasswordForm(NewPasswordForm):
    """A new password, twice, with the present one."""

    current = PasswordField("现在的密码", [InputRequired("请填写现在的密码。")])


class ActivationForm(NewPasswordForm):
    """Sign-in name, one-time code, and a first password, twice."""

    login = StringField("登录名", [InputRequired("请填写登录名。"), Length(max=_LONGEST_LOGIN)])
    code = StringField("激活码", [InputRequired("请填写激活码。"), Length(max=_LONGEST_CODE)])


class OwnPasswordForm(ChineseForm):
    """The present password, for what nobody may do who only found a browser open."""

    current = PasswordField("现在的密码", [InputRequired("请填写现在的密码。")])
