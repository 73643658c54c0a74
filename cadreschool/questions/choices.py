"""Choices in a list: `- [x] 文字`.

Knows how options are written, and what must hold for any list of options. How many of them are
right is for the kinds to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.kind import AnswerPart, SourceLine, indented, is_same_text
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Option, Question, ResponseError

OPENING = re.compile(r"\s*[-*+]\s*[\[［]")
_CHOICE = re.compile(r"\s*[-*+]\s*[\[［]\s*([^\]］]?)\s*[\]］]\s*(.*)")
_TICKS = frozenset("xX×✓✔√")
_FEWEST, _MOST = 2, 8


def read_options(part: AnswerPart, findings: Findings) -> tuple[Option, ...]:
    """Read the options of a question; empty after noting why they cannot be used."""
    options: list[Option] = []
    starts: list[SourceLine] = []
    for line in part.lines:
        found = _CHOICE.fullmatch(line.text)
        if found and (not found[1] or found[1] in _TICKS) and len(options) < len(ascii_lowercase):
            option = Option(ascii_lowercase[len(options)], found[2].strip(), bool(found[1]))
            options.append(option)
            starts.append(line)
        elif line.text.strip() and options and line.text.startswith(" ") and not found:
            before = options.pop()
            options.append(
                Option(before.id, f"{before.text}\n{line.text.strip()}", before.is_right)
            )
        elif line.text.strip():
            findings.add(
                line.number,
                "选项之间有不是选项的文字",
                "每个选项一行，写成 - [ ] 文字，对的写 - [x]；续行请缩进",
                "bad-option",
            )
            return ()
    return tuple(options) if _may_be_used(options, starts, part, findings) else ()


def _may_be_used(
    options: list[Option], starts: list[SourceLine], part: AnswerPart, findings: Findings
) -> bool:
    before = len(findings.mistakes)
    if not _FEWEST <= len(options) <= _MOST:
        findings.add(
            starts[0].number if starts else part.line,
            f"有 {len(options)} 个选项",
            f"选项应为 {_FEWEST} 到 {_MOST} 个",
            "option-count",
        )
    for position, option in enumerate(options):
        line = starts[position].number
        if not option.text:
            findings.add(line, "选项是空的", "请写上文字", "bad-option")
        twins = [n for n in range(position) if is_same_text(options[n].text, option.text)]
        if option.text and twins:
            findings.add(
                line,
                f"与第 {starts[twins[0]].number} 行的选项相同",
                "请改掉其中一个",
                "identical-options",
            )
    return len(findings.mistakes) == before


def read_ticks(question: Question, raw: Sequence[str]) -> tuple[str, ...] | ResponseError:
    """Return the ids ticked in a form, in the order of the source."""
    ticked = {text for text in raw if text}
    known = tuple(option.id for option in question.options if option.id in ticked)
    if len(known) != len(ticked):
        return ResponseError("选项与题目不符，请刷新页面后重新选择。")
    return known


def options_text(question: Question, ids: Iterable[str]) -> str:
    """Tell options in words."""
    wanted = frozenset(ids)
    texts = [plain_text(option.text) for option in question.options if option.id in wanted]
    return "；".join(texts) or "未作答"


def write_options(question: Question) -> str:
    """Write the options the way they are read."""
    return "\n".join(
        f"- [{'x' if option.is_right else ' '}] {indented(option.text)}"
        for option in question.options
    )
