"""What was recognised: its kind, where it stands, why it is refused and what to write instead.

Knows the words for a writer. Does not know how anything is recognised.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data, called by its Chinese name."""

    PHONE = "电话号码"
    IDENTITY = "身份证号"
    PASSPORT = "证件号码"
    BANK_CARD = "银行卡号"
    NUMBER = "个人编号"
    EMAIL = "电子邮箱"
    ACCOUNT = "社交账号"
    PLATE = "车牌号"
    ADDRESS = "详细地址"
    BIRTH = "出生日期"
    NAME = "姓名"
    HEALTH = "病情"


_WORDS = {
    Kind.PHONE: (
        "凭电话号码可以直接找到本人",
        "去掉号码；要说明怎样联系上的，写“打了电话”“发了短信”",
    ),
    Kind.IDENTITY: (
        "身份证号写着出生日期和户籍地，只属于一个人",
        "去掉号码；要说明核对过身份，写“核对了身份证件”",
    ),
    Kind.PASSPORT: ("凭证件号码可以查到本人", "去掉号码，写“核对了证件”"),
    Kind.BANK_CARD: ("银行卡号是本人的财产信息", "去掉号码，写“转到本人账户”"),
    Kind.NUMBER: ("单位里的人凭编号就知道是谁", "去掉编号；要前后对得上，用自己编的案例编号"),
    Kind.EMAIL: ("凭邮箱可以直接找到本人", "去掉邮箱，写“发了邮件”"),
    Kind.ACCOUNT: ("凭账号可以直接找到本人", "去掉账号，写“在微信上联系”"),
    Kind.PLATE: ("凭车牌可以查到车主", "去掉车牌，写“一辆小货车”"),
    Kind.ADDRESS: ("写到门牌或房间，就知道住的是谁", "地点写到乡镇、街道为止，例如“城关镇某小区”"),
    Kind.BIRTH: ("出生日期加上单位，就能认出本人", "写大致的年龄，例如“四十多岁”"),
    Kind.NAME: ("写出全名，谁都知道是哪一位", "只写姓，例如“张某”“老张”“张师傅”，或者写“一名职工”"),
    Kind.HEALTH: (
        "病情是敏感个人信息，同事往往猜得出是谁",
        "写“因病”“身体原因”；讲孕产期的规定，写“孕期”“三期”",
    ),
}


Span = tuple[Kind, int, int]
"""Where something stands in a plain text."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place in a text that must not stay: characters `start` to `end`, which read `text`."""

    start: int
    end: int
    kind: Kind
    text: str
    why: str
    hint: str

    @property
    def said(self) -> str:
        """Return it as the writer is told: what it looks like, why it may not be, what to do."""
        return f"“{self.text}”像是{self.kind}：{self.why}。{self.hint}。"


def finding(kind: Kind, text: str, start: int, end: int) -> Finding:
    """Say what stands at a place of a text."""
    why, hint = _WORDS[kind]
    return Finding(start, end, kind, text[start:end], why, hint)
