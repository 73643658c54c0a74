"""Refusing Markdown that no author writes and that costs the renderer minutes.

Python-Markdown is quadratic in places (5 KB of "[" took 4.5 s); what passes here renders in well
under a second. Knows only counts and depths; what is refused here is not looked at further.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cadreschool.courses.grammar import FOOTNOTE, FOOTNOTE_TEXT, LIST_ITEM, RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cadreschool.courses.checking.passage import Passage

_BLOCK = re.compile(r"\n[ \t]*\n")
_LONGEST_BLOCK = 20_000
_MOST_LINES = 4000
_MOST_BLOCKS = 1000
_MOST_ITEMS = 400
_MOST_OPEN = 200
_MOST_MARKS = 600
_MOST_HEADINGS = 120
_MOST_FOOTNOTES = 100
_MOST_COLUMNS = 20
_DEEPEST_QUOTE = 4
_DEEPEST_INDENT = 24
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|[0-9]{1,9}\.)[ \t]", re.MULTILINE)
_NESTED = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]{1,9}\.|>)[ \t]*){4,}")
_QUOTE = re.compile(r"[ \t]*((?:>[ \t]?)+)")
_HINT = "请拆短，或删去多余的符号"


def check_weight(passage: Passage) -> bool:
    """Refuse what is too heavy to render; return whether it may be looked at further."""
    before = len(passage.findings.mistakes)
    for line, text in _blocks(passage.source, passage.first_line):
        complaint = _heavy_block(text)
        if complaint:
            passage.add(line, complaint, _HINT, "too-complex")
    for number, text in enumerate(passage.source.split("\n"), passage.first_line):
        complaint = _heavy_line(text)
        if complaint:
            passage.add(number, complaint, _HINT, "too-complex")
    for complaint in _heavy_whole(passage.source):
        passage.add(passage.first_line, complaint, _HINT, "too-complex")
    return len(passage.findings.mistakes) == before


def _blocks(text: str, line: int) -> Iterator[tuple[int, str]]:
    at = 0
    for gap in _BLOCK.finditer(text):
        yield line, text[at : gap.start()]
        line += text.count("\n", at, gap.end())
        at = gap.end()
    yield line, text[at:]


def _heavy_block(text: str) -> str:
    if len(text) > _LONGEST_BLOCK:
        return f"一段超过 {_LONGEST_BLOCK} 字"
    for opening, closing in (("[", "]"), ("<", ">"), ("(", ")")):
        if abs(text.count(opening) - text.count(closing)) > _MOST_OPEN:
            return f"一段里有太多不成对的“{opening}”“{closing}”"
    for mark in "*_`[<\\!&":
        if text.count(mark) > _MOST_MARKS:
            return f"一段里有太多“{mark}”"
    return ""


def _heavy_line(text: str) -> str:
    quote = _QUOTE.match(text)
    if quote and quote[1].count(">") > _DEEPEST_QUOTE:
        return "引用嵌套太深"
    if _NESTED.match(text) and not RULE.fullmatch(text):
        return "一行里有太多列表符号"
    item = LIST_ITEM.match(text)
    if item and len(item[1].expandtabs(4)) > _DEEPEST_INDENT:
        return "列表嵌套太深"
    if text.count("|") > _MOST_COLUMNS + 1:
        return f"表格超过 {_MOST_COLUMNS} 列"
    return ""


def _heavy_whole(text: str) -> Iterator[str]:
    if text.count("\n") > _MOST_LINES:
        yield f"超过 {_MOST_LINES} 行"
    if len(_BLOCK.findall(text)) > _MOST_BLOCKS:
        yield f"超过 {_MOST_BLOCKS} 段"
    if len(_ITEM.findall(text)) > _MOST_ITEMS:
        yield f"列表超过 {_MOST_ITEMS} 项"
    if len(re.findall(r"^#", text, re.MULTILINE)) > _MOST_HEADINGS:
        yield f"标题超过 {_MOST_HEADINGS} 个"
    notes = len(FOOTNOTE.findall(text)) + len(FOOTNOTE_TEXT.findall(text))
    if notes > _MOST_FOOTNOTES:
        yield f"脚注超过 {_MOST_FOOTNOTES} 个"
