"""A union's abilities as tables for files: the figures of the page, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from cadreschool.competencies.framework import Framework
from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel.clock import day_text
from cadreschool.learning.profile.rules import BEGINNING, STATEMENT, TOO_LITTLE
from cadreschool.learning.scenarios.rules import FEW, rounded_text
from cadreschool.organisations.models import OrganisationKind
from cadreschool.reports.abilities.queries import Column as Unions
from cadreschool.reports.abilities.queries import Levels, Readiness, Whole
from cadreschool.reports.abilities.rules import Told
from cadreschool.reports.tables import Cell, Column, Table

HIDDEN = "不便列出"
NOBODY = "一年内没有依据"
NEVER = "还没有依据"


class Part(StrEnum):
    """The two tables of the page."""

    LEVELS = "levels"
    SITUATIONS = "situations"


def level_titles(framework: Framework) -> list[str]:
    """Return the heads of the columns: 0 起步, 1 知道, …, 证据不足."""
    first = framework.competencies[:1]
    names = [f"{level.level} {level.name}" for one in first for level in one.levels]
    return [f"0 {BEGINNING}", *names, TOO_LITTLE]


def cells(row: Told) -> list[str]:
    """Return a row's numbers as words."""
    if row.is_hidden:
        return [HIDDEN] * len(row.numbers)
    return [rounded_text(number) for number in row.numbers]


def month_text(day: date | None) -> str:
    """Write the month of the newest evidence; the day would be a person's."""
    return f"{day.year}年{day.month}月" if day else NEVER


def levels_table(whole: Whole, found: Levels, framework: Framework, *, at: datetime) -> Table:
    """Return how many stand on each level."""
    rows = [
        (one.name, *cells(found.rows[one.id]))
        for one in framework.competencies
        if one.id in found.rows
    ]
    heads = (Column("能力", width=16), *(Column(title) for title in level_titles(framework)))
    period = f"画像算到{day_text(found.as_of)}或以后" if found.as_of else "还没有画像"
    return Table(
        "能力各级人数",
        whole.node.name,
        (),
        at,
        heads,
        rows,
        len(rows),
        period,
        f"{STATEMENT}。{FEW}的不写，其余为约数。",
    )


def situations_table(
    whole: Whole,
    unions: Sequence[Unions],
    found: Sequence[Readiness],
    courses: Mapping[str, PublishedCourse],
    *,
    at: datetime,
) -> Table:
    """Return for each situation and union when somebody last showed that they can handle it."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in found:
            closing = "、".join(
                courses[name].title for name in one.situation.courses if name in courses
            )
            for place, union in enumerate(unions):
                yield (
                    one.situation.gap.label,
                    one.situation.title,
                    union.name,
                    OrganisationKind(union.kind).label if union.kind else "",
                    "有" if one.is_fresh(place) else NOBODY,
                    month_text(one.newest[place]),
                    closing,
                )

    heads = (
        Column("缺口"),
        Column("情况", width=20),
        Column("单位", width=30),
        Column("类别", width=16),
        Column("一年内有没有依据", width=18),
        Column("最近的依据", width=16),
        Column("补上的课程和情景", width=50),
    )
    words = (
        ()
        if len({one.situation.gap for one in found}) > 1
        else (found[0].situation.gap.label if len(found) > 1 else found[0].situation.title,)
    )
    number = len(found) * len(unions)
    return Table(
        "各种情况有没有人会办",
        whole.node.name,
        words,
        at,
        heads,
        rows(),
        number,
        "最近十二个月",
        "只写月份，不列个人；人数少的单位合在一起。按组织顺序排列，不排名。",
    )
