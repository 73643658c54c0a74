"""The template of a roster: headings, a row to show how, lists to choose from, and instructions.

The page and the command line give the same bytes. Knows no database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, Any

from cadreschool.organisations.models import OrganisationKind
from cadreschool.people.models import Post, Tie
from cadreschool.people.rosters.entries import MOST_UNIONS
from cadreschool.people.rosters.headings import REQUIRED, Field

FILE_NAME = "花名册模板.xlsx"
ROWS = 2000
"""Rows that offer lists to choose from; more may be filled in."""
_SAMPLE = {
    Field.NAME: "张三（示例，请删去这一行）",
    Field.UNION: "云岭县总工会-青石镇工会联合会-建材工会",
    Field.POST: Post.CHAIR.label,
    Field.TIE: Tie.PART_TIME.label,
    Field.LOGIN: "13800000000",
    Field.KIND: "",
}
_WIDTHS = {
    Field.NAME: 14,
    Field.UNION: 46,
    Field.POST: 18,
    Field.TIE: 10,
    Field.LOGIN: 18,
    Field.KIND: 18,
}
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same bytes whenever it is asked for


def write_template(out: IO[bytes]) -> None:
    """Write the template."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- start-up: only who asks for a template needs it

    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "工会干部花名册模板", "created": _MADE.replace(tzinfo=None)})
        _write_roster(book)
        _write_instructions(book)


def _write_roster(book: Any) -> None:  # noqa: ANN401 -- xlsxwriter tells no types
    sheet = book.add_worksheet("花名册")
    heading = book.add_format({"bold": True, "bg_color": "#F3E5E3", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for column, field in enumerate(Field):
        sheet.set_column(column, column, _WIDTHS[field], text)
        mark = "*" if field in REQUIRED else ""
        sheet.write_string(0, column, f"{field}{mark}", heading)
        sheet.write_string(1, column, _SAMPLE[field], text)
    for field, allowed in _lists().items():
        column = list(Field).index(field)
        sheet.data_validation(
            1,
            column,
            ROWS,
            column,
            {
                "validate": "list",
                "source": f"=说明!$B${allowed[0]}:$B${allowed[1]}",
                "error_type": "warning",
                "error_title": "不在清单里",
                "error_message": "请从下拉清单中选择。",
            },
        )
    sheet.freeze_panes(1, 0)


def _lists() -> dict[Field, tuple[int, int]]:
    """Return the rows of the instructions in which what is allowed stands, counted from 1."""
    first = len(_told()) + 2
    found = {}
    for field, words in _allowed().items():
        found[field] = (first, first + len(words) - 1)
        first += len(words)
    return found


def _allowed() -> dict[Field, list[str]]:
    return {
        Field.POST: [post.label for post in Post],
        Field.TIE: [tie.label for tie in Tie],
        Field.KIND: [kind.label for kind in OrganisationKind],
    }


def _told() -> list[tuple[str, str]]:
    return [
        ("怎样填", "一人一行。带 * 的列必须填；表头可以在前 10 行的任何一行，列的次序不限。"),
        (Field.NAME, "只写姓名。"),
        (
            Field.UNION,
            (
                "从上到下写到本人所在的工会，用“-”隔开，如：云岭县总工会-青石镇工会联合会-建材工会。"
                f"几个工会用“|”隔开，第一个是主要的，人数计在那里；最多 {MOST_UNIONS} 个。"
            ),
        ),
        (
            Field.LOGIN,
            "填 11 位手机号，或由字母、数字组成的登录名。以它认人：可以反复导入同一张表。",
        ),
        (Field.KIND, "只在要新建工会时填；不填就按名称判断。"),
        ("注意", "单元格不要用公式。请不要填写身份证号：本系统不需要，也不读取没有列出的列。"),
        ("可以写的内容", ""),
    ]


def _write_instructions(book: Any) -> None:  # noqa: ANN401 -- xlsxwriter tells no types
    sheet = book.add_worksheet("说明")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    rows: list[tuple[str, str]] = [("项目", "说明"), *_told()]
    for field, words in _allowed().items():
        rows += [(field if word == words[0] else "", word) for word in words]
    for number, (name, told) in enumerate(rows):
        sheet.write_string(number, 0, str(name), bold)
        sheet.write_string(number, 1, told, wrapped)
