"""Questions written as an Excel table: a question a row, in Markdown, read back to be sure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO

from cadreschool.questions.formats.checking import Block, CannotHoldError, blocks_of, grounds_of
from cadreschool.questions.formats.drafting import items_of
from cadreschool.questions.formats.labels import written_labels
from cadreschool.questions.formats.tables.columns import LETTERS, NAMES, Columns
from cadreschool.questions.formats.tables.reading import draft_of
from cadreschool.questions.formats.tables.records import Record
from cadreschool.questions.formats.tables.sheets import Cell, Row, Sheet
from cadreschool.questions.formats.values import Item, Written
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question

_FIELDS = (
    "id",
    "kind",
    "stem",
    *(f"option-{letter}" for letter in LETTERS),
    "answer",
    "tolerance",
    "measure",
    "points",
    "explanation",
    "unit",
    "competencies",
    "difficulty",
    "grounds",
    "valid",
    "format",
)
_COLUMNS = Columns(1, {field: at for at, field in enumerate(_FIELDS)}, {})
_SHEET = Sheet("", ())
_WIDTHS = {"stem": 50, "explanation": 50, "answer": 24, "id": 16}
_WIDTH = 14


def write(questions: Sequence[Question], units: Mapping[str, str] | None = None) -> Written:
    """Write questions as a workbook; the rows are Markdown and say so.

    `units` are those they belong to {question id: unit}.
    """
    texts, left_out = blocks_of(questions, _block, _read_back)
    rows: list[dict[str, str]] = [json.loads(text) for text in texts]
    for row in rows:
        row["unit"] = (units or {}).get(row["id"], "")
    return Written(_workbook(rows), left_out)


def _block(question: Question) -> Block:
    if question.questions:
        raise CannotHoldError("案例题有几个小题，写不进一行")
    cells = {
        "id": question.id,
        "kind": kind_named(question.kind).label,
        "stem": question.stem,
        "answer": _answer(question),
        "tolerance": "" if question.tolerance is None else str(question.tolerance),
        "measure": question.unit,
        "explanation": question.explanation,
        "format": "Markdown",
        **_labels(question),
    }
    if question.kind == "essay":
        cells["points"] = "\n".join(f"[{part.points}] {part.text}" for part in question.parts)
    if question.kind in {"single", "multiple", "ordering"}:
        options = zip(LETTERS, question.options, strict=False)
        cells |= {f"option-{letter}": option.text for letter, option in options}
    return Block(json.dumps(cells, ensure_ascii=False), question)


def _answer(question: Question) -> str:
    letters = {option.id: letter.upper() for letter, option in zip(LETTERS, question.options)}  # noqa: B905 -- of eight letters the first ones
    match question.kind:
        case "single" | "multiple" | "ordering":
            return "".join(letters[one] for one in question.answer.split(","))
        case "true_false":
            return "对" if question.answer == "true" else "错"
        case "blanks":
            if any(sign in one for p in question.parts for one in p.accepted for sign in ";；|｜"):
                raise CannotHoldError("答案里有分号或竖线，表格里用它们分开几个空")
            return "；".join("|".join(part.accepted) for part in question.parts)
        case "matching":
            return _pairs(question)
        case _:
            return question.answer


def _pairs(question: Question) -> str:
    texts = {option.id: option.text for option in question.options}
    used = {part.accepted[0] for part in question.parts}
    lines = [f"{part.text} = {texts[part.accepted[0]]}" for part in question.parts]
    lines += [f"= {texts[one.id]}" for one in question.options if one.id not in used]
    return "\n".join(lines)


def _labels(question: Question) -> dict[str, str]:
    fields = {"能力": "competencies", "难度": "difficulty", "有效": "valid"}
    cells: dict[str, list[str]] = {}
    for label in written_labels(question, grounds_of(question)):
        name, _, value = label.partition(":")
        written = f"[[{value}]]" if name == "依据" else value
        cells.setdefault(fields.get(name, "grounds"), []).append(written)
    return {
        field: ("、" if field == "competencies" else " ").join(values)
        for field, values in cells.items()
    }


def _read_back(text: str) -> tuple[Item, ...]:
    cells: Mapping[str, str] = json.loads(text)
    row = Row(2, tuple(Cell(cells.get(field, "")) for field in _FIELDS))
    return items_of([draft_of(Record(row, _COLUMNS), _SHEET)])


def _workbook(rows: Sequence[Mapping[str, str]]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 -- start-up: a tenth of a second that few need

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("题目")
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        used = [one for one in _FIELDS if one == "stem" or any(row.get(one) for row in rows)]
        for column, field in enumerate(used):
            sheet.set_column(column, column, _WIDTHS.get(field, _WIDTH))
            sheet.write_string(0, column, NAMES[field], head)
            for number, row in enumerate(rows, start=1):
                sheet.write_string(number, column, row.get(field, ""), text)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
