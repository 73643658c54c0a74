"""Passages: the paragraphs of a lesson and its questions, each with the articles it rests on.

Knows when a passage is still the same: spaces, line breaks and widths aside, its words are. Whether
its law is still the same is asked passage by passage, so that a typo mended elsewhere in a course
neither hides an amendment nor is stopped by it. Pure; reads Markdown as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadreschool.courses.inventory import QUESTIONS
from cadreschool.kernel.prose import prose_lines, without_code
from cadreschool.kernel.text import squeeze
from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.values import Question

_QUESTION = "## "


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a file that belong together, and the line where they begin."""

    first_line: int
    text: str

    @property
    def digest(self) -> str:
        """Name the words."""
        return _digest(self.text)

    @property
    def lines(self) -> range:
        """Return the numbers of its lines."""
        return range(self.first_line, self.first_line + self.text.count("\n") + 1)


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """One citation and the passage it stands in; `question_id` is "" in the text of a lesson."""

    lesson_id: str
    question_id: str
    passage: str
    citation: Citation


def blocks(text: str) -> Iterator[Block]:
    """Cut the text of a lesson at its empty lines; fenced code stays in one piece."""
    lines: list[str] = []
    for line in prose_lines(text.split("\n")):
        if line.text.strip() or line.fence:
            lines.append(line.text)
        elif lines:
            yield Block(line.number - len(lines), "\n".join(lines))
            lines = []
    if lines:
        yield Block(text.count("\n") + 2 - len(lines), "\n".join(lines))


def question_blocks(text: str) -> Iterator[Block]:
    """Cut a file of questions before each question."""
    lines: list[str] = []
    for line in prose_lines(text.split("\n")):
        if lines and not line.fence and line.text.startswith(_QUESTION):
            yield Block(line.number - len(lines), "\n".join(lines))
            lines = []
        lines.append(line.text)
    yield Block(text.count("\n") + 2 - len(lines), "\n".join(lines))


def cited_in_text(lesson_id: str, text: str) -> Iterator[CitedPassage]:
    """Yield every citation of a lesson's file with the paragraph it stands in."""
    plain = without_code(text).split("\n")
    for block in blocks(text):
        inside = "\n".join(plain[block.first_line - 1 : block.lines.stop - 1])
        for citation in parse_citations(inside, block.first_line):
            yield CitedPassage(lesson_id, "", block.digest, citation)


def cited_in_questions(lesson_id: str, questions: Iterable[Question]) -> Iterator[CitedPassage]:
    """Yield every citation of questions: a question is one passage, with its grounds."""
    for question in questions:
        digest = question_digest(question)
        for citation in question.citations:
            yield CitedPassage(lesson_id, question.id, digest, citation)


def question_digest(question: Question) -> str:
    """Name the words of a question; what it is worth or how hard it is does not matter."""
    return _digest("\n".join(_words(question)))


def _words(question: Question) -> Iterator[str]:
    yield from (question.stem, *(f"{one.is_right} {one.text}" for one in question.options))
    yield from (question.answer, question.explanation)
    yield from (f"{one.text} {one.accepted}" for one in question.parts)
    yield repr([(one.short, one.version, one.articles) for one in question.citations])
    for inner in question.questions:
        yield from _words(inner)


def settled_lines(path: str, text: str, published: str | None) -> frozenset[int]:
    """Return the lines of a file whose passages stand in the published text word for word."""
    if published is None:
        return frozenset()
    cut = question_blocks if path.endswith(QUESTIONS) else blocks
    known = {block.digest for block in cut(published)}
    return frozenset(line for block in cut(text) if block.digest in known for line in block.lines)


def passage_text(text: str, passage: str) -> str:
    """Return the paragraph of a lesson's file that has this name, "" when there is none."""
    return next((block.text for block in blocks(text) if block.digest == passage), "")


def _digest(text: str) -> str:
    return hashlib.sha256(squeeze(text).encode()).hexdigest()
