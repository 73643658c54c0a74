"""The one form in which texts are read: width, spaces, punctuation, 大写 numerals, synonyms.

Knows spellings. Does not know what a number or a negation means.
"""

from __future__ import annotations

import re
import unicodedata

from cadreschool.kernel.text import without_invisible
from cadreschool.questions.law_text.tables import NOT_HAVING, SYNONYMS, UNITS

_RAISED = str.maketrans(
    {raised: f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
    | {fraction: f"\x1e{fraction}" for fraction in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
)
"""Raised digits and fractions in one sign would run into the number before them."""
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_GAP = "\x1f"
_QUOTES = re.compile("[\"'“”‘’《》〈〉「」『』]")
_SEPARATORS = re.compile(r"[、;。]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")
_DASH = re.compile(
    r"(?<=[0-9零〇一二两三四五六七八九十百千万亿%日天月年人元时])[-–—−~到](?=[0-9零〇一二两三四五六七八九十百])"
)
_AND_ZERO = re.compile(r"(?<=[年月时])[零又](?=[0-9一二两三四五六七八九十])")
_ROUND_ZERO = re.compile(r"(?<=[〇○一二三四五六七八九])○")
_WHOLE_SUM = re.compile(r"(?<=[元圆])[整正]")
_LAW_NAME = re.compile(
    "中华人民共和国(?=(?:(?![的、])[\u4e00-\u9fff]){1,16}(?:法|法典|条例)(?:$|第|规定|[、(]))"
)
_NOT_HAVING = re.compile(f"没有(?={'|'.join(NOT_HAVING)}|$|、)")
_CALENDAR_DAY = re.compile(
    r"(?<![0-9./-])((?:19|20)[0-9]{2})([./-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])(?![0-9./%-])"
)
"""2026-05-01, 2026.5.1 and 2026/5/1."""
_SIGNS = (
    (re.compile(r"(?:≥|≧|>=|⩾)(?=[0-9零一二两三四五六七八九十百])"), "不少于"),
    (re.compile(r"(?:≤|≦|<=|⩽)(?=[0-9零一二两三四五六七八九十百])"), "不超过"),
    (re.compile(r"(?<![<>=])>(?=[0-9零一二两三四五六七八九十百])"), "超过"),
    (re.compile(r"(?<![<>=])<(?=[0-9零一二两三四五六七八九十百])"), "少于"),
)
_EDGES = " \t.\x21?:、,;"
_BARE_POINT = re.compile(r"(?<![0-9.])\.(?=[0-9])")

_FORMAL = dict(
    zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億零〇万亿", "一二三四五六七八九十百千万亿零〇万亿", strict=True)
)
_FORMAL_RUN = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟萬億零〇万亿]{2,}"
    rf"|[壹贰叁肆伍陆柒捌玖拾](?=个|{'|'.join(map(re.escape, UNITS))})"
)


def clean(text: str) -> str:
    """Return the form that is read: two texts with the same one say the same."""
    text = without_invisible(unicodedata.normalize("NFKC", text.translate(_RAISED))).casefold()
    text = "".join(_BETWEEN_DIGITS.sub(_GAP, text.strip()).split(" "))
    text = re.sub(r"[^\S\x1f]", "", text)
    text = _FORMAL_RUN.sub(_plain_numerals, text.replace("⁄", "/"))
    text = _CALENDAR_DAY.sub(_spelt_day, text)
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    text = _BARE_POINT.sub("0.", text)
    text = _SEPARATORS.sub("、", _QUOTES.sub("", text)).strip(_EDGES)
    text = _ROUND_ZERO.sub("〇", text)
    text = _WHOLE_SUM.sub("", _AND_ZERO.sub("", _DASH.sub("至", text)))
    text = _NOT_HAVING.sub("无", _LAW_NAME.sub("", text))
    for kept, other in SYNONYMS:
        text = text.replace(other, kept)
    return text


def _spelt_day(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[3])}月{int(found[4])}日"


def _plain_numerals(found: re.Match[str]) -> str:
    return "".join(_FORMAL[character] for character in found[0])
