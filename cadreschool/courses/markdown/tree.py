"""Finishing the element tree: joined lines, heading ids, tables, block ids, text for search.

Knows elements and their text. Runs before (`JoinLines`, `NameHeadings`) and after (`Finish`)
Python-Markdown looks for marks inside lines.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from xml.etree import ElementTree as ET

from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from cadreschool.courses.citations import PLACE
from cadreschool.courses.grammar import UniqueIds
from cadreschool.courses.values import Heading, Section
from cadreschool.kernel.prose import CJK
from cadreschool.questions.plain import plain_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BACKREF = "footnote-backref"
_BLOCKS = frozenset({"p", "ul", "ol", "pre", "blockquote", "table", "section", "details", "div"})
_NAMED_BLOCKS = frozenset({"p", "pre", "table", "li"})
_LONGEST_LABEL = 60
_JOIN = re.compile(rf"((?:[{CJK}]|\]\]|\[\^[^\]\s]+\])[*`)\]]*)\n *(?=[*`(\[!]*[{CJK}]|\[\[)")


_MARKER = re.compile(f"{STX}[^{ETX}]*{ETX}")
"""What Python-Markdown leaves in a text to replace at the very end."""


class JoinLines(Treeprocessor):
    """Joins lines that break between two Chinese characters: there is no space to show."""

    def run(self, root: ET.Element) -> None:
        """Join the lines of every text that is not code."""
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = _JOIN.sub(r"\1", element.text)
            if element.tail:
                element.tail = _JOIN.sub(r"\1", element.tail)


class NameHeadings(Treeprocessor):
    """Gives headings their ids while their text is still what the author wrote."""

    headings: tuple[Heading, ...] = ()

    def run(self, root: ET.Element) -> None:
        """Name all headings and remember them."""
        ids = UniqueIds()
        found: list[Heading] = []
        for element in root.iter():
            level = _HEADINGS.get(element.tag)
            if level:
                text = (element.text or "").strip()
                element.set("id", ids.of(text))
                found.append(Heading(element.get("id", ""), level, plain_text(text)))
        self.headings = tuple(found)


class LinkEmptyNotes(Treeprocessor):
    """Gives a footnote without words its way back: Python-Markdown fails where there is none."""

    def run(self, root: ET.Element) -> None:
        """Add what is missing."""
        for item in root.iter("li"):
            name = item.get("id", "")
            if name.startswith("fn:") and item.find(f".//a[@class='{_BACKREF}']") is None:
                way_back = {"class": _BACKREF, "href": f"#fnref:{name.removeprefix('fn:')}"}
                ET.SubElement(ET.SubElement(item, "p"), "a", way_back)


class Finish(Treeprocessor):
    """Wraps tables, names blocks, and gathers the text under each heading."""

    sections: tuple[Section, ...] = ()

    def run(self, root: ET.Element) -> None:
        """Finish the tree."""
        _number_citations(root)
        _name_blocks(root)
        _wrap_tables(root)
        self.sections = tuple(_sections(root))


class WrapTables(Treeprocessor):
    """Wraps tables, and nothing else: for questions, whose blocks nobody returns to."""

    def run(self, root: ET.Element) -> None:
        """Wrap the tables."""
        _wrap_tables(root)


def _wrap_tables(root: ET.Element) -> None:
    given: Counter[str] = Counter()
    for parent in list(root.iter()):
        for position, child in enumerate(list(parent)):
            if child.tag == "table":
                label = _table_label(child, given)
                frame = ET.Element(
                    "div",
                    {"class": "table", "role": "region", "tabindex": "0", "aria-label": label},
                )
                if name := child.attrib.pop("id", ""):
                    frame.set("id", name)
                frame.tail, child.tail = child.tail, None
                frame.append(child)
                parent[position] = frame
                for cell in child.iterfind("thead/tr/th"):
                    cell.set("scope", "col")


def _table_label(table: ET.Element, given: Counter[str]) -> str:
    """Call a table by its head: who only hears the page tells one table from the other by it."""
    head = "、".join(_text(cell) for cell in table.iterfind("thead/tr/th"))
    label = f"表格：{head}"[:_LONGEST_LABEL]
    given[label] += 1
    return label if given[label] == 1 else f"{label}（{given[label]}）"


def _name_blocks(root: ET.Element) -> None:
    """Give every block an id made of its words, so that a place in a lesson survives edits."""
    given: set[str] = set()
    for element in root.iter():
        if element.tag in _NAMED_BLOCKS and "id" not in element.attrib:
            text, number = _text(element), 0
            while (name := _block_id(text, number)) in given:
                number += 1
            given.add(name)
            element.set("id", name)


def _number_citations(root: ET.Element) -> None:
    """Call a citation cite-3 where it stands first, cite-3-2 where it stands again.

    Done on the finished tree: Python-Markdown does not meet marks in the order of the page.
    """
    seen: Counter[str] = Counter()
    for anchor in root.iter("a"):
        name = anchor.get("id", "")
        if name.startswith(PLACE):
            seen[name] += 1
            if seen[name] > 1:
                anchor.set("id", f"{name}-{seen[name]}")


def _block_id(text: str, number: int) -> str:
    seed = f"{text}#{number}" if number else text
    return f"b-{hashlib.sha256(seed.encode()).hexdigest()[:8]}"


def _sections(root: ET.Element) -> list[Section]:
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    anchor, texts = "", [""]
    for block in root:
        level = _HEADINGS.get(block.tag)
        if level is None:
            texts.append(_text(block))
            continue
        _close(sections, anchor, path, texts)
        path = [*((n, text) for n, text in path if n < level), (level, _text(block))]
        anchor, texts = block.get("id", ""), []
    _close(sections, anchor, path, texts)
    return sections


def _close(
    sections: list[Section], anchor: str, path: list[tuple[int, str]], texts: list[str]
) -> None:
    text = " ".join(filter(None, texts))
    if text or anchor:
        sections.append(Section(anchor, tuple(title for _, title in path), text))


def _text(element: ET.Element) -> str:
    """Return the words of an element, pictures by their alt text."""
    return " ".join(_MARKER.sub(" ", "".join(_words(element))).split())


def _words(element: ET.Element) -> list[str]:
    if element.get("class") in {"footnote-ref", _BACKREF}:
        return [element.tail or ""]
    words = [element.get("alt", ""), element.text or ""]
    for child in element:
        words += _words(child)
    if element.tag in _BLOCKS or element.tag in {"li", "td", "th", "br", "tr"}:
        words.append(" ")
    return [*words, element.tail or ""]
