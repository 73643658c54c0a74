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
from cadreschool.questions.anatomy import INNER_HEADING, dissect
from cadreschool.questions.kind import Fragment, Kind
from cadreschool.questions.kinds import all_kinds, kind_labelled
from cadreschool.questions.meta import Meta
from cadreschool.questions.values import Question

_HEADING = re.compile(r"##[ \t\u3000]+(\S+)(?:[ \t\u3000]+(\S+))?[ \t\u3000]*")
_ANY_HEADING = re.compile(r" {0,3}#{1,6}(?![#\[])")


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
    unit: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return all citations: the grounds and those in the text."""
        return (*self.grounds, *_citations(self.fragments))


def read_questions(
    text: str, findings: Findings, *, in_bank: bool = False, first_line: int = 1
) -> tuple[SourcedQuestion, ...]:
    """Read a file of questions, and note every mistake in how they are written.

    In a bank each may say to which unit it belongs.
    """
    first: dict[str, int] = {}
    found = tuple(
        _read(heading, body, findings, in_bank=in_bank)
        for heading, body in _split(text, findings, first_line)
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


def _split(
    text: str, findings: Findings, first_line: int
) -> Iterator[tuple[ProseLine, list[ProseLine]]]:
    """Cut the file at its headings."""
    heading: ProseLine | None = None
    has_questions = False
    body: list[ProseLine] = []
    for line in prose_lines(text.rstrip("\n").split("\n"), first_line):
        inside = has_questions and INNER_HEADING.match(line.text)
        if not line.fence and _ANY_HEADING.match(line.text) and not inside:
            if heading is not None:
                yield heading, body
            heading, body = line, []
            has_questions = _has_questions(line)
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


def _has_questions(heading: ProseLine) -> bool:
    found = _HEADING.fullmatch(heading.text)
    kind = kind_labelled(found[1]) if found else None
    return kind is not None and kind.has_questions


def _read(
    heading: ProseLine, body: list[ProseLine], findings: Findings, *, in_bank: bool
) -> SourcedQuestion:
    before = len(findings.mistakes)
    kind, question_id = _read_heading(heading, findings)
    found = dissect(kind, heading, body, findings)
    meta = Meta(findings, heading.number, in_bank=in_bank)
    meta.read(found.meta)
    sourced = SourcedQuestion(
        id=question_id,
        line=heading.number,
        competencies=meta.competencies,
        grounds=meta.citations,
        fragments=(found.stem, *found.pieces, found.explanation),
        question=None,
        unit=meta.unit,
    )
    key = found.key
    if kind is None or key is None or findings.is_blocked_since(before):
        return sourced
    question = Question(
        id=question_id,
        kind=kind.name,
        stem=found.stem.text,
        options=key.options,
        answer=key.answer,
        tolerance=key.tolerance,
        unit=key.unit,
        explanation=found.explanation.text,
        citations=sourced.citations,
        competencies=meta.competencies,
        difficulty=meta.difficulty,
        valid_from=meta.valid_from,
        valid_to=meta.valid_to,
        line=heading.number,
        parts=key.parts,
    )
    inner = tuple(_inherited(question, one, meta) for one in key.questions)
    return replace(sourced, question=replace(question, questions=inner))


def _inherited(outer: Question, inner: Question, meta: Meta) -> Question:
    """Give a question of a case what the case says for all; its id can be nobody else's."""
    return replace(
        inner,
        id=f"{outer.id}/{inner.id}",
        citations=(*meta.citations, *inner.citations),
        competencies=outer.competencies,
        difficulty=outer.difficulty,
        valid_from=outer.valid_from,
        valid_to=outer.valid_to,
    )


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


def _citations(fragments: tuple[Fragment, ...]) -> Iterator[Citation]:
    for fragment in fragments:
        yield from parse_citations(without_code(fragment.text), fragment.line)
