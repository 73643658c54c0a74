"""Headings of a paper: 一、单选题（每题 2 分）. Pure."""

from __future__ import annotations

import re

from cadreschool.questions.formats.tables.answers import kind_of

_NUMERALS = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"(?:第?{_NUMERALS}(?:部分|大题)?[、.．:：\s]|[(（]{_NUMERALS}[)）])\s*(.*)"
)
_BARE = re.compile(r"[【\[]?([\u4e00-\u9fff]{2,6}题?)[】\]]?\s*(?:[(（:：].*)?")
_BRACKET = re.compile(r"[(（].*")
_LONGEST = 60
_LONGEST_NAME = 12


def section_of(text: str) -> str:
    """Return the kind that a section's heading names, "" for what is no such heading."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ""
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        name = _BRACKET.sub("", numbered[1]).strip("：: ")
        return kind_of(name) if 0 < len(name) <= _LONGEST_NAME else ""
    bare = _BARE.fullmatch(text)
    return kind_of(bare[1]) if bare and bare[1].endswith("题") else ""
