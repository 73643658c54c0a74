"""Which column is which: headings in free spelling, found among the first rows of a sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadreschool.kernel.text import squeeze
from cadreschool.questions.formats.tables.sheets import Row

LOOKED_AT = 15
"""Rows among which the headings may stand: above them there are titles and instructions."""
LETTERS = "abcdefgh"
_ENOUGH = 2
STEM, ANSWER = "stem", "answer"

_SPELLINGS: Mapping[str, tuple[str, str]] = {
    "id": ("题号", "题目编号|试题编号|编号|题目id|id"),
    "kind": ("题型", "题目类型|试题类型|类型|题类|题目类型名称"),
    STEM: ("题干", "题目|试题|题目内容|试题内容|题干内容|问题|题文|题目题干|试题题干"),
    ANSWER: (
        "答案",
        "正确答案|正确选项|标准答案|参考答案|正确项|答案选项|试题答案|题目答案|正确答案选项",
    ),
    "options": ("选项", "全部选项|选项内容|候选项|备选项|备选答案"),
    "explanation": ("解析", "答案解析|题目解析|试题解析|解析内容|题目分析|说明"),
    "points": ("得分要点", "评分要点|评分标准|采分点|要点"),
    "tolerance": ("误差", "允许误差"),
    "measure": ("单位", "答案单位|计量单位"),
    "difficulty": ("难度", "题目难度|难度等级|试题难度|难易度|难易程度"),
    "unit": ("单元", "所属单元|课程单元"),
    "competencies": ("能力", "能力点|考核能力"),
    "grounds": ("依据", "法律依据|出处|依据条文"),
    "valid": ("有效", "有效期"),
    "category": (
        "分类",
        "知识点|知识点名称|题目分类|试题分类|所属范围|章节|专题|标签|一级分类|题库名|科目",
    ),
    "format": ("格式", "文本格式"),
}
_NUMERALS = {"一": "a", "二": "b", "三": "c", "四": "d", "五": "e", "六": "f", "七": "g", "八": "h"}
_OPTION = re.compile(r"(?:选项|答案)([a-h1-8一二三四五六七八])(?:内容)?|([a-h])(?:选项|项)?")
_BEYOND = re.compile(r"选项(?:[i-z]|9|[1-9][0-9]|九|十[一二三四五六七八九]?)(?:内容)?")
"""A ninth option, or one still farther: there are none here."""
_RIGHT = re.compile(r"(?:选项|答案)([a-h1-8一二三四五六七八])(?:是否)?(?:正确|为正确答案|答案)")
_SIGNS = re.compile(r"[\s*＊:：（）()【】\[\]“”\"'·、，,。./_-]|必填|选填|可选")
_PICTURE = re.compile(r".*图片.*")

NAMES: dict[str, str] = {
    **{field: name for field, (name, _) in _SPELLINGS.items()},
    **{f"option-{letter}": f"选项 {letter.upper()}" for letter in LETTERS},
    **{f"right-{letter}": f"选项 {letter.upper()} 是否正确" for letter in LETTERS},
}
"""What a column may be: {field: its name}."""
_FIELDS = {
    spelling: field
    for field, (name, others) in _SPELLINGS.items()
    for spelling in (name, *others.split("|"))
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the headings stand, and which column is what {field: column}, columns from 0.

    `headings` are all of them as written {heading: field}, "" for those that mean nothing here;
    `beyond` are columns of options that come after the last there may be.
    """

    row: int
    places: Mapping[str, int]
    headings: Mapping[str, str]
    beyond: tuple[int, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Tell whether questions can be read by them."""
        flags = any(field.startswith("right-") for field in self.places)
        return STEM in self.places and (ANSWER in self.places or flags)


def find_columns(rows: Sequence[Row], mapping: Mapping[str, str] | None = None) -> Columns | None:
    """Return the columns by the row among the first that names most fields; None when none does."""
    best: Columns | None = None
    for row in rows[:LOOKED_AT]:
        found = _columns(row, mapping or {})
        if len(found.places) >= _ENOUGH and (best is None or _weight(found) > _weight(best)):
            best = found
    return best


def _weight(columns: Columns) -> tuple[bool, int]:
    return columns.is_usable, len(columns.places)


def _columns(row: Row, mapping: Mapping[str, str]) -> Columns:
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    beyond: list[int] = []
    for column, cell in enumerate(row.cells):
        heading = " ".join(cell.text.split())
        if not heading or cell.fault or heading in headings:
            continue
        field = mapping[heading] if heading in mapping else field_named(heading)
        field = field if field in NAMES and field not in places else ""
        headings[heading] = field
        if field:
            places[field] = column
        elif heading not in mapping and _BEYOND.fullmatch(_key(heading)):
            beyond.append(column)
    return Columns(row.number, places, headings, tuple(beyond))


def field_named(heading: str) -> str:
    """Return the field a heading means, "" for none."""
    text = _key(heading)
    if _PICTURE.fullmatch(text):
        return ""
    if right := _RIGHT.fullmatch(text):
        return f"right-{_letter(right[1])}"
    if option := _OPTION.fullmatch(text):
        return f"option-{_letter(option[1] or option[2])}"
    return _FIELDS.get(text, "")


def _key(heading: str) -> str:
    """Return a heading as headings are compared."""
    return _SIGNS.sub("", squeeze(heading)).casefold()


def _letter(sign: str) -> str:
    if sign.isdigit():
        return LETTERS[int(sign) - 1]
    return _NUMERALS.get(sign, sign)


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
