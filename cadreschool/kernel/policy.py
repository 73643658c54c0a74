"""Policies: the few things a school decides for itself while it runs, each with its meaning.

Knows which choices there are, what may be chosen and who chooses; does not know where a choice is
stored (kernel.policy_store), nor who acts on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role


class PasswordProfile(StrEnum):
    """After which standard passwords are judged."""

    NIST = "nist"
    DENGBAO = "dengbao"


class SecondFactorDuty(StrEnum):
    """Who must have a second factor. Everybody may."""

    OFF = "off"
    APPOINTED = "appointed"


@dataclass(frozen=True, slots=True)
class Policies:
    """Every choice as it stands; the fields are named as in `CHOICES`."""

    number: int = 0
    password_profile: str = PasswordProfile.NIST
    second_factor: str = SecondFactorDuty.OFF
    review_required: str = "0"
    host: str = ""
    maker: str = ""
    icp: str = ""
    police: str = ""
    telephone: str = ""

    @property
    def needs_second_factor(self) -> bool:
        """Tell whether holders of an appointment must have a second factor."""
        return self.second_factor == SecondFactorDuty.APPOINTED

    @property
    def needs_review(self) -> bool:
        """Tell whether an edition must be published by somebody who did not write it."""
        return self.review_required == "1"

    @property
    def footer(self) -> tuple[tuple[str, str], ...]:
        """Return what stands at the foot of every page: (name, text), the empty left out."""
        shown = ((one.label, getattr(self, one.name)) for one in CHOICES if one.is_footer)
        return tuple((label, text) for label, text in shown if text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to decide: what it means, what may be chosen, and who decides."""

    name: str
    label: str
    meaning: str
    role: Role
    options: tuple[tuple[str, str], ...] = ()
    longest: int = 0  # of a text; a choice among options has none
    is_footer: bool = False

    @property
    def usual(self) -> str:
        """Return what holds until somebody decides."""
        return str(getattr(_USUAL, self.name))

    def text_of(self, value: str) -> str:
        """Return a value as a person reads it."""
        return dict(self.options).get(value, value)

    def checked(self, text: str) -> str:
        """Return a value as it is stored; raises InvalidError when it may not be chosen."""
        value = normalise(text)
        if self.options and value not in dict(self.options):
            may = "、".join(value for value, _ in self.options)
            raise InvalidError(f"“{self.label}”没有这个选项。", f"可选：{may}。")
        if not self.options and len(value) > self.longest:
            raise InvalidError(f"“{self.label}”最多 {self.longest} 个字，现在是 {len(value)} 个。")
        return value


_USUAL = Policies()


def _footer(name: str, label: str, meaning: str, longest: int) -> Choice:
    return Choice(name, label, meaning, Role.SYSTEM_ADMIN, longest=longest, is_footer=True)


CHOICES = (
    Choice(
        "password_profile",
        "密码规则",
        "单位没有专门要求时用第一种：长、好记、不定期更换。须通过等级保护测评的选第二种。",
        Role.SECURITY_ADMIN,
        (
            (PasswordProfile.NIST, "至少 15 个字符，不规定组成，不定期更换"),
            (
                PasswordProfile.DENGBAO,
                "等级保护：至少 10 个字符、三类以上，90 天更换，五次不重复，一刻钟只能试 5 次",
            ),
        ),
    ),
    Choice(
        "second_factor",
        "第二重验证",
        "登录时除密码外再填手机上的六位动态码。有任命的人能看到别人的信息，建议要求。",
        Role.SECURITY_ADMIN,
        (
            (SecondFactorDuty.OFF, "自愿：谁都可以开启，不要求"),
            (SecondFactorDuty.APPOINTED, "有任命的人必须开启，否则不能进入督学台、教研台、管理台"),
        ),
    ),
    Choice(
        "review_required",
        "课程须由他人审核",
        "选“须”时，写这一版的人不能自己发布，要由另一名审核人发布；改判也要由另一名审核人同意。",
        Role.SYSTEM_ADMIN,
        (("0", "不要求：一人可以又写又发布"), ("1", "须由没有参与编写的审核人发布")),
    ),
    _footer("host", "主办单位", "开办平台的工会，显示在每页页脚。", 60),
    _footer("maker", "承办单位", "具体承办的单位，没有就空着。", 60),
    _footer("icp", "ICP 备案号", "对公众开放的网站须写明，如“某ICP备12345678号”。", 40),
    _footer("police", "公安备案号", "如“某公网安备 12345678901234号”。", 40),
    _footer("telephone", "投诉建议电话", "干部找得到人的电话，也用于密码求助。", 40),
)


def choice_named(name: str) -> Choice:
    """Return the choice of that name; raises InvalidError when there is none."""
    for one in CHOICES:
        if one.name == name:
            return one
    raise InvalidError(f"没有“{name}”这项设置。", f"可设：{'、'.join(c.name for c in CHOICES)}。")
