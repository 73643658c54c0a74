"""Builders of rosters as files: what a test does not care about is filled in."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADINGS = ("姓名*", "工会组织*", "岗位*", "专兼挂*", "登录名或手机*")
TEXTILE = "云岭县总工会-城关街道工会联合会-纺织工会"
BUILDING = "云岭县总工会-青石镇工会联合会-建材工会"


def a_row(
    name: str = "赵新",
    union: str = TEXTILE,
    post: str = "工会委员",
    tie: str = "兼职",
    login: object = "13800000001",
) -> list[object]:
    """Return the cells of one cadre."""
    return [name, union, post, tie, login]


def write_xlsx(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    """Write a workbook with a title above the headings."""
    book = Workbook()
    sheet = book.active
    sheet.append(["云岭县工会干部花名册"])
    sheet.merge_cells("A1:E1")
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def write_csv(
    path: Path,
    *rows: Sequence[object],
    encoding: str = "utf-8",
    separator: str = ",",
    headings: Sequence[str] = HEADINGS,
) -> Path:
    """Write a table of text with a title above the headings."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator)
    table.writerow(["云岭县工会干部花名册"])
    table.writerow(headings)
    table.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
