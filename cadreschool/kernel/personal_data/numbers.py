"""Numbers that belong to one person: phones, identity, cards, and what introduces a number.

Knows their lengths, prefixes and check digits. A number may be broken by spaces and dashes or
written in Chinese digits; years, dates, amounts and document numbers are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate, pairwise

from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.plain import Plain

_MOBILE = re.compile(r"1[3-9]\d{9}")
_PREFIX = re.compile(r"(?:\+?\s?|00)86[ -]{0,2}$")
_RUN = re.compile(r"\d+")
_GROUPS = re.compile(r"(?<!\d)\d{1,19}(?:[ .-]{1,3}\d{1,19})+(?!\d)")
_SIGN = r"[^\w。\u3400-\u9fff]|_|空"
_APART = re.compile(rf"(?<!\d)\d{{1,8}}(?:(?:{_SIGN}){{1,3}}\d{{1,9}})+(?!\d)")
_COUNTED = re.compile(r"[ ]?(?:元|人|份|件|名|套|天|小时|吨|个|次|户|家|块|万|%|号文|米|分)")
_LIKE = re.compile(r"(?<![A-Za-z\d])[\dOolI|洞拐两勾]{11}(?![A-Za-z\d])")
_LIKE_DIGITS = str.maketrans("OolI|洞拐两勾", "001110729")
_HALVES = re.compile(
    r"前[三37七]位[^\d\n。]{0,4}(1[3-9]\d{1,5})|(1[3-9]\d{5})[^\d\n。]{0,6}后[四4]位"
)
_LAND = re.compile(
    r"(?<![\d.])\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,2}[2-8]\d{2,3}[ -]?\d{4}(?:-\d{1,6})?(?!\d)"
)
_LOCAL = re.compile(
    r"(?:电话|座机|联系方式|手机|固话|致电|拨打|拨|tel)[^\d\n。;]{0,6}?"
    r"(?<!\d)([2-8]\d{2,3}[ -]?\d{4})(?!\d)",
    re.IGNORECASE,
)
_REGIONS = frozenset(
    f"{first}{second}"
    for first, seconds in enumerate(
        ("12345", "123", "1234567", "123456", "01234", "12345", "1", "123"), 1
    )
    for second in seconds
)
_ID_18 = re.compile(r"(?=([1-8]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx×]))")
_ID_15 = re.compile(r"(?<!\d)([1-8]\d{5}\d{2}[01]\d[0-3]\d\d{3})(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD_LENGTHS = range(16, 20)
_MOBILE_LENGTH, _LONG_ID, _SHORT_ID = 11, 18, 15
_OLDEST = 1880
_PAPER = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|居留证|居住证|军官证|士兵证|残疾证|证件)(?:号码?|编号)?"
    r"[为是:( ]{0,3}([A-Za-z]{0,3}\d{6,20}[A-Za-z]?)"
    r"|(?<![A-Za-z\d])(E[A-HJ-NP-Z]?\d{7,8})(?![A-Za-z\d])"
)
_NUMBERED = re.compile(
    r"(?:工号|职工号|员工号|员工编号|职工编号|人员编号|社保号|社保卡号?|社会保障(?:卡)?号码?|医保号|医保卡号|"
    r"个人编号|参保号|病历号|住院号|门诊号|就诊号|档案号|学号|会员号|会员证号|工会会员卡号|工牌号?|胸牌号?|"
    r"准考证号|驾驶证号|驾照号|身份证(?:号码?)?(?:尾号|后[四4六6]位)?|公积金账号|(?:银行)?卡号|账号|尾号)"
    r"(?:码)?(?:是|为|[:(#]|\s)*((?=[A-Za-z-]*\d)[A-Za-z\d-]{3,24})(?!\s?(?:年|月|元|人|份|张|条|号文))"
)
_BANK = re.compile(
    r"(?:存折|银行卡|储蓄卡|工资卡|银行|农商行|工行|农行|建行|中行|交行|邮储|信用社|开户行|账户|卡号|账号)"
    r"[^\d\n。,;]{0,8}(?!(?:19|20)\d\d-\d)(\d(?:[ -]{0,2}\d){12,21})(?!\d)"
)
_EMAIL_SPELT = re.compile(
    r"[A-Za-z\d._-]{2,40}[ ]?(?:艾特|@|[(]at[)]|圈a)[ ]?[A-Za-z\d-]{1,30}"
    r"(?:[ ]?(?:点|[.]|dot)[ ]?(?:com|cn|net|org|edu)){1,2}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z\d._%+-]{1,64}@[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,4}")
_ACCOUNT = re.compile(
    r"(?:[微薇徽威v][信x]号?|wechat|weixin|(?<![a-z])[wv][ ]?x|qq号?|扣扣号?|企鹅号?|抖音号?"
    r"|快手号?|支付宝(?:账号)?|微博)"
    r"(?:号码?|账号|是|为|[:+( ]|加)*(?<![A-Za-z\d])([A-Za-z\d][A-Za-z\d_-]{4,24})(?![A-Za-z\d_-])",
    re.IGNORECASE,
)
_PLATE_APART = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z]"
    r"[ ·•.-]{0,2}(?=[A-Z ]{0,4}\d)[A-HJ-NP-Z\d](?:[ ·.-]?[A-HJ-NP-Z\d]){4,5}(?![A-Za-z\d])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z]"
    r"[ ·•.-]{0,2}(?=[A-Za-z]{0,3}\d)[A-HJ-NP-Za-hj-np-z\d]{5,6}(?![A-Za-z\d])"
)


def numbers(plain: Plain) -> Iterator[Span]:
    """Find every number of a person in a plain text."""
    yield from _long_runs(plain.digits)
    yield from _broken(plain.digits)
    yield from _apart(plain.digits)
    for found in _LIKE.finditer(plain.digits):
        if _MOBILE.fullmatch(found[0].translate(_LIKE_DIGITS)):
            yield Kind.PHONE, found.start(), found.end()
    for found in _HALVES.finditer(plain.digits):
        group = found.lastindex or 0
        yield Kind.PHONE, found.start(group), found.end(group)
    for found in _LAND.finditer(plain.digits):
        yield Kind.PHONE, found.start(), found.end()
    for found in _LOCAL.finditer(plain.digits):
        yield Kind.PHONE, found.start(1), found.end(1)
    yield from _introduced(plain)


def _introduced(plain: Plain) -> Iterator[Span]:
    for pattern, kind in ((_PAPER, Kind.PASSPORT), (_NUMBERED, Kind.NUMBER)):
        for found in pattern.finditer(plain.digits):
            group = found.lastindex or 0
            yield kind, found.start(group), found.end(group)
    for found in _ACCOUNT.finditer(plain.digits):
        yield Kind.ACCOUNT, found.start(1), found.end(1)
    for found in _BANK.finditer(plain.digits):
        yield Kind.BANK_CARD, found.start(1), found.end(1)
    for pattern, kind in (
        (_EMAIL, Kind.EMAIL),
        (_EMAIL_SPELT, Kind.EMAIL),
        (_PLATE, Kind.PLATE),
        (_PLATE_APART, Kind.PLATE),
    ):
        for found in pattern.finditer(plain.text):
            yield kind, found.start(), found.end()


def _long_runs(text: str) -> Iterator[Span]:
    """Look into unbroken rows of digits, whatever stands around the number."""
    for found in _ID_18.finditer(text):
        if _is_identity(found[1]):
            yield Kind.IDENTITY, found.start(1), found.end(1)
    for found in _ID_15.finditer(text):
        if _is_born("19" + found[1][6:12]) and found[1][:2] in _REGIONS:
            yield Kind.IDENTITY, found.start(1), found.end(1)
    for run in _RUN.finditer(text):
        if len(run[0]) in _CARD_LENGTHS and (run[0].startswith("62") or _passes_luhn(run[0])):
            yield Kind.BANK_CARD, run.start(), run.end()
        for found in _MOBILE.finditer(run[0]):
            start = run.start() + found.start()
            prefix = _PREFIX.search(text, max(0, start - 8), start)
            yield Kind.PHONE, prefix.start() if prefix else start, run.start() + found.end()


def _broken(text: str) -> Iterator[Span]:
    """Look at groups of digits kept apart by spaces, dashes or dots, each taken whole."""
    for run in _GROUPS.finditer(text):
        groups = [(found[0], run.start() + found.start()) for found in _RUN.finditer(run[0])]
        ends = [0, *accumulate(len(digits) for digits, _ in groups)]
        joined = "".join(digits for digits, _ in groups)
        for first, (_, start) in enumerate(groups):
            for last in range(first + 1, len(groups)):
                digits = joined[ends[first] : ends[last + 1]]
                if len(digits) > _CARD_LENGTHS[-1]:
                    break
                end = groups[last][1] + len(groups[last][0])
                kind, extra = _kind_of(digits, text[end : end + 3])
                if kind:
                    yield kind, start, end + extra


def _apart(text: str) -> Iterator[Span]:
    """Look at groups of digits kept apart by one sign, whichever it is: 139/0723/1234."""
    for run in _APART.finditer(text):
        groups = [found.span() for found in _RUN.finditer(text, run.start(), run.end())]
        signs = [_sign(text[one[1] : next_[0]]) for one, next_ in pairwise(groups)]
        for first in range(len(groups)):
            for last in range(first + 1, min(first + _LONG_ID, len(groups))):
                if signs[last - 1] != signs[first]:
                    break
                start, end = groups[first][0], groups[last][1]
                kind = _kind_apart([text[one:two] for one, two in groups[first : last + 1]])
                if kind and not _COUNTED.match(text, end):
                    yield kind, start, end


def _sign(between: str) -> str:
    """Return what keeps two groups apart; spaces and brackets around one of them are nothing."""
    return "".join(sorted(set(between) - set(" ()")))


def _kind_apart(groups: list[str]) -> Kind | None:
    """Tell what groups of digits are, cut as a phone or an identity number is when it is read."""
    digits = "".join(groups)
    is_cut = len(groups[0]) in {3, 7} or all(len(one) == 1 for one in groups)
    if len(digits) == _MOBILE_LENGTH and is_cut and _MOBILE.fullmatch(digits):
        return Kind.PHONE
    if len(digits) == _LONG_ID and _ID_18.match(digits) and _is_identity(digits):
        return Kind.IDENTITY
    return None


def _kind_of(digits: str, after: str) -> tuple[Kind | None, int]:
    """Tell what joined digits are, and how many characters of what follows belong to them."""
    if len(digits) == _MOBILE_LENGTH and _MOBILE.fullmatch(digits):
        return Kind.PHONE, 0
    if len(digits) == _LONG_ID and _ID_18.match(digits) and _is_identity(digits):
        return Kind.IDENTITY, 0
    sign = re.match(r"[ -]{0,2}[Xx×]", after)
    if len(digits) == _LONG_ID - 1 and sign and _ID_18.match(digits + "X"):
        return (Kind.IDENTITY, sign.end()) if _is_identity(digits + "X") else (None, 0)
    if len(digits) == _SHORT_ID and digits[:2] in _REGIONS and _is_born("19" + digits[6:12]):
        return Kind.IDENTITY, 0
    if len(digits) in _CARD_LENGTHS and digits.startswith(("62", "4", "5", "9")):
        return (Kind.BANK_CARD, 0) if _passes_luhn(digits) else (None, 0)
    return None, 0


def _is_identity(number: str) -> bool:
    """Tell whether 18 places are an identity number; a wrong check digit is a slip of the pen."""
    if number[:2] in _REGIONS and _is_born(number[6:14]):
        return True
    return has_check_digit(number)


def has_check_digit(number: str) -> bool:
    """Tell whether the last of 18 places is the one the others ask for (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper().replace("×", "X")


def _is_born(day: str) -> bool:
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])).year >= _OLDEST
    except ValueError:
        return False


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 -- the two digits added
    return total % 10 == 0
