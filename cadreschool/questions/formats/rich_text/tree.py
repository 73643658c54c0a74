"""Sanitised HTML as a tree of elements and texts.

Knows how browsers fold white space, and marks that stand side by side. Does not know Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cadreschool.kernel.prose import CJK

_DEEPEST = 40
"""Deeper elements are read as their content: nobody writes them, and recursion has an end."""
_VOID = frozenset({"br", "hr", "img"})
_SAME = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s", "tt": "code"}
_MERGED = frozenset({"b", "i", "u", "code"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = re.compile(rf"(?<=[{CJK}])[ \t]*\n\s*(?=[{CJK}])")


@dataclass(slots=True)
class Element:
    """One element. Names that mean the same are one: strong is b."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


class _Builder(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]
        self._ignored = 0
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or leave it out when the tree is deep enough."""
        element = Element(_SAME.get(tag, tag), {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._open[-1].children.append(element)
        elif len(self._open) > _DEEPEST:
            self._ignored += 1
        else:
            self._append(element)
            self._in_code += element.name == "pre"

    def _append(self, element: Element) -> None:
        """Add an element, or go on with the one before when it is the same mark."""
        siblings = self._open[-1].children
        last = siblings[-1] if siblings else None
        if isinstance(last, Element) and last.name == element.name and element.name in _MERGED:
            element = last
        else:
            siblings.append(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; the sanitiser has put the tags in pairs."""
        if tag in _VOID:
            return
        if self._ignored:
            self._ignored -= 1
        elif len(self._open) > 1:
            self._in_code -= self._open.pop().name == "pre"

    def handle_data(self, data: str) -> None:
        """Add text."""
        text = data if self._in_code else _SPACE.sub(" ", _BREAK.sub("", data))
        if text:
            self._open[-1].children.append(text)


def parse(html: str) -> Element:
    """Read sanitised HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def words_of(element: Element) -> str:
    """Return all text of an element."""
    return "".join(
        child if isinstance(child, str) else words_of(child) for child in element.children
    )
