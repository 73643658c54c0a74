"""The paragraphs of a Word document in order, with the numbers Word shows and its pictures.

Knows tables (a row is a line of cells with tabs between), text boxes, line breaks, deleted text
(passed over). Does not know what a question is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadreschool.questions.formats.docx.archive import Archive, parse
from cadreschool.questions.formats.docx.numbering import WORD, Numbering
from cadreschool.questions.formats.values import FormatError

_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main "
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing "
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships "
_VML = "urn:schemas-microsoft-com:vml "
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math "
_SKIPPED = frozenset({f"{_MARKUP}Fallback", f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText"})
_MOST_PARAGRAPHS = 100_000
PICTURE = "\ue000{}\ue001"
"""A picture in the text: the number of the picture between two signs that nobody types."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document: its paragraph, the number Word puts before it, and its text."""

    paragraph: int
    label: str
    text: str
    is_row: bool = False


@dataclass(slots=True)
class Embedded:
    """A picture in the file: its name there, what its author says of it, its bytes."""

    name: str
    words: str
    data: bytes | None


@dataclass(slots=True)
class Document:
    """What a file holds."""

    lines: list[Line] = field(default_factory=list)
    pictures: list[Embedded] = field(default_factory=list)
    has_formulas: bool = False


def read_document(data: bytes) -> Document:
    """Read a .docx file; raises FormatError for what is none, too large or hostile."""
    archive = Archive(data)
    numbering, links = Numbering(), _Links()
    for name, handler in (
        ("word/numbering.xml", numbering),
        ("word/_rels/document.xml.rels", links),
    ):
        member = archive.member(name)
        if member is not None:
            parse(member, handler)
    reader = _Reader(numbering)
    parse(archive.main(), reader)
    for picture in reader.document.pictures:
        target = links.targets.get(picture.name, "")
        picture.name = target.rpartition("/")[2]
        picture.data = archive.member(f"word/{target.removeprefix('/word/')}") if target else None
    return reader.document


@dataclass(slots=True)
class _Links:
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_PACKAGE}Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read."""

    number: int
    pieces: list[str] = field(default_factory=list)
    list_id: str = ""
    level: int = 0


class _Reader:
    """Gathers the lines; a table's row is gathered from its cells' paragraphs."""

    def __init__(self, numbering: Numbering) -> None:
        self.document = Document()
        self._numbering = numbering
        self._open: list[_Paragraph] = []
        self._cells: list[list[str]] = []
        self._row_at: list[int] = []
        self._words = ""
        self._number = 0
        self._skipping = 0
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        if name == f"{WORD}p":
            self._number += 1
            if self._number > _MOST_PARAGRAPHS:
                raise FormatError(f"文档超过 {_MOST_PARAGRAPHS} 段，请分成几个文件再导入。")
            self._open.append(_Paragraph(self._number))
        elif name == f"{WORD}tr":
            self._cells.append([])
            self._row_at.append(self._number + 1)
        elif name == f"{WORD}tc" and self._cells:
            self._cells[-1].append("")
        elif name in {f"{WORD}t", f"{_MATHS}t"}:
            self._is_text = True
            self.document.has_formulas |= name.startswith(_MATHS)
        elif self._open:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._open[-1]
        value = attributes.get(f"{WORD}val", "")
        if name in {f"{WORD}br", f"{WORD}cr"}:
            paragraph.pieces.append("\n")
        elif name in {f"{WORD}tab", f"{WORD}ptab"}:
            paragraph.pieces.append("\t")
        elif name == f"{WORD}noBreakHyphen":
            paragraph.pieces.append("-")
        elif name == f"{WORD}numId":
            paragraph.list_id = value
        elif name == f"{WORD}ilvl":
            paragraph.level = int(value) if value.isdigit() else 0
        elif name == f"{_PLACED}docPr":
            self._words = attributes.get("descr", "") or attributes.get("title", "")
        elif name in {f"{_DRAWING}blip", f"{_VML}imagedata"}:
            link = attributes.get(f"{_OFFICE}embed") or attributes.get(f"{_OFFICE}id") or ""
            paragraph.pieces.append(PICTURE.format(len(self.document.pictures)))
            self.document.pictures.append(Embedded(link, self._words, None))
            self._words = ""

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name in {f"{WORD}t", f"{_MATHS}t"}:
            self._is_text = False
        elif name == f"{WORD}p" and self._open:
            self._close(self._open.pop())
        elif name == f"{WORD}tr" and self._cells:
            cells = [cell.strip("\n") for cell in self._cells.pop()]
            text = "\t".join(cell.replace("\n", " ") for cell in cells)
            self.document.lines.append(Line(self._row_at.pop(), "", text, is_row=True))

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        label = ""
        if paragraph.list_id and text.strip():
            label = self._numbering.label(paragraph.list_id, paragraph.level)
        if self._cells and self._cells[-1]:
            self._cells[-1][-1] += f"\n{label}{text}"
            return
        for number, line in enumerate(text.split("\n")):
            self.document.lines.append(Line(paragraph.number, "" if number else label, line))

    def text(self, text: str) -> None:
        if self._is_text and self._open and not self._skipping:
            self._open[-1].pieces.append(text.replace("\n", " "))
