"""Cutting lessons into the rows of the index, and the words of a row as PostgreSQL takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cadreschool.courses.values import Section
from cadreschool.kernel.words import BREAK, spaced

LONGEST = 2000
"""Characters of one row. PostgreSQL remembers 256 places of a word: no character of running text
comes that often in so little."""

_SENTENCE = re.compile(r"(?<=[。\uff01？；])")
_TITLE, _HEADING, _TEXT = "A", "B", "D"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the index to be: a part of a section, or the lesson itself."""

    lesson_id: str
    is_lesson: bool
    anchor: str
    title: str
    heading: str
    text: str
    own_heading: str = ""

    @property
    def head(self) -> str:
        """Return what stands above the text: the lesson's title, or the section's own heading."""
        return self.title if self.is_lesson else self.own_heading


def rows_of(lesson_id: str, title: str, sections: list[Section]) -> Iterator[Row]:
    """Yield the rows of one lesson; the words before its first heading belong to the lesson."""
    before = " ".join(section.text for section in sections if not section.anchor)
    for part in _parts(before):
        yield Row(
            lesson_id, is_lesson=True, anchor="", title=title, heading="", own_heading="", text=part
        )
    for section in sections:
        if not section.anchor:
            continue
        for number, part in enumerate(_parts(section.text)):
            yield Row(
                lesson_id,
                is_lesson=False,
                anchor=section.anchor,
                title=title,
                heading=" › ".join(section.path),
                text=part,
                own_heading="" if number else section.path[-1],
            )


def _parts(text: str) -> Iterator[str]:
    """Cut a very long text at the ends of sentences; an empty one is one part."""
    part = ""
    for sentence in _SENTENCE.split(text):
        for start in range(0, max(len(sentence), 1), LONGEST):
            piece = sentence[start : start + LONGEST]
            if part and len(part) + len(piece) > LONGEST:
                yield part
                part = ""
            part += piece
    yield part


def vector(head: str, text: str, *, is_lesson: bool) -> str:
    """Write two spaced texts as one tsvector: words with place and weight, and pairs without.

    Nearly every section holds 工 and 会, and to look up where they stand PostgreSQL must unpack
    each of its texts (38 ms in 5,000 sections, measured). Which sections hold the pair 工会 the
    index alone can tell.
    """
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in ((head, _TITLE if is_lesson else _HEADING), (text, _TEXT)):
        before = BREAK
        for word in words.split():
            at += 1
            if word != BREAK:
                places.setdefault(word, []).append(f"{at}{weight}")
                if before != BREAK:
                    places.setdefault(pair(before, word), [])
            before = word
        at += 1
    return " ".join(
        f"'{word}':{','.join(where)}" if where else f"'{word}'" for word, where in places.items()
    )


def pair(before: str, word: str) -> str:
    """Return two words that stand side by side as one."""
    return f"{before}_{word}"


def values(course_id: str, row: Row, *, is_postgresql: bool) -> dict[str, Any]:
    """Return a row as the table takes it."""
    head, text = spaced(row.head), spaced(row.text)
    return {
        "course_id": course_id,
        "lesson_id": row.lesson_id,
        "is_lesson": row.is_lesson,
        "anchor": row.anchor,
        "head": head,
        "title": row.title,
        "heading": row.heading,
        "text": row.text,
        "words": vector(head, text, is_lesson=row.is_lesson) if is_postgresql else text,
    }
