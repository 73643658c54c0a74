"""The text of a scenario, cut into its sections: an opening, nodes with choices, endings.

Knows headings, the named lines under them, and where a choice's reasoning begins. Does not know
what a named line may say: that is for `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cadreschool.courses.grammar import HEADING
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.prose import ProseLine, prose_lines

OPENING, NODE, ENDING, CHOICE = "开场", "节点", "结局", "选"
_SECTION = re.compile(
    rf"({OPENING}|{NODE}|{ENDING})(?:[ \t\u3000]+([^\s:：]+))?(?:\s*[:：]\s*(.*))?"
)
_CHOICE = re.compile(rf"{CHOICE}[ \t\u3000]*([^\s:：]+)\s*[:：]\s*(.*)")
_NAMED = re.compile(r"\s*([^\s:：]{1,4})\s*[:：]\s*(.*)")
_REASONING = re.compile(r"\s*点评\s*[:：]\s*(.*)")
_SECTION_LEVEL, _CHOICE_LEVEL = 2, 3
_NAMES = {
    OPENING: ("身份", "变量"),
    NODE: (),
    ENDING: ("结果",),
    CHOICE: ("性质", "去向", "能力", "变量", "条件", "依据"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of Markdown, and where they begin."""

    text: str
    line: int


@dataclass(slots=True)
class Part:
    """One section or choice: its heading, its named lines {name: (value, line)}, its text."""

    kind: str
    id: str
    title: str
    line: int
    named: dict[str, tuple[str, int]] = field(default_factory=dict)
    text: Piece = field(default_factory=lambda: Piece("", 1))
    reasoning: Piece | None = None
    choices: list[Part] = field(default_factory=list)


def cut(body: str, first_line: int, findings: Findings) -> list[Part]:
    """Return the sections in their order; what stands in no section is a mistake."""
    parts: list[Part] = []
    for heading, lines in _split(prose_lines(body.split("\n"), first_line)):
        if heading is None:
            _check_nothing_before(lines, findings)
            continue
        level, title = heading
        line = lines[0].number
        part = _heading(level, title, line, findings)
        if part is None:
            continue
        _fill(part, lines[1:], findings)
        if part.kind != CHOICE:
            parts.append(part)
        elif parts and parts[-1].kind == NODE:
            parts[-1].choices.append(part)
        else:
            findings.add(
                line, "选择不在节点里", "先写“## 节点 编号：标题”，再写它的选择", "scenario-part"
            )
    return parts


def _split(
    lines: Iterator[ProseLine],
) -> Iterator[tuple[tuple[int, str] | None, list[ProseLine]]]:
    """Cut at the headings; the first group has none."""
    heading: tuple[int, str] | None = None
    group: list[ProseLine] = []
    for line in lines:
        found = None if line.fence else HEADING.fullmatch(line.text)
        if found:
            yield heading, group
            heading, group = (len(found[1]), found[2].strip()), []
        group.append(line)
    yield heading, group


def _check_nothing_before(lines: Sequence[ProseLine], findings: Findings) -> None:
    text = next((line for line in lines if line.text.strip()), None)
    if text is not None:
        findings.add(text.number, "“## 开场”之前有文字", "情景从“## 开场”写起", "scenario-part")


def _heading(level: int, title: str, line: int, findings: Findings) -> Part | None:
    section = _SECTION.fullmatch(title) if level == _SECTION_LEVEL else None
    if section is not None:
        part = Part(section[1], section[2] or "", (section[3] or "").strip(), line)
        if part.kind != OPENING and not (part.id and part.title):
            findings.add(
                line,
                f"{part.kind}缺少编号或标题",
                f"写成“## {part.kind} 编号：标题”，编号用小写字母、数字和连字符",
                "scenario-part",
            )
        return part
    choice = _CHOICE.fullmatch(title) if level == _CHOICE_LEVEL else None
    if choice is not None:
        return Part(CHOICE, choice[1], choice[2].strip(), line)
    findings.add(
        line,
        f"情景里不认识的标题“{title[:30]}”",
        "二级标题写“开场”“节点 编号：标题”“结局 编号：标题”，三级标题写“选 a：做法”",
        "scenario-part",
    )
    return None


def _fill(part: Part, lines: Sequence[ProseLine], findings: Findings) -> None:
    """Sort the lines under a heading: named lines, text, reasoning."""
    rest = list(lines)
    while rest and (not rest[0].text.strip() or _is_named(part, rest[0])):
        line = rest.pop(0)
        found = _NAMED.fullmatch(line.text)
        if not found:
            continue
        if found[1] in part.named:
            findings.add(line.number, f"“{found[1]}”写了两行", "请合成一行", "duplicate-key")
        part.named[found[1]] = (found[2].strip(), line.number)
    at = len(rest)
    if part.kind == CHOICE:
        is_start = (not one.fence and _REASONING.match(one.text) for one in rest)
        at = next((number for number, found in enumerate(is_start) if found), at)
    part.text = _piece(rest[:at], part.line)
    if at < len(rest):
        opening = _REASONING.fullmatch(rest[at].text)
        first = ProseLine(rest[at].number, opening[1] if opening else "")
        part.reasoning = _piece([first, *rest[at + 1 :]], rest[at].number)


def _is_named(part: Part, line: ProseLine) -> bool:
    found = _NAMED.fullmatch(line.text)
    return found is not None and not line.fence and found[1] in _NAMES[part.kind]


def _piece(lines: Sequence[ProseLine], line: int) -> Piece:
    """Join lines, without the blank ones before and after."""
    texts = [one.text.rstrip() for one in lines]
    first = next((number for number, text in enumerate(texts) if text.strip()), None)
    if first is None:
        return Piece("", line)
    return Piece("\n".join(texts[first:]).rstrip(), lines[first].number)
