"""Pieces of a chunk that know their line, and their texts as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cadreschool.questions.formats.drafting import FULL, Draft
from cadreschool.questions.formats.gift.chunks import NEW_LINE, restored
from cadreschool.questions.formats.marks import joined, one_line
from cadreschool.questions.formats.texts import FORMS, MARKDOWN, MOODLE, markdown_of

_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{0,7})?)%")
_FORM = re.compile(rf"\s*\[({'|'.join(FORMS)})\]")
_SPACES = " \t\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a chunk, escapes folded, and the line where it begins."""

    text: str
    line: int

    def rest(self, start: int) -> Piece:
        """Return what follows from a place on."""
        return Piece(self.text[start:], self.line + self.text.count("\n", 0, start))

    def stripped(self) -> Piece:
        """Return the piece without space around it."""
        start = len(self.text) - len(self.text.lstrip(_SPACES))
        rest = self.rest(start)
        return Piece(rest.text.rstrip(_SPACES), rest.line)

    def split(self, mark: str) -> tuple[Piece, Piece | None]:
        """Cut at the first mark."""
        at = self.text.find(mark)
        return self._cut(at, len(mark))

    def split_last(self, mark: str) -> tuple[Piece, Piece | None]:
        """Cut at the last mark."""
        at = self.text.rfind(mark)
        return self._cut(at, len(mark))

    def _cut(self, at: int, length: int) -> tuple[Piece, Piece | None]:
        if at < 0:
            return self, None
        return Piece(self.text[:at], self.line), self.rest(at + length)

    def weighted(self) -> tuple[Decimal | None, Piece]:
        """Take a weight such as %50% from the front."""
        found = _WEIGHT.match(self.text)
        if found is None or not -FULL <= Decimal(found[1]) <= FULL:
            return None, self
        return Decimal(found[1]), self.rest(found.end())


def split_at(piece: Piece, marks: str) -> Iterator[tuple[str, Piece]]:
    """Cut a piece at every mark; what stands before the first has the mark ""."""
    mark, start, line = "", 0, piece.line
    for found in re.finditer(f"[{marks}]", piece.text):
        text = piece.text[start : found.start()]
        if mark or text.strip():
            yield mark, Piece(text, line)
        line += piece.text.count("\n", start, found.end())
        mark, start = found[0], found.end()
    yield mark, Piece(piece.text[start:], line)


class Texts:
    """Turns pieces into Markdown, in the form that the stem chose unless they say another."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.form = MOODLE

    def stem(self, text: str, line: int) -> str:
        """Read the stem, which sets the form of all the rest."""
        found = _FORM.match(text)
        self.form = found[1] if found else MOODLE
        return self.markdown(Piece(text, line))

    def markdown(self, piece: Piece, *, inside: bool = False) -> str:
        """Return a text as Markdown."""
        form, text = self._laid(piece)
        rich = markdown_of(text, form, inside=inside)
        for lost in rich.lost:
            self._draft.note(f"没有读进来：{lost}", "需要的话，导入后请补上", piece.line)
        return rich.markdown

    def words(self, piece: Piece) -> str:
        """Return the plain words of an answer, whatever form the stem has."""
        return one_line(self._laid(piece)[1])

    def _laid(self, piece: Piece) -> tuple[str, str]:
        """Take the form from the front, and lay out the lines: only Markdown needs all of them."""
        found = _FORM.match(piece.text)
        form = found[1] if found else self.form
        text = piece.text[found.end() if found else 0 :].strip(_SPACES)
        if form != MARKDOWN:
            text = NEW_LINE.join(joined(part) for part in text.split(NEW_LINE))
        return form, restored(text).strip(_SPACES)
