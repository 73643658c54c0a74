"""Links, pictures and footnotes: every mark is complete and points to something.

Knows what a target may be: a lesson, a heading, a page under https, a file in media/. Does not
open pictures; links into other courses are handed on to whoever knows all courses.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cadreschool.courses.checking.structure import headings
from cadreschool.courses.grammar import (
    FOOTNOTE,
    FOOTNOTE_TEXT,
    IMAGE,
    LINK,
    UniqueIds,
    heading_id,
)
from cadreschool.courses.values import OutsideLink
from cadreschool.kernel.fields import is_identifier

if TYPE_CHECKING:
    from cadreschool.courses.checking.passage import Passage

_OUTSIDE = re.compile(
    r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#]\S*)?"
)
_LESSON = re.compile(r"lesson:(?:([^/#]+)/)?([^/#]+)")
_CUT = re.compile(r"\]\s?[（(]|!\[(?=[^\]\n]*$)", re.MULTILINE)


@dataclass(slots=True)
class LinkTargets:
    """What the links of a lesson may point to, and what they did point to."""

    lessons: frozenset[str]
    media: frozenset[str]
    course_id: str = ""
    used_media: set[str] = field(default_factory=set)
    outside: list[OutsideLink] = field(default_factory=list)


def check_links(passage: Passage, targets: LinkTargets) -> None:
    """Check the links and pictures of a passage."""
    anchors = _anchors(passage)
    for found in LINK.finditer(passage.without_citations):
        line = passage.line_of(found)
        raw = passage.text[found.start(1) : found.end(1)]
        if "[[" in raw:
            passage.add(line, "链接文字里有法条引用", "把引用写在链接外面", "bad-link")
        elif not raw.strip():
            passage.add(line, "链接没有文字", "写成 [文字](地址)", "bad-link")
        _check_target(passage, line, found[2], targets, anchors)
    for found in IMAGE.finditer(passage.without_citations):
        _check_picture(passage, found, targets)
    for found in _CUT.finditer(passage.without_marks):
        passage.add(
            passage.line_of(found),
            "链接或图片的写法不完整",
            "写成 [文字](地址) 或 ![说明](media/名字.png)，用半角括号，地址里没有空格和括号",
            "bad-link",
        )


def _anchors(passage: Passage) -> frozenset[str]:
    ids = UniqueIds()
    return frozenset(ids.of(heading.text) for heading in headings(passage))


def _check_target(
    passage: Passage, line: int, target: str, targets: LinkTargets, anchors: frozenset[str]
) -> None:
    if target.startswith("#"):
        if heading_id(target[1:]) not in anchors:
            passage.add(line, f"本课没有标题“{target[1:]}”", "链接写成 #标题文字", "dead-anchor")
    elif target.startswith("lesson:"):
        _check_lesson(passage, line, target, targets)
    elif target.startswith("media/"):
        passage.add(
            line, "链接指向图片文件", "图片写成 ![说明](media/名字.png)，前面有感叹号", "bad-link"
        )
    elif not _OUTSIDE.fullmatch(target):
        passage.add(
            line,
            f"链接地址“{target[:40]}”不能用",
            "外部网页写完整的 https:// 地址，课时写 lesson:编号，本课标题写 #标题",
            "bad-link",
        )


def _check_lesson(passage: Passage, line: int, target: str, targets: LinkTargets) -> None:
    found = _LESSON.fullmatch(target)
    if found is None or not all(is_identifier(part) for part in found.groups() if part):
        passage.add(
            line, f"链接“{target[:40]}”不对", "写成 lesson:课时编号 或 lesson:课程/课时", "bad-link"
        )
    elif found[1] and found[1] != targets.course_id:
        targets.outside.append(OutsideLink(passage.findings.path, line, found[1], found[2]))
    elif found[2] not in targets.lessons:
        passage.add(line, f"本课程没有课时“{found[2]}”", "请核对课时开头的 id", "dead-link")


def _check_picture(passage: Passage, found: re.Match[str], targets: LinkTargets) -> None:
    line, name = passage.line_of(found), found[2]
    if not found[1].strip():
        passage.add(
            line,
            "图片没有说明文字",
            "写成 ![图里有什么](media/名字.png)，给看不见图的人",
            "missing-alt",
        )
    if name not in targets.media:
        passage.add(
            line,
            f"找不到图片“{name[:60]}”",
            "图片放在本课文件夹的 media/ 里，写成 media/名字.png",
            "missing-media",
        )
    else:
        targets.used_media.add(name)


def check_footnotes(passage: Passage) -> None:
    """Check that every footnote is defined once and referred to."""
    defined: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for line in passage.lines:
        if not line.fence and (found := FOOTNOTE_TEXT.match(line.text)):
            if not line.text[found.end() :].strip():
                passage.add(
                    line.number, f"脚注“{found[1]}”是空的", "内容写在同一行", "bad-footnote"
                )
            defined[found[1]] += 1
            lines[found[1]] = line.number
            if defined[found[1]] > 1:
                passage.add(
                    line.number, f"脚注“{found[1]}”写了两次", "每个脚注只写一次", "bad-footnote"
                )
    text = "\n".join(FOOTNOTE_TEXT.sub("", line) for line in passage.text.split("\n"))
    referred: set[str] = set()
    for found in FOOTNOTE.finditer(text):
        referred.add(found[1])
        if found[1] not in defined:
            passage.add(
                passage.first_line + text.count("\n", 0, found.start()),
                f"脚注“{found[1]}”没有内容",
                f"另起一段写 [^{found[1]}]: 内容",
                "bad-footnote",
            )
    for label in defined.keys() - referred:
        passage.add(
            lines[label], f"脚注“{label}”没有被引用", f"在正文里写 [^{label}]", "bad-footnote"
        )
