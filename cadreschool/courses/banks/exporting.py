"""A bank as a file of some format, with all that does not go into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cadreschool.courses.banks.pictures import names_in
from cadreschool.questions.banks.source import write_source
from cadreschool.questions.content import to_json
from cadreschool.questions.formats import Format
from cadreschool.questions.formats.values import LeftOut
from cadreschool.questions.values import Question

NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what it does not hold of which question."""

    data: bytes
    left_out: tuple[LeftOut, ...]


def export(title: str, entries: Iterable[tuple[Question, str]], wanted: Format) -> Exported:
    """Write questions with their units."""
    entries = list(entries)
    pictures = [
        LeftOut(question.id, "图片（文件里只有名字）")
        for question, _ in entries
        if names_in(to_json(question))
    ]
    if wanted.name == NATIVE:
        return Exported(write_source(title, entries).encode(), tuple(pictures))
    written = wanted.write([question for question, _ in entries])
    units = [LeftOut(question.id, "单元") for question, unit in entries if unit]
    return Exported(written.data, (*written.left_out, *pictures, *units))
