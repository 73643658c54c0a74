"""Blocks of our own: fenced code and callouts, from the marks that `layout` leaves.

Knows the HTML of a callout. Does not look for marks in the author's text: the marks contain
characters that Python-Markdown removes from every source first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.blockprocessors import BlockProcessor
from markdown.util import ETX, STX, AtomicString

from cadreschool.courses.grammar import CALLOUTS, REFERENCE
from cadreschool.courses.markdown.layout import CLOSE

if TYPE_CHECKING:
    from markdown.blockparser import BlockParser

    from cadreschool.courses.markdown.layout import LayoutPreprocessor

_CODE = re.compile(rf"{STX}code:([0-9]+){ETX}")
_OPEN = re.compile(rf"{STX}open:([0-9]+){ETX}")


class CodeProcessor(BlockProcessor):
    """Turns a mark into the code that was taken out."""

    def __init__(self, parser: BlockParser, layout: LayoutPreprocessor) -> None:
        super().__init__(parser)
        self._layout = layout

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 -- the base's form
        """Tell whether the block is such a mark."""
        return _CODE.fullmatch(block.strip()) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Add the code."""
        found = _CODE.fullmatch(blocks.pop(0).strip())
        if found:
            code = ET.SubElement(ET.SubElement(parent, "pre"), "code")
            code.text = AtomicString(self._layout.codes[int(found[1])] + "\n")


class CalloutProcessor(BlockProcessor):
    """Gathers the blocks between two marks into a box."""

    def __init__(self, parser: BlockParser, layout: LayoutPreprocessor) -> None:
        super().__init__(parser)
        self._layout = layout

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 -- the base's form
        """Tell whether the block opens a callout."""
        return _OPEN.fullmatch(block.strip()) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Add the box with everything up to the mark that closes it."""
        found = _OPEN.fullmatch(blocks.pop(0).strip())
        depth, inner = 1, []
        while blocks:
            block = blocks.pop(0)
            depth += bool(_OPEN.fullmatch(block.strip())) - (block.strip() == CLOSE)
            if not depth:
                break
            inner.append(block)
        number = int(found[1]) if found else 0
        box = _box(parent, number, *self._layout.callouts[number])
        self.parser.state.set("callout")
        self.parser.parseBlocks(box, inner)
        self.parser.state.reset()


def _box(parent: ET.Element, number: int, name: str, title: str) -> ET.Element:
    if name == REFERENCE:
        box = ET.SubElement(parent, "details", {"class": "reference"})
        ET.SubElement(box, "summary").text = title or "看参考答案"
        return box
    title_id = f"c-{number + 1}"
    box = ET.SubElement(
        parent,
        "section",
        {"class": f"callout callout--{CALLOUTS[name]}", "aria-labelledby": title_id},
    )
    heading = ET.SubElement(box, "p", {"class": "callout__title", "id": title_id})
    heading.text = f"{name} · {title}" if title else name
    return box
