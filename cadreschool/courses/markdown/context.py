"""What surrounds a text while it is converted: its course, its pictures, its citations.

Knows how lessons are addressed. One context serves one text after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cadreschool.courses.values import Media
    from cadreschool.laws.citations import Citation


class Context:
    """The surroundings of the text now being converted."""

    def __init__(self) -> None:
        self.course_id = ""
        self.media: Mapping[str, Media] = {}
        self._numbers: dict[tuple[str, str | None, tuple[str, ...]], int] = {}

    def enter(
        self, course_id: str, media: Mapping[str, Media], citations: Sequence[Citation]
    ) -> None:
        """Prepare for the next text. Without citations they are linked to the law's own page."""
        self.course_id = course_id
        self.media = media
        self._numbers = {_key(c): number for number, c in enumerate(citations, start=1)}

    def number_of(self, citation: Citation) -> int | None:
        """Return the number of a citation in the list of its lesson."""
        return self._numbers.get(_key(citation))

    def lesson_url(self, target: str) -> str:
        """Return where a lesson is: "course/lesson", or "lesson" of the same course."""
        course, _, lesson = target.rpartition("/")
        return f"/courses/{course or self.course_id}/lessons/{lesson}/"


def _key(citation: Citation) -> tuple[str, str | None, tuple[str, ...]]:
    return citation.short, citation.version, citation.articles
