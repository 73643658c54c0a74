"""Marks inside a line: citations, links, pictures, a few tags, entities.

Knows the HTML of each. The patterns are those of `courses.grammar`, linear on any input; what does
not match stays text. Does not know whether a target exists: the reader has checked.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from xml.etree import ElementTree as ET

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from cadreschool.courses.citations import PLACE, law_url
from cadreschool.courses.grammar import BREAK, IMAGE, LINK, TAGGED, heading_id
from cadreschool.kernel.prose import CJK
from cadreschool.laws.citations import CITATION, label, read_citation

if TYPE_CHECKING:
    from cadreschool.courses.markdown.context import Context

_SPACES = re.compile(rf"(?<=[{CJK}]) {{1,8}}\Z")
Handled: TypeAlias = Any
"""What stands for a mark and where it stood. The two bases of a mark promise different types."""


class Mark(InlineProcessor):
    """A mark with a pattern of ours and the lesson it stands in."""

    PATTERN: ClassVar[re.Pattern[str]]

    def __init__(self, context: Context) -> None:
        super().__init__(self.PATTERN.pattern)
        self.compiled_re = self.PATTERN
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str = "") -> Handled:  # noqa: ARG002, N802 -- the base's form
        """Replace the mark by what it makes, or leave it as text."""
        made = self.make(m)
        return (None, None, None) if made is None else (made, m.start(), m.end())

    def make(self, found: re.Match[str]) -> ET.Element | str | None:
        """Make what stands for the mark; None when it is no mark after all."""
        raise NotImplementedError


class CitationMark(Mark):
    """`[[工会法#22]]`: a placeholder in a lesson, the finished anchor in a question."""

    PATTERN = CITATION
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str = "") -> Handled:  # noqa: N802 -- the base's form
        """Replace the mark, and a space between Chinese text and it: 《 brings its own."""
        made, start, end = super().handleMatch(m, data)
        spaces = _SPACES.search(data, max(0, m.start() - 9), m.start())
        return made, spaces.start() if spaces and made is not None else start, end

    def make(self, found: re.Match[str]) -> ET.Element | None:
        """Make the anchor."""
        citation = read_citation(found[1])
        if citation is None:
            return None
        number = self.context.number_of(citation)
        target = {"href": law_url(citation)} if number is None else {"id": f"{PLACE}{number}"}
        anchor = ET.Element("a", {"class": "cite", **target})
        anchor.text = AtomicString(label(citation))
        return anchor


class LinkMark(Mark):
    """`[文字](地址)`."""

    PATTERN = LINK
    ANCESTOR_EXCLUDES = ("a",)

    def make(self, found: re.Match[str]) -> ET.Element | None:
        """Make the link."""
        target = found[2]
        anchor = ET.Element("a")
        if target.startswith("https://"):
            anchor.set("href", target)
            anchor.set("rel", "noopener noreferrer")
        elif target.startswith("#"):
            anchor.set("href", f"#{heading_id(target[1:])}")
        elif target.startswith("lesson:"):
            anchor.set("href", self.context.lesson_url(target.removeprefix("lesson:")))
        else:
            return None
        anchor.text = found[1]
        return anchor


class PictureMark(Mark):
    """`![说明](media/名字.png)`."""

    PATTERN = IMAGE

    def make(self, found: re.Match[str]) -> ET.Element | None:
        """Make the picture."""
        picture = self.context.media.get(found[2])
        if picture is None:
            return None
        attributes = {
            "src": picture.url,
            "alt": " ".join(found[1].split()),
            "width": str(picture.width),
            "height": str(picture.height),
            "loading": "lazy",
        }
        return ET.Element("img", attributes)


class TagMark(Mark):
    """`<sub>`, `<sup>` and `<kbd>` around a few characters."""

    PATTERN = TAGGED

    def make(self, found: re.Match[str]) -> ET.Element:
        """Make the element."""
        element = ET.Element(found[1])
        element.text = found[2]
        return element


class BreakMark(Mark):
    """`<br>`."""

    PATTERN = BREAK

    def make(self, found: re.Match[str]) -> ET.Element:  # noqa: ARG002 -- the base's form
        """Make the break."""
        return ET.Element("br")


class EntityMark(Mark):
    """`&nbsp;` and the like become the character they name."""

    PATTERN = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")

    def make(self, found: re.Match[str]) -> str | None:
        """Make the character."""
        character = html.unescape(found[0])
        return character if character != found[0] and _may_be_shown(character) else None


def _may_be_shown(text: str) -> bool:
    return text.isprintable() or text == NO_BREAK_SPACE


NO_BREAK_SPACE = "\u00a0"
MARKS: dict[str, tuple[type[Mark], int]] = {
    "citation": (CitationMark, 172),
    "picture": (PictureMark, 165),
    "link": (LinkMark, 160),
    "break": (BreakMark, 96),
    "tag": (TagMark, 95),
    "entity": (EntityMark, 80),
}
"""Every mark with its priority: higher ones are looked for first."""
