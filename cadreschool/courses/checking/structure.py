"""The build of a lesson: headings, the seven sections, callouts, code fences, lists.

Knows which parts a lesson needs and in which order. Does not look inside a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadreschool.courses.grammar import (
    CALLOUT,
    CALLOUTS,
    DEEPEST_CALLOUT,
    DEEPEST_HEADING,
    HEADING,
    REFERENCE,
    SECTIONS,
    callout_name,
)
from cadreschool.kernel.prose import unclosed_fence
from cadreschool.questions.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cadreschool.courses.checking.passage import Passage
    from cadreschool.kernel.prose import ProseLine

_SECTION = re.compile(r"([^\s:：·]+)[\s:：·]*.*")
_TRAP = re.compile(
    r"[0-9]{1,3}[、）)]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}、"
)
_NO_SPACE = re.compile(r" {0,3}(?:[-+•●▪]|[0-9]{1,3}\.)(?=[\u4e00-\u9fff“‘《（])|\s*[•●▪]")
_CHAPTER = 2


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """One heading as written."""

    line: int
    level: int
    text: str


def headings(passage: Passage) -> Iterator[SourceHeading]:
    """Find the headings of a passage."""
    for line in passage.lines:
        if not line.fence and (found := HEADING.fullmatch(line.text)):
            yield SourceHeading(line.number, len(found[1]), found[2].strip())


def check_structure(passage: Passage, *, is_guide: bool = False) -> None:
    """Check headings, sections, callouts, fences and lists of a lesson.

    A guide to a desk names its own sections.
    """
    fence = unclosed_fence(passage.source, passage.first_line)
    if fence is not None:
        passage.add(fence, "代码块没有结束", "在代码之后另起一行写同样的 ```", "unclosed-fence")
    elif not is_guide:
        _check_sections(passage)
    _check_headings(passage)
    check_callouts(passage)
    check_lists(passage)


def _check_headings(passage: Passage) -> None:
    level = 1
    for heading in headings(passage):
        if not plain_text(heading.text):
            passage.add(heading.line, "标题是空的", "在 ## 后写标题文字", "bad-heading")
        if heading.level == 1:
            passage.add(
                heading.line,
                "正文里不能有一级标题",
                "课名写在开头的 title，正文从 ## 开始；行首的 # 若不是标题请写成 \\#",
                "first-level-heading",
            )
        elif heading.level > DEEPEST_HEADING:
            passage.add(heading.line, "标题太深", "最多写到 ####", "bad-heading")
        elif heading.level > level + 1:
            passage.add(
                heading.line,
                f"标题从 {level} 级跳到 {heading.level} 级",
                f"请写成 {'#' * (level + 1)}",
                "heading-jump",
            )
        level = heading.level


def _check_sections(passage: Passage) -> None:
    found: list[str] = []
    for heading in headings(passage):
        if heading.level != _CHAPTER:
            continue
        named = _SECTION.fullmatch(plain_text(heading.text))
        name = named[1] if named else ""
        if name not in SECTIONS:
            passage.add(
                heading.line,
                f"不认识的小节“{name}”",
                f"二级标题只用：{'、'.join(SECTIONS)}，可加副标题，如“情境：周五下午”",
                "unknown-section",
            )
        elif name in found:
            passage.add(heading.line, f"小节“{name}”写了两次", "请合成一节", "section-order")
        else:
            if any(SECTIONS.index(name) < SECTIONS.index(before) for before in found):
                passage.add(
                    heading.line,
                    f"小节“{name}”次序不对",
                    f"次序是：{'、'.join(SECTIONS)}",
                    "section-order",
                )
            found.append(name)
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        passage.add(
            passage.first_line,
            f"缺少小节：{'、'.join(missing)}",
            f"每课依次写七节：{'、'.join(SECTIONS)}",
            "missing-section",
        )


def check_callouts(passage: Passage, *, allowed: bool = True) -> None:
    """Check the boxes between colons; `allowed` says whether the passage may have any."""
    opened: list[tuple[int, bool]] = []
    for line in passage.lines:
        found = None if line.fence else CALLOUT.fullmatch(line.text)
        if found is None:
            opened = _inside(passage, line, opened)
        elif not allowed:
            passage.add(line.number, "题目里不能用提示框", "请写成普通段落", "callout-in-question")
            return
        elif found[1]:
            _open(passage, line.number, found[1], len(opened))
            opened = [*((number, True) for number, _ in opened), (line.number, False)]
        elif not opened:
            passage.add(
                line.number,
                "这里的 ::: 没有对应的开头",
                "开头要写名字，如 ::: 怎么说",
                "bad-callout",
            )
        else:
            number, is_filled = opened.pop()
            if not is_filled:
                passage.add(number, "提示框是空的", "写上内容，或删去", "empty-callout")
    _leave_open(passage, opened)


def _inside(
    passage: Passage, line: ProseLine, opened: list[tuple[int, bool]]
) -> list[tuple[int, bool]]:
    """Take a line that is no fence of a callout; a chapter ends whatever was left open."""
    heading = None if line.fence else HEADING.fullmatch(line.text)
    if not opened or not line.text.strip():
        return opened
    if heading and len(heading[1]) <= _CHAPTER:
        _leave_open(passage, opened)
        return []
    if heading:
        passage.add(line.number, "提示框里不能有标题", "请用加粗代替", "heading-in-callout")
    return [(number, True) for number, _ in opened]


def _leave_open(passage: Passage, opened: list[tuple[int, bool]]) -> None:
    for number, _ in opened:
        passage.add(number, "提示框没有结束", "在内容之后另起一行写 :::", "unclosed-callout")


def _open(passage: Passage, line: int, opening: str, depth: int) -> None:
    name, _ = callout_name(opening)
    if name not in CALLOUTS and name != REFERENCE:
        passage.add(
            line,
            f"没有“{name}”这种提示框",
            f"可用：{'、'.join((*CALLOUTS, REFERENCE))}",
            "unknown-callout",
        )
    if depth >= DEEPEST_CALLOUT:
        passage.add(line, "提示框嵌套太深", "最多套一层，请检查上面的 ::: 是否结束", "bad-callout")


def check_lists(passage: Passage) -> None:
    """Point at lines that look like a list to the author and like running text to Markdown."""
    before = ""
    for line in passage.lines:
        text = line.text.strip()
        if not line.fence and _NO_SPACE.match(line.text):
            passage.add(line.number, "列表符号后缺空格", "写成“- 文字”或“1. 文字”", "list-trap")
        elif not line.fence and before and _TRAP.match(text) and _runs_on(before):
            passage.add(
                line.number,
                "这一行会和上一行连成一段",
                "列表写成“1. 文字”（英文句点加空格）或“- 文字”；分段请空一行",
                "list-trap",
            )
        before = "" if line.fence else text


def _runs_on(before: str) -> bool:
    """Tell whether the line before is running text that swallows the next one."""
    return not (
        HEADING.fullmatch(before) or CALLOUT.fullmatch(before) or before.startswith(("|", ">"))
    )
