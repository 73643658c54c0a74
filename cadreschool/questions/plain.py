"""Markdown of a question as plain words, for places that show no HTML.

Knows the marks authors use inside a line. Does not render: `courses.rendering` does.
"""

from __future__ import annotations

import re

from cadreschool.kernel.prose import CJK
from cadreschool.laws.citations import CITATION, label, read_citation

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"\*\*|\*|`|</?(?:sub|sup|kbd)>")
_BREAK = re.compile(r"<br ?/?>|\s+")
_JOINED = re.compile(rf"(?<=[{CJK}])\s*\n\s*(?=[{CJK}])")
"""A line that goes on: between Han characters it leaves no space, as in `courses.markdown`."""


def plain_text(markdown: str) -> str:
    """Return the words of a line of Markdown."""
    words = CITATION.sub(_citation_words, _JOINED.sub("", markdown))
    words = _MARKS.sub("", _LINK.sub(r"\1", words))
    return _BREAK.sub(" ", words).strip()


def _citation_words(found: re.Match[str]) -> str:
    citation = read_citation(found[1])
    return found[0] if citation is None else label(citation)
