"""The marks of a lesson's Markdown, said once for the checks and for the renderer.

Knows how headings, callouts, links, pictures, footnotes and the few allowed tags are written. Does
not know which of them exist in a lesson.
"""

from __future__ import annotations

import re
import unicodedata

from cadreschool.kernel.prose import CJK
from cadreschool.questions.plain import plain_text

SECTIONS = ("情境", "要点", "法条", "怎么说", "常错", "练一练", "带走")
CALLOUTS = {
    "情境": "case",
    "要点": "points",
    "法条": "law",
    "怎么说": "say",
    "常错": "pitfall",
    "练一练": "drill",
    "带走": "takeaway",
}
REFERENCE = "参考"
"""The callout that stays folded until somebody asks for it."""
DEEPEST_CALLOUT = 2
DEEPEST_HEADING = 4

HEADING = re.compile(r"(#{1,6})((?:\\.|[^\\\n])*?)#*[ \t\u3000]*")
CALLOUT = re.compile(r" {0,3}[:：]{3,}[ \t\u3000]*(.*?)[ \t\u3000]*")
LINK = re.compile(r"(?<![!\\])\[((?:[^\[\]\n\\]|\\.|\n(?!\s*\n))*)\]\(([^()\s<>\"]*)\)")
IMAGE = re.compile(r"(?<!\\)!\[((?:[^\[\]\n\\]|\\.|\n(?!\s*\n))*)\]\(([^()\s<>\"]*)\)")
FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\[\]\s]{1,30})\]")
FOOTNOTE_TEXT = re.compile(r" {0,3}\[\^([^\[\]\s]{1,30})\]:")
BREAK = re.compile(r"<br ?/?>")
TAGGED = re.compile(r"<(sub|sup|kbd)>([^<>\n]{1,60})</\1>")
LIST_ITEM = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}\.)([ \t]+)(?=\S)")
RULE = re.compile(r" {0,3}(?:-[ \t]*){3,}|(?: {0,3})(?:\*[ \t]*){3,}|(?: {0,3})(?:_[ \t]*){3,}")
TABLE_ROW = re.compile(r" {0,3}\|")

_WORD = re.compile(r"\w+")
_CJK_START = re.compile(f"[{CJK}]")
_CALLOUT_NAME = re.compile(r"([^\s:：·]+)[\s:：·]*(.*)")
_LONGEST_ID = 60


def heading_id(text: str) -> str:
    """Return the readable id of a heading: 怎么说：对职工 is 怎么说-对职工."""
    words = _WORD.findall(unicodedata.normalize("NFKC", plain_text(text)).casefold())
    joined = "-".join(words)[:_LONGEST_ID].strip("-") or "节"
    # The page's own ids are Latin; a heading never meets one as long as it begins with Han.
    return joined if _CJK_START.match(joined) else f"节-{joined}"


class UniqueIds:
    """Gives every heading of a lesson an id of its own: the second 小结 is 小结-2."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, text: str) -> str:
        """Return the id of the next heading."""
        wanted = heading_id(text)
        number, unique = 1, wanted
        while unique in self._given:
            number += 1
            unique = f"{wanted}-{number}"
        self._given.add(unique)
        return unique


def callout_name(opening: str) -> tuple[str, str]:
    """Split what stands behind the colons of a callout into its name and title."""
    found = _CALLOUT_NAME.fullmatch(opening)
    return (found[1], found[2].strip()) if found else ("", "")
