"""From rows to entries: what each row says of a cadre, and every mistake in it. Pure.

All mistakes are collected, each with its row and column. Knows no database: whether a union or a
sign-in name exists is somebody else's question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from cadreschool.kernel.mistakes import visible
from cadreschool.kernel.text import squeeze
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import kind_named, name_fault, split_path
from cadreschool.people.accounts.rules import LONGEST_NAME, cadre_name, cadre_name_fault
from cadreschool.people.models import Post, Tie
from cadreschool.people.rosters.headings import LOOKED_AT, Field, Headings, find_headings
from cadreschool.people.rosters.rows import Refused, Row
from cadreschool.people.rosters.words import post_named, tie_named
from cadreschool.people.rules import login_fault, login_key

KEPT_FAULTS = 10_000
"""Mistakes that are kept to be shown; beyond, they are only counted."""
MOST_UNIONS = 10
_PHONE_BREAKS = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A mistake in a roster: where, what, and what to do about it."""

    row: int
    column: int  # counted from 0; -1 is the row, or the file, as a whole
    heading: str
    content: str
    text: str
    hint: str

    @property
    def place(self) -> str:
        """Return where it is, as a spreadsheet names the cell."""
        row = f"第 {self.row} 行" if self.row else "整张表"
        column = f" {column_letters(self.column)} 列" if self.column >= 0 else ""
        return row + column + (f"（{self.heading}）" if self.heading else "")

    def __str__(self) -> str:
        """Print as every door prints it."""
        return f"{self.place}：{self.text}（{self.hint}）"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cadre as a roster tells of them; `path` are names of unions from the top down."""

    row: int
    login: str
    name: str
    path: tuple[str, ...]
    post: Post
    tie: Tie
    kind: OrganisationKind | None = None
    further: tuple[tuple[str, ...], ...] = ()  # unions of further posts (兼任)


@dataclass(slots=True)
class Roster:
    """What a file says: entries without a mistake, all mistakes, and what else is to be told."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faulty_rows: set[int] = field(default_factory=set)
    fault_number: int = 0
    columns: dict[Field, int] = field(default_factory=dict)

    def copy(self) -> Roster:
        """Return the same roster, to be complained of apart from this one."""
        return replace(
            self,
            faults=list(self.faults),
            notes=list(self.notes),
            faulty_rows=set(self.faulty_rows),
        )

    def complain(self, fault: Fault) -> None:
        """Note a mistake; its row is not imported."""
        self.faulty_rows.add(fault.row)
        self.fault_number += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(fault)

    def complain_of(self, entry: Entry, about: Field, content: str, text: str, hint: str) -> None:
        """Note a mistake in a row that read well, found when it was compared with the school."""
        column = self.columns.get(about, -1)
        self.complain(Fault(entry.row, column, about, content, text, hint))


def read_roster(found: Iterable[Row | str]) -> Roster:
    """Read the rows of a file."""
    roster = Roster()
    rows = _without_notes(found, roster)
    first: list[Row] = []
    headings = None
    for row in rows:
        first.append(row)
        headings = find_headings(first)
        if row.number >= LOOKED_AT or (headings and not headings.missing):
            break
    if not _has_headings(headings, roster):
        return roster
    assert headings is not None  # noqa: S101 -- _has_headings said so
    roster.columns = dict(headings.columns)
    below = (row for row in chain(first, rows) if row.number > headings.row)
    _Reader(roster, headings).read(below)
    return roster


def _without_notes(found: Iterable[Row | str], roster: Roster) -> Iterator[Row]:
    for one in found:
        if isinstance(one, str):
            roster.notes.append(visible(one))
        else:
            yield one


def _has_headings(headings: Headings | None, roster: Roster) -> bool:
    """Tell whether all needed columns are there; say which are not."""
    whole = (0, -1, "", "")
    if headings is None:
        hint = "请按模板写：姓名、工会组织、岗位、专兼挂、登录名或手机"
        roster.complain(Fault(*whole, "前 10 行里没有找到表头", hint))
        return False
    for missing in headings.missing:
        roster.complain(Fault(*whole, f"表头里缺“{missing}”一列", "请补上这一列"))
    for text in headings.doubled:
        roster.complain(Fault(*whole, f"表头里“{text}”出现了两次", "请只留一列"))
    if headings.unread:
        roster.notes.append(f"没有读取的列：{'、'.join(headings.unread)}。")
    return not roster.faults


