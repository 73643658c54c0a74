"""The design of a paper: where its questions come from and which, as values and as readable JSON.

Fixed, each question by its id, or a blueprint of rows that say how many of what. Collects every
mistake in Chinese. Does not know which questions there are: `rules` draws.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cadreschool.questions.kinds import all_kinds

MOST_ROWS: Final = 30
MOST_ITEMS: Final = 150
MOST_POINTS: Final = 100
DIFFICULTIES: Final = {1: "易", 2: "中", 3: "难"}


@dataclass(frozen=True, slots=True)
class Row:
    """So many questions of one sort, with so many points each; what is empty may be anything.

    Of a case every question of it has the points.
    """

    number: int
    points: int
    kind: str = ""
    unit: str = ""
    law: str = ""
    competency: str = ""
    difficulty: int = 0

    @property
    def words(self) -> str:
        """Return what the row asks for, in words."""
        labels = {one.name: one.label for one in all_kinds()}
        parts = (
            labels.get(self.kind, self.kind) or "任何题型",
            f"{self.unit} 单元" if self.unit else "",
            f"《{self.law}》" if self.law else "",
            self.competency,
            DIFFICULTIES.get(self.difficulty, ""),
        )
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Item:
    """One question by its id, with its points."""

    question_id: str
    points: int


@dataclass(frozen=True, slots=True)
class Design:
    """What a paper is made of. With `items` it is fixed, with `rows` it is drawn."""

    banks: tuple[str, ...] = ()
    uses_lessons: bool = False
    rows: tuple[Row, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Tell whether each question is named."""
        return bool(self.items)

    @property
    def number(self) -> int:
        """Return how many questions a form has, a case counted as one."""
        return len(self.items) + sum(row.number for row in self.rows)


@dataclass(frozen=True, slots=True)
class Known:
    """What a design may name."""

    banks: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    competencies: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reading:
    faults: list[str] = field(default_factory=list)

    def number(self, value: object, most: int, words: str) -> int:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not 1 <= int(str(value)) <= most:
            self.faults.append(f"{words}要填 1 到 {most} 的整数。")
            return 1
        return int(str(value))

    def text(self, value: object, words: str, known: frozenset[str] | None = None) -> str:
        text = value if isinstance(value, str) else ""
        if not isinstance(value, str | None) or len(text) > 60:  # noqa: PLR2004 -- as ids are
            self.faults.append(f"{words}写得不对。")
            return ""
        if text and known is not None and text not in known:
            self.faults.append(f"{words}“{text}”没有登记。")
        return text


def design_text(design: Design) -> str:
    """Write a design as JSON that a person can read; what is empty is left out."""
    data: dict[str, object] = {"banks": list(design.banks), "lessons": design.uses_lessons}
    if design.rows:
        data["rows"] = [_row_data(row) for row in design.rows]
    if design.items:
        data["items"] = [
            {"question": one.question_id, "points": one.points} for one in design.items
        ]
    return json.dumps(data, ensure_ascii=False, indent=1)


def _row_data(row: Row) -> dict[str, object]:
    names = ("kind", "unit", "law", "competency", "difficulty")
    chosen = {name: getattr(row, name) for name in names if getattr(row, name)}
    return chosen | {"number": row.number, "points": row.points}


def stored_design(text: str) -> Design:
    """Read a design that was checked when it was stored."""
    return read_design(json.loads(text), None)[0]


def read_design(data: object, known: Known | None) -> tuple[Design, list[str]]:
    """Read a design and collect what is wrong with it; without `known` names are not looked up."""
    reading = _Reading()
    if not isinstance(data, Mapping):
        return Design(), ["组卷设计写得不对。"]
    kinds = frozenset(one.name for one in all_kinds())
    banks = tuple(
        reading.text(one, "题库", known.banks if known else None)
        for one in _list(data, "banks", reading)
    )
    rows = tuple(
        _row(one, number, known, kinds, reading)
        for number, one in enumerate(_list(data, "rows", reading)[:MOST_ROWS], start=1)
    )
    items = tuple(
        _item(one, number, reading)
        for number, one in enumerate(_list(data, "items", reading)[:MOST_ITEMS], start=1)
    )
    design = Design(banks, data.get("lessons") is True, rows, items)
    reading.faults += _whole_faults(data, design)
    return design, reading.faults


def _list(data: Mapping[str, Any], name: str, reading: _Reading) -> Sequence[Any]:
    value = data.get(name, [])
    if not isinstance(value, list):
        reading.faults.append("组卷设计写得不对。")
        return []
    return value


def _row(
    data: object, number: int, known: Known | None, kinds: frozenset[str], reading: _Reading
) -> Row:
    name = f"第 {number} 行的"
    if not isinstance(data, Mapping):
        reading.faults.append(f"第 {number} 行写得不对。")
        return Row(1, 1)
    difficulty = data.get("difficulty", 0)
    if difficulty not in {0, *DIFFICULTIES} or isinstance(difficulty, bool):
        reading.faults.append(f"{name}难度只能是易、中、难。")
        difficulty = 0
    return Row(
        reading.number(data.get("number"), MOST_ITEMS, f"{name}题数"),
        reading.number(data.get("points"), MOST_POINTS, f"{name}每题分值"),
        reading.text(data.get("kind"), f"{name}题型", kinds),
        reading.text(data.get("unit"), f"{name}单元"),
        reading.text(data.get("law"), f"{name}法律", known.laws if known else None),
        reading.text(data.get("competency"), f"{name}能力", known.competencies if known else None),
        int(difficulty),
    )


def _item(data: object, number: int, reading: _Reading) -> Item:
    if not isinstance(data, Mapping):
        reading.faults.append(f"第 {number} 题写得不对。")
        return Item("", 1)
    question_id = reading.text(data.get("question"), f"第 {number} 题的题号")
    if not question_id:
        reading.faults.append(f"第 {number} 题没有题号。")
    points = reading.number(data.get("points"), MOST_POINTS, f"第 {number} 题的分值")
    return Item(question_id, points)


def _whole_faults(data: Mapping[str, Any], design: Design) -> list[str]:
    faults = []
    if len(data.get("rows", [])) > MOST_ROWS:
        faults.append(f"最多 {MOST_ROWS} 行。")
    if design.number > MOST_ITEMS or len(data.get("items", [])) > MOST_ITEMS:
        faults.append(f"一套卷最多 {MOST_ITEMS} 题。")
    if design.items and design.rows:
        faults.append("指定题目和按要求抽题只能选一种。")
    if not (design.banks or design.uses_lessons):
        faults.append("请选择题源：题库，或者课程里的题。")
    ids = [one.question_id for one in design.items if one.question_id]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        faults.append(f"重复的题：{'、'.join(twice)}。")
    return faults
