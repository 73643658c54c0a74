"""Plain text as Markdown that shows exactly that text, and back.

Knows which characters would become marks of our Markdown and how each is written such that it does
not. Citations of law ([[工会法#22]]) keep their meaning: authors write them anywhere. Does not know
HTML or any format.
"""

from __future__ import annotations

import re

from cadreschool.kernel.prose import CJK
from cadreschool.laws.citations import CITATION, read_citation
from cadreschool.questions.plain import plain_text

_ESCAPABLE = r"\\`*_{}\[\]()>#+\-.!|"
_BACKSLASH = re.compile(rf"\\(?=[{_ESCAPABLE}]|\s*$)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
ENTITY = re.compile(_ENTITY)
_ENTITIES = re.compile(f"((?:{_ENTITY})+)")
"""Markdown has no other way of showing &lt; itself than as code."""
_SHOWN_ENTITIES = re.compile(f"`((?:{_ENTITY})+)`")
_LIST = re.compile(r"([ \t]*)([-+](?=[ \t]|$)|[#>|])")
_NUMBERED = re.compile(r"([ \t]*[0-9]{1,9})\.(?=[ \t])")
_RULE = re.compile(r"[ \t]*-[ \t]*-[ \t]*[-|: \t]*")
_GAPS_ONLY = re.compile(r"[ \t]*_[_ \t]*")
_FENCE = re.compile(r"([ \t]*)(~~~|:::|：：：|:：|：:)")
_UNESCAPE = re.compile(rf"\\([{_ESCAPABLE}])")
_HAN_BREAK = re.compile(rf"(?<=[{CJK}])[ \t]*\n[ \t]*(?=[{CJK}])")
_BREAK = re.compile(r"[ \t\f\v]*\n[ \t\f\v]*")
_ANY_BREAK = re.compile(r"[ \t\r\f\v]*\n\s*")
_BREAK_TAG = "<br>"


def escaped(text: str) -> str:
    """Write one line of plain text as Markdown."""
    return guarded(escaped_inside(text))


def escaped_inside(text: str) -> str:
    """Write plain text that stands inside a line."""
    pieces = []
    end = 0
    for found in CITATION.finditer(text):
        if read_citation(found[1]) is not None:
            pieces += [_escaped(text[end : found.start()]), found[0]]
            end = found.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    pieces = _ENTITIES.split(text)
    return "".join(
        f"`{piece}`" if number % 2 else _escaped_signs(piece) for number, piece in enumerate(pieces)
    )


def _escaped_signs(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text)
    text = text.replace("*", r"\*").replace("`", r"\`")
    if "](" in text or "[[" in text or "[^" in text:
        text = text.replace("[", r"\[")
    return _TAG.sub("&lt;", text)


def guarded(line: str) -> str:
    """Keep a line of Markdown from being a list, a heading, a table, a rule or a fence."""
    if _GAPS_ONLY.fullmatch(line):
        return line.replace("_", "＿")
    if _RULE.fullmatch(line):
        return line.replace("-", r"\-", 1)
    line = _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2][0])};{found[2][1:]}", line, count=1)
    line = _NUMBERED.sub(r"\1\\.", line, count=1) if _NUMBERED.match(line) else line
    start = _LIST.match(line)
    return f"{start[1]}\\{line[start.end(1) :]}" if start else line


def plain(markdown: str) -> str | None:
    """Return the line of plain text that `escaped` turns into this; None when there is none."""
    pieces = _SHOWN_ENTITIES.split(markdown)
    text = "".join(
        piece if number % 2 else _UNESCAPE.sub(r"\1", piece).replace("&lt;", "<")
        for number, piece in enumerate(pieces)
    )
    return text if escaped(text) == markdown else None


def words_of(markdown: str) -> str:
    """Return the words of a line of Markdown, as they are read."""
    text = plain_text(markdown).replace("&lt;", "<")
    return _UNESCAPE.sub(r"\1", text)


def joined(text: str) -> str:
    """Join lines that were only broken to fit: Chinese without a space, the rest with one."""
    return _BREAK.sub(" ", _HAN_BREAK.sub("", text)).strip(" \t\n")


def from_plain(text: str) -> str:
    """Write plain text of several lines as Markdown that keeps its lines."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    shown = (
        _BREAK_TAG.join(escaped(line.strip(" \t")) for line in block.split("\n"))
        for block in blocks
        if block.strip()
    )
    return "\n\n".join(shown)


def in_one_line(markdown: str) -> str:
    """Put several blocks into the one line that an option or a step has."""
    lines = [line.strip() for line in re.split(r"\n[ \t]*\n", markdown) if line.strip()]
    return _BREAK_TAG.join(lines)


def one_line(text: str) -> str:
    """Put plain words into one line; spaces inside stay as they are."""
    return _ANY_BREAK.sub(" ", text).strip(" \t\n")


def tidied(markdown: str) -> str:
    """Return Markdown as a question keeps it: no blank lines around, no spaces at line ends."""
    lines = [line.rstrip() for line in markdown.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines).rstrip()