class _Reader:
    """Turns rows into entries. Texts that repeat from row to row are kept once."""

    def __init__(self, roster: Roster, headings: Headings) -> None:
        self._roster = roster
        self._columns = headings.columns
        self._paths: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._first_row_of: dict[str, int] = {}

    def read(self, rows: Iterable[Row]) -> None:
        """Read every row."""
        for row in rows:
            if any(row.cell(column) != "" for column in self._columns.values()):
                self._read(row)
        if not self._roster.entries and not self._roster.faults:
            fault = Fault(0, -1, "", "", "表头下面没有人", "请检查是不是选错了文件或工作表")
            self._roster.complain(fault)

    def _read(self, row: Row) -> None:
        before = self._roster.fault_number
        name = self._name(row)
        paths = self._unions(row)
        post, tie = self._post(row), self._tie(row)
        login = self._login(row)
        kind = self._kind(row)
        if self._roster.fault_number == before and post is not None and tie is not None:
            main, *further = paths
            entry = Entry(row.number, login, name, main, post, tie, kind, tuple(further))
            self._roster.entries.append(entry)

    def _text(self, row: Row, about: Field, *, optional: bool = False) -> str:
        """Return a cell's text; empty after a complaint."""
        column = self._columns.get(about)
        cell = row.cell(column) if column is not None else ""
        if isinstance(cell, Refused):
            self._complain(row, about, "", f"单元格{cell.reason}", "请改成普通文字")
        elif cell.startswith(("=", "＝")):
            self._complain(row, about, cell, "单元格是公式", "请改成普通文字")
        elif any(unicodedata.category(one) in _UNSEEN for one in " ".join(cell.split())):
            self._complain(row, about, cell, "含有看不见的控制字符", "请重新输入这个单元格")
        elif not squeeze(cell) and not optional:
            self._complain(row, about, "", f"“{about}”没有填", "请填写")
        else:
            return " ".join(cell.split())
        return ""

    def _name(self, row: Row) -> str:
        text = self._text(row, Field.NAME)
        name = cadre_name(text)
        if text and cadre_name_fault(name):
            hint = f"只写姓名，不超过 {LONGEST_NAME} 个字"
            self._complain(row, Field.NAME, text, "不像姓名", hint)
        return name

    def _unions(self, row: Row) -> tuple[tuple[str, ...], ...]:
        """Return the paths of the main post's union and of further ones, written with "|"."""
        text = self._text(row, Field.UNION)
        if text not in self._paths:
            parts = (split_path(part) for part in re.split(r"[|｜]", text))
            self._paths[text] = tuple(path for path in parts if path)
        paths = self._paths[text]
        fault = next(filter(None, map(name_fault, chain.from_iterable(paths))), None)
        if len(paths) > MOST_UNIONS:
            fault = f"一个人最多写 {MOST_UNIONS} 个工会"
        if text and (fault or not paths):
            hint = "写成“县总工会-镇工会联合会-某某工会”；几个工会用“|”隔开，第一个是主要的"
            self._complain(row, Field.UNION, text, fault or "没有写工会名称", hint)
        return paths

    def _login(self, row: Row) -> str:
        text = self._text(row, Field.LOGIN)
        login = _PHONE_BREAKS.sub("", login_key(text))
        if not text:
            return ""
        if _SCIENTIFIC.fullmatch(login):
            hint = "请把这一列设为文本，再重新填写手机号"
            self._complain(row, Field.LOGIN, text, "手机号被改成了科学计数法", hint)
            return ""
        fault = login_fault(login)
        if fault:
            hint = "填 11 位手机号，或由字母、数字组成的登录名"
            self._complain(row, Field.LOGIN, text, fault, hint)
        first = self._first_row_of.setdefault(login, row.number)
        if first != row.number:
            hint = "一人一行，一人一个登录名"
            self._complain(row, Field.LOGIN, text, f"与第 {first} 行的登录名相同", hint)
        return login

    def _kind(self, row: Row) -> OrganisationKind | None:
        if Field.KIND not in self._columns:
            return None
        text = self._text(row, Field.KIND, optional=True)
        kind = kind_named(text)
        if text and kind is None:
            allowed = "、".join(one.label for one in OrganisationKind)
            self._complain(row, Field.KIND, text, "不认识这个单位类型", f"可写：{allowed}")
        return kind

    def _post(self, row: Row) -> Post | None:
        text = self._text(row, Field.POST)
        post = post_named(text)
        if text and post is None:
            allowed = "、".join(one.label for one in Post)
            self._complain(row, Field.POST, text, "不认识这个岗位", f"可写：{allowed}")
        return post

    def _tie(self, row: Row) -> Tie | None:
        text = self._text(row, Field.TIE)
        tie = tie_named(text)
        if text and tie is None:
            self._complain(row, Field.TIE, text, "看不出专兼挂", "写专职、兼职或挂职")
        return tie

    def _complain(self, row: Row, about: Field, content: str, text: str, hint: str) -> None:
        column = self._columns.get(about, -1)
        self._roster.complain(Fault(row.number, column, about, visible(content[:60]), text, hint))


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
