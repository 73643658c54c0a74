"""Which column is which: the heading row, found among the first rows, in free spelling. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cadreschool.kernel.mistakes import visible
from cadreschool.kernel.text import squeeze
from cadreschool.people.rosters.rows import Row

LOOKED_AT = 10
"""Rows among which the headings may stand: above them there are titles and periods."""


class Field(StrEnum):
    """What a roster tells of a cadre; the value is the heading of the template."""

    NAME = "姓名"
    UNION = "工会组织"
    POST = "岗位"
    TIE = "专兼挂"
    LOGIN = "登录名或手机"
    KIND = "单位类型"


REQUIRED = (Field.NAME, Field.UNION, Field.POST, Field.TIE, Field.LOGIN)

# The nearest word first: when two columns fit, the nearer one is read.
_SPELLINGS: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: ("姓名", "干部姓名", "学员姓名", "职工姓名", "名字"),
    Field.UNION: (
        "工会组织",
        "工会组织名称",
        "所在工会",
        "所属工会",
        "工会名称",
        "所在工会组织",
        "所属工会组织",
        "工会",
        "单位",
        "单位名称",
        "所在单位",
        "工作单位",
    ),
    Field.POST: ("岗位", "工会岗位", "工会职务", "职务", "担任职务", "现任职务", "工会任职"),
    Field.TIE: ("专兼挂", "专兼挂职", "专/兼/挂", "专职兼职挂职", "专兼职", "专/兼职", "专兼"),
    Field.LOGIN: (
        "登录名或手机",
        "登录名或手机号",
        "登录名",
        "用户名",
        "账号",
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "联系电话",
        "联系方式",
        "电话",
    ),
    Field.KIND: ("单位类型", "工会类型", "组织类别", "组织类型", "工会类别", "单位类别"),
}
_RANKS = {
    spelling: (field, rank)
    for field, spellings in _SPELLINGS.items()
    for rank, spelling in enumerate(spellings)
}
_ASIDE = re.compile(r"\(.*?\)|[*:]")
_SURE = 2
"""So many known headings in one row make it the heading row, even when others are missing."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row: where each field stands, what is missing, and what is not read."""

    row: int
    columns: Mapping[Field, int]
    missing: tuple[Field, ...]
    doubled: tuple[str, ...]
    unread: tuple[str, ...]


def find_headings(rows: Sequence[Row]) -> Headings | None:
    """Return the heading row among the first rows: the one with the most known headings."""
    candidates = [_headings(row) for row in rows if row.number <= LOOKED_AT]
    best = max(candidates, key=lambda one: len(one.columns), default=None)
    return best if best is not None and len(best.columns) >= _SURE else None


def _headings(row: Row) -> Headings:
    ranks: dict[Field, int] = {}
    columns: dict[Field, int] = {}
    doubled, unread = [], {}
    for column, cell in enumerate(row.cells):
        text = cell if isinstance(cell, str) else ""
        field, rank = _RANKS.get(_heading_key(text), (None, 0))
        if text:
            unread[column] = visible(text[:20])
        if field is None:
            continue
        if field in ranks and ranks[field] == rank:
            doubled.append(visible(text[:20]))
        if field not in ranks or rank < ranks[field]:
            ranks[field], columns[field] = rank, column
    for column in columns.values():
        unread.pop(column)
    return Headings(
        row=row.number,
        columns=columns,
        missing=tuple(field for field in REQUIRED if field not in columns),
        doubled=tuple(doubled),
        unread=tuple(unread.values()),
    )


def _heading_key(text: str) -> str:
    """Return a heading without spaces, asterisks and what stands in brackets."""
    return _ASIDE.sub("", squeeze(text))
