"""The anatomy of one question: which of its lines are meta, stem, answer and explanation.

Knows the order of the parts. Does not know headings and ids (see `markdown`) nor how a kind writes
its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.prose import ProseLine
from cadreschool.questions.kind import AnswerPart, Fragment, Key, Kind, SourceLine
from cadreschool.questions.kinds import all_kinds
from cadreschool.questions.meta import META_LINE, META_NAMES
from cadreschool.questions.values import Option

_EXPLANATION = re.compile(r"\s*解析\s*[:：]\s*(.*)")
INNER_HEADING = re.compile(r" {0,3}###(?!#)[ \t\u3000]*(.*)")
"""The heading of a question inside another."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The texts of one question, and what its kind reads out of the answer."""

    meta: tuple[ProseLine, ...]
    stem: Fragment
    key: Key | None
    pieces: tuple[Fragment, ...]
    explanation: Fragment


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines of one question, sorted."""

    meta: tuple[ProseLine, ...]
    stem: tuple[ProseLine, ...]
    answer: tuple[ProseLine, ...]
    explanation: tuple[ProseLine, ...] | None


def dissect(
    kind: Kind | None, heading: ProseLine, body: list[ProseLine], findings: Findings
) -> Anatomy:
    """Read the lines below a heading, and note what is missing."""
    parts = _sort(kind, body)
    stem = _fragment(parts.stem)
    if not stem.text:
        findings.add(heading.number, "没有题干", "在空行之后写题干", "missing-stem")
    key = None
    if kind is not None:
        key = _read_key(kind, parts.answer, AnswerPart((), heading.number, stem.text), findings)
    explanation = Fragment("", heading.number)
    if kind is None or not kind.has_questions:
        explanation = _explanation(heading, parts, findings)
    return Anatomy(parts.meta, stem, key, _pieces(key, parts.answer), explanation)


def _sort(kind: Kind | None, body: list[ProseLine]) -> _Parts:
    rest = list(body)
    meta: list[ProseLine] = []
    while rest and (not rest[0].text.strip() or _is_meta(rest[0])):
        line = rest.pop(0)
        if line.text.strip():
            meta.append(line)
    openings = [one.opening for one in all_kinds() if one is kind or not one.opens_like_list]
    has_questions = kind is not None and kind.has_questions
    if kind is not None and has_questions:
        openings = [kind.opening]
    explanation = None if has_questions else _first(rest, [_EXPLANATION])
    end = len(rest) if explanation is None else explanation
    answer = _first(rest[:end], openings)
    answer = end if answer is None else answer
    return _Parts(
        meta=tuple(meta),
        stem=tuple(rest[:answer]),
        answer=tuple(rest[answer:end]),
        explanation=None if explanation is None else tuple(rest[explanation:]),
    )


def _first(lines: list[ProseLine], patterns: list[re.Pattern[str]]) -> int | None:
    """Return the place of the first line outside code that looks like one of these."""
    return next(
        (
            place
            for place, line in enumerate(lines)
            if not line.fence and any(pattern.match(line.text) for pattern in patterns)
        ),
        None,
    )


def _is_meta(line: ProseLine) -> bool:
    found = META_LINE.fullmatch(line.text)
    return found is not None and not line.fence and found[1] in META_NAMES


def _read_key(
    kind: Kind, answer: tuple[ProseLine, ...], part: AnswerPart, findings: Findings
) -> Key | None:
    lines = tuple(SourceLine(line.number, line.text) for line in answer)
    if not lines or not kind.opening.match(lines[0].text):
        findings.add(
            part.line,
            f"{kind.label}题没有答案",
            f"{kind.usage}，放在题干与解析之间",
            "missing-answer",
        )
        return None
    return kind.parse(AnswerPart(lines, part.line, part.stem), findings)


def _pieces(key: Key | None, answer: tuple[ProseLine, ...]) -> tuple[Fragment, ...]:
    """Return the Markdown in the answer part; all of it while the kind cannot read it."""
    if key is None:
        return (_fragment(answer),)
    return key.fragments or tuple(_located(key.options, answer))


def _located(options: tuple[Option, ...], lines: tuple[ProseLine, ...]) -> Iterator[Fragment]:
    """Find the line of each option, one after the other."""
    rest = iter(lines)
    for option in options:
        first = option.text.split("\n", 1)[0]
        at = next((line.number for line in rest if line.text.rstrip().endswith(first)), 0)
        yield Fragment(option.text, at or lines[0].number)


def _explanation(heading: ProseLine, parts: _Parts, findings: Findings) -> Fragment:
    if parts.explanation is None:
        findings.add(
            heading.number,
            "题目没有解析",
            "另起一行写“解析：…”，说明为什么对、其他选项错在哪里",
            "missing-explanation",
        )
        return Fragment("", heading.number)
    first = parts.explanation[0]
    found = _EXPLANATION.fullmatch(first.text)
    opening = ProseLine(first.number, found[1] if found else "")
    fragment = _fragment((opening, *parts.explanation[1:]))
    if not fragment.text:
        findings.add(
            first.number, "解析是空的", "说明为什么对、其他选项错在哪里", "missing-explanation"
        )
    return fragment


def _fragment(lines: tuple[ProseLine, ...]) -> Fragment:
    """Join lines, without the blank ones before and after."""
    texts = [line.text.rstrip() for line in lines]
    first = next((n for n, text in enumerate(texts) if text), None)
    if first is None:
        return Fragment("", lines[0].number if lines else 1)
    return Fragment("\n".join(texts[first:]).rstrip(), lines[first].number)
