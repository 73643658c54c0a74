"""A bank as a file of some format, with all that does not go into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cadreschool.courses.banks.pictures import FOLDER, names_in
from cadreschool.files.storage import path_of
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

    @property
    def missing(self) -> int:
        """Return how many questions are not in the file at all."""
        return sum(one.is_whole for one in self.left_out)


def export(
    title: str, entries: Iterable[tuple[Question, str]], wanted: Format, media: Path
) -> Exported:
    """Write questions with their units and pictures, as far as the format has a place for them."""
    entries = list(entries)
    questions = [question for question, _ in entries]
    units = {question.id: unit for question, unit in entries if unit}
    shown = {question.id: names_in(to_json(question)) for question in questions}
    if wanted.name == NATIVE:
        pictures = _without(shown)
        return Exported(write_source(title, entries).encode(), tuple(pictures))
    written = wanted.write(questions, pictures=_read(shown, media), units=units)
    left_out = [*written.left_out]
    if not wanted.holds_pictures:
        left_out += _without(shown)
    if not wanted.holds_units:
        left_out += [LeftOut(question_id, "单元") for question_id in units]
    return Exported(written.data, tuple(dict.fromkeys(left_out)))


def _without(shown: Mapping[str, set[str]]) -> list[LeftOut]:
    return [
        LeftOut(question_id, "图片（只写了名字）") for question_id, names in shown.items() if names
    ]


def _read(shown: Mapping[str, set[str]], media: Path) -> dict[str, bytes]:
    """Return the pictures by the names that formats use: without their folder."""
    found = {}
    for name in {name for names in shown.values() for name in names}:
        short = name.removeprefix(FOLDER)
        path = path_of(short.partition(".")[0], media)
        if path.is_file():
            found[short] = path.read_bytes()
    return found
