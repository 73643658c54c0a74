"""Where somebody lives, and when somebody was born.

Knows addresses down to the house, flat or dormitory room, and dates of birth. A town, a street
without a number, a bus line, a workshop and the number of a document pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.plain import Plain

_NUM = r"(?:[A-Za-z]?\d{1,5}(?:[-之]\d{1,4})?|\d?十\d?)[甲乙丙]?"
_COUNTED = r"(?!\d|[ ]?(?:元|人|件|平|多|余|名|套|户|米|度|小时|个|年|间|张|位|块))"
_HOUSE = re.compile(
    r"(?:[\u4e00-\u9fff]{2})?(?:(?<![线电管油气水思\d半铁公道网通套])路|(?<!上)街|巷|弄|大道|胡同"
    r"|里弄|新村|小区|花园|苑|公寓|庄|村)"
    rf"(?:[东西南北中]段?|支路|[东西南北\d]{{1,3}}[弄巷区组])?[ ]?"
    rf"{_NUM}[ ]?(?:号(?!线|机|令|文|通知|窑|井|炉|仓|公告|下午|上午|晚|早|中午|前|后|起|到|会议)"
    r"|弄|幢|栋|号楼)"
)
_GROUP = re.compile(rf"(?:村|社区|队)?[十\d]{{1,3}}组[ ]?{_NUM}[ ]?号")
_FLAT = re.compile(
    rf"{_NUM}[ ]?(?:栋|幢|号楼|座|单元)[ ]?(?:{_NUM}[ ]?单元[ ]?)?"
    rf"{_NUM}[ ]?(?:室|户|房|号(?!线|机))"
    rf"|{_NUM}[ ]?(?:栋|幢|号楼|座)[ ]?{_NUM}[ ]?单元"
    r"|(?<!\d)[A-Za-z\d]{1,3}(?:栋|幢|号楼|座)[ ]?\d{3,4}" + _COUNTED
)
_DORMITORY = re.compile(
    r"(?:宿舍|寝室|公寓)(?:楼)?[ ]?(?:[A-Za-z\d]{1,3}[ ]?(?:栋|幢|号楼|座|区)[ ]?)?"
    r"(?:\d{1,2}[楼层])?[ ]?"
    r"(?<!\d)\d{3,4}" + _COUNTED + r"|(?<!\d)[A-Za-z]?\d{2,4}[ ]?号?(?:寝室|宿舍)(?!楼)(?<!人宿舍)"
)
_ROOM = re.compile(
    r"(?:苑|花园|公寓|新村|华府|新城|家园|庭|名居|楼|栋|区|里)[ ]?\d{1,3}-\d{1,2}-\d{3,4}(?!\d)"
    r"|(?:宿舍|寝室|公寓)楼?[ ]?\d{1,2}-\d{3,4}(?!\d)"
    r"|(?:宿舍|公寓|出租屋|筒子楼)[^,。;\n\d]{0,6}(?:\d|十)\d?[楼层][^,。;\n\d]{0,4}第?\d{1,2}间"
    r"|(?:\d组[^,。;\n]{2}|楼上|隔壁|对面|后面|前面)[^,。;\n]{0,8}第\d{1,2}[家间户]"
    r"(?!更衣|办公|会议|厂房|仓|教室|店|门面|诊室|企业|公司|单位|工厂)"
)
_MONTH = r"(?:[01]?\d|十[12]?)"
_DATE = r"(?:[0-3]?\d(?!\d)|\d?十\d?)[日号]?"
_DAY = rf"(?:\d{{2}}|(?:19|20)\d{{2}})[ ]?[年./-][ ]?{_MONTH}[ ]?(?:[月./-][ ]?(?:{_DATE})?)?"
_TEN = r"(?:19|20)\d{2}年十[12]?月(?:[\d十]{1,3}[日号])?"
_BIRTH = re.compile(
    rf"(?:出生日期|出生年月日?|出生时间|出生于|出生|生日|生于|阳历|农历)(?:是|为|在|[:( ])*"
    rf"({_DAY}|{_TEN}|[01]?\d月[0-3]?\d[日号]?)"
    rf"|({_DAY}|{_TEN})[ ]?(?:出生(?!率|证|人口|缺陷)|生(?=[人的,，。;；、)\n]|$))"
    rf"|(?:[他她]|本人|我)是?({_DAY})(?:的(?=[,。;、)\n]|$)|生)"
    rf"|({_DAY})的?,?属[鼠牛虎兔龙蛇马羊猴鸡狗猪]"
)


def places(plain: Plain) -> Iterator[Span]:
    """Find addresses and dates of birth in a plain text."""
    for pattern in (_HOUSE, _GROUP, _FLAT, _DORMITORY, _ROOM):
        for found in pattern.finditer(plain.digits):
            yield Kind.ADDRESS, found.start(), found.end()
    for found in _BIRTH.finditer(plain.digits):
        yield Kind.BIRTH, found.start(), found.end()
