"""The one question syntax: Markdown with a heading per question.

    ## 单选 a1-what-q01
    能力：able
    难度：1
    依据：[[工会法#2]]

    题干，可多段。

    - [ ] 选项一
    - [x] 选项二

    解析：为什么对；其他选项错在哪里。

Knows where a question begins and which part is which; the answer part belongs to the kind. Does
not know competencies, laws or lessons: whoever reads a course checks those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cadreschool.kernel.fields import is_identifier
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.prose import ProseLine, prose_lines, without_code
from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.kind import AnswerPart, Key, Kind, SourceLine
from cadreschool.questions.kinds import all_kinds, kind_labelled
from cadreschool.questions.meta import META_LINE, META_NAMES, Meta
from cadreschool.questions.values import Option, Question

_HEADING = re.compile(r"##[ \t\u3000]+(\S+)(?:[ \t\u3000]+(\S+))?[ \t\u3000]*")
_ANY_HEADING = re.compile(r" {0,3}#{1,6}(?![#\[])")
_EXPLANATION = re.compile(r"\s*解析\s*[:：]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a question's Markdown and the line where it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SourcedQuestion:
    """A question with what it came from, for checks that name lines.

    `grounds` are the citations of the line 依据; those in the text are found with the text. A
    question that cannot be used is None, the rest is there to be checked all the same.
    """

    id: str
    line: int
    competencies: tuple[str, ...]
    grounds: tuple[Citation, ...]
    fragments: tuple[Fragment, ...]
    question: Question | None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return all citations: the grounds and those in the text."""
        return (*self.grounds, *_citations(self.fragments))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines of one question, sorted."""

    heading: ProseLine
    meta: tuple[ProseLine, ...]
    stem: tuple[ProseLine, ...]
    answer: tuple[ProseLine, ...]
    explanation: tuple[ProseLine, ...] | None


def read_questions(text: str, findings: Findings) -> tuple[SourcedQuestion, ...]:
    """Read a file of questions, and note every mistake in how they are written."""
    first: dict[str, int] = {}
    found = tuple(
        _read(heading, body, findings)
        for heading, body in _split(text, findings)
        if heading.number  # text before the first question was reported once
    )
    for sourced in found:
        if sourced.id and first.setdefault(sourced.id, sourced.line) != sourced.line:
            findings.add(
                sourced.line,
                f"题号“{sourced.id}”重复，第一次在第 {first[sourced.id]} 行",
                "题号在全部内容里不能重复",
                "duplicate-id",
            )
    return found


def _split(text: str, findings: Findings) -> Iterator[tuple[ProseLine, list[ProseLine]]]:
    """Cut the file at its headings."""
    heading: ProseLine | None = None
    body: list[ProseLine] = []
    for line in prose_lines(text.rstrip("\n").split("\n")):
        if not line.fence and _ANY_HEADING.match(line.text):
            if heading is not None:
                yield heading, body
            heading, body = line, []
        elif heading is not None:
            body.append(line)
        elif line.text.strip():
            findings.add(
                line.number,
                "第一道题之前有文字",
                "文件从“## 单选 题号”开始，说明文字请写进 lesson.md",
                "text-before-question",
            )
            heading = ProseLine(0, "")
    if heading is not None:
        yield heading, body


def _read(heading: ProseLine, body: list[ProseLine], findings: Findings) -> SourcedQuestion:
    before = len(findings.mistakes)
    kind, question_id = _read_heading(heading, findings)
    parts = _sort(heading, body)
    meta = Meta(findings, heading.number)
    meta.read(parts.meta)
    stem = _fragment(parts.stem)
    if not stem.text:
        findings.add(heading.number, "没有题干", "在空行之后写题干", "missing-stem")
    key = None if kind is None else _read_key(kind, parts, findings)
    explanation = _explanation(parts, findings)
    options = tuple(_located(key.options, parts.answer)) if key else (_fragment(parts.answer),)
    sourced = SourcedQuestion(
        id=question_id,
        line=heading.number,
        competencies=meta.competencies,
        grounds=meta.citations,
        fragments=(stem, *options, explanation),
        question=None,
    )
    if kind is None or key is None or len(findings.mistakes) > before:
        return sourced
    question = Question(
        id=question_id,
        kind=kind.name,
        stem=stem.text,
        options=key.options,
        answer=key.answer,
        tolerance=key.tolerance,
        unit=key.unit,
        explanation=explanation.text,
        citations=sourced.citations,
        competencies=meta.competencies,
        difficulty=meta.difficulty,
        valid_from=meta.valid_from,
        valid_to=meta.valid_to,
        line=heading.number,
        parts=key.parts,
        questions=key.questions,
    )
    return replace(sourced, question=question)


def _read_heading(heading: ProseLine, findings: Findings) -> tuple[Kind | None, str]:
    found = _HEADING.fullmatch(heading.text)
    labels = "、".join(kind.label for kind in all_kinds())
    if found is None:
        findings.add(
            heading.number,
            "题目的标题不对",
            f"写成“## 题型 题号”，题型有：{labels}",
            "bad-question",
        )
        return None, ""
    kind = kind_labelled(found[1])
    if kind is None:
        findings.add(heading.number, f"没有“{found[1]}”这种题型", f"可用：{labels}", "unknown-kind")
    question_id = found[2] or ""
    if not question_id:
        findings.add(
            heading.number, "题目没有题号", "在题型后空一格写题号，如 a1-what-q01", "bad-id"
        )
    elif not is_identifier(question_id):
        findings.add(
            heading.number,
            f"题号“{question_id}”不对",
            "只用小写字母、数字和单个连字符",
            "bad-id",
        )
        question_id = ""
    return kind, question_id


def _sort(heading: ProseLine, body: list[ProseLine]) -> _Parts:
    """Sort the lines of one question: meta, stem, answer part, explanation."""
    rest = list(body)
    meta: list[ProseLine] = []
    while rest and (not rest[0].text.strip() or _is_meta(rest[0])):
        line = rest.pop(0)
        if line.text.strip():
            meta.append(line)
    explanation = next(
        (n for n, line in enumerate(rest) if not line.fence and _EXPLANATION.match(line.text)),
        None,
    )
    end = len(rest) if explanation is None else explanation
    openings = [kind.opening for kind in all_kinds()]
    answer = next(
        (
            n
            for n, line in enumerate(rest[:end])
            if not line.fence and any(opening.match(line.text) for opening in openings)
        ),
        end,
    )
    return _Parts(
        heading=heading,
        meta=tuple(meta),
        stem=tuple(rest[:answer]),
        answer=tuple(rest[answer:end]),
        explanation=None if explanation is None else tuple(rest[explanation:]),
    )


def _is_meta(line: ProseLine) -> bool:
    found = META_LINE.fullmatch(line.text)
    return found is not None and not line.fence and found[1] in META_NAMES


def _read_key(kind: Kind, parts: _Parts, findings: Findings) -> Key | None:
    lines = tuple(SourceLine(line.number, line.text) for line in parts.answer)
    if not lines or not kind.opening.match(lines[0].text):
        findings.add(
            parts.heading.number,
            f"{kind.label}题没有答案",
            "单选、多选写 - [x] 选项；判断、数值写“答案：…”，放在题干与解析之间",
            "missing-answer",
        )
        return None
    return kind.parse(AnswerPart(lines, parts.heading.number), findings)


def _explanation(parts: _Parts, findings: Findings) -> Fragment:
    if parts.explanation is None:
        findings.add(
            parts.heading.number,
            "题目没有解析",
            "另起一行写“解析：…”，说明为什么对、其他选项错在哪里",
            "missing-explanation",
        )
        return Fragment("", parts.heading.number)
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


def _located(options: tuple[Option, ...], lines: tuple[ProseLine, ...]) -> Iterator[Fragment]:
    """Find the line of each option, one after the other."""
    rest = iter(lines)
    for option in options:
        first = option.text.split("\n", 1)[0]
        at = next((line.number for line in rest if line.text.rstrip().endswith(first)), 0)
        yield Fragment(option.text, at or lines[0].number)


def _citations(fragments: tuple[Fragment, ...]) -> Iterator[Citation]:
    for fragment in fragments:
        yield from parse_citations(without_code(fragment.text), fragment.line)
