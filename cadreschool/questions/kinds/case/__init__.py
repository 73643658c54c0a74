"""案例: one stem, and below it several questions of other kinds, each answered by itself.

The questions are written under headings of the third level, which stand where other kinds have
their answer. A case is drawn as its questions: nobody responds to the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from cadreschool.kernel.prose import ProseLine, prose_lines, without_code
from cadreschool.laws.citations import parse_citations
from cadreschool.questions.anatomy import INNER_HEADING, dissect
from cadreschool.questions.kind import AnswerPart, Fragment, Key, Kind
from cadreschool.questions.kinds import all_kinds, kind_labelled, kind_named
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cadreschool.kernel.mistakes import Findings
    from cadreschool.questions.values import ResponseError, Scoring

_FEWEST, _MOST = 2, 10


class _Case(Kind):
    name = "case"
    label = "案例"
    place = 90
    opening = INNER_HEADING
    usage = "案情下面用“### 单选”这样的标题写各小题"
    example = (
        "案情。\n"
        "\n"
        "### 单选\n"
        "\n"
        "第一问？\n"
        "\n"
        "- [x] 对的\n"
        "- [ ] 错的\n"
        "\n"
        "解析：为什么对。\n"
        "\n"
        "### 填空\n"
        "\n"
        "应当支付＿＿工资。\n"
        "\n"
        "答案：二倍\n"
        "\n"
        "解析：为什么这样填。\n"
    )
    may_shuffle = False
    has_questions = True

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        questions: list[Question] = []
        fragments: list[Fragment] = []
        sections = list(_sections(part))
        for number, (heading, body) in enumerate(sections, start=1):
            read = _read(number, heading, body, findings)
            if read is not None:
                questions.append(read[0])
                fragments += read[1]
        if not _FEWEST <= len(sections) <= _MOST:
            findings.add(
                part.line,
                f"案例有 {len(sections)} 个小题",
                f"写 {_FEWEST} 到 {_MOST} 个；只有一个小题请用别的题型",
                "question-count",
            )
        if len(questions) < len(sections) or not _FEWEST <= len(sections) <= _MOST:
            return None
        return Key("", questions=tuple(questions), fragments=tuple(fragments))

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:  # noqa: ARG002 -- always refused
        return self._refuse()

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction | None:  # noqa: ARG002 -- always refused
        return self._refuse()

    def response_text(self, question: Question, value: str) -> str:  # noqa: ARG002 -- always refused
        return self._refuse()

    def written(self, question: Question) -> str:
        return "\n\n".join(
            f"### {kind_named(one.kind).label}\n\n{write_body(one)}" for one in question.questions
        )

    def right_answer_text(self, question: Question) -> str:
        return "；".join(
            f"（{number}）{kind_named(one.kind).right_answer_text(one)}"
            for number, one in enumerate(question.questions, start=1)
        )

    @staticmethod
    def _refuse() -> Never:
        message = "a case is answered and marked question by question, see Question.questions"
        raise TypeError(message)


def _sections(part: AnswerPart) -> Iterator[tuple[ProseLine, list[ProseLine]]]:
    """Cut the answer part at its headings; the first line is one."""
    heading: ProseLine | None = None
    body: list[ProseLine] = []
    for line in prose_lines((line.text for line in part.lines), part.lines[0].number):
        if not line.fence and INNER_HEADING.match(line.text):
            if heading is not None:
                yield heading, body
            heading, body = line, []
        else:
            body.append(line)
    if heading is not None:
        yield heading, body


def _read(
    number: int, heading: ProseLine, body: list[ProseLine], findings: Findings
) -> tuple[Question, tuple[Fragment, ...]] | None:
    """Read one question of the case; its id is its number."""
    before = len(findings.mistakes)
    found = INNER_HEADING.fullmatch(heading.text)
    label = found[1].strip() if found else ""
    kind = kind_labelled(label)
    if kind is None or kind.has_questions:
        labels = "、".join(one.label for one in all_kinds() if not one.has_questions)
        findings.add(
            heading.number,
            f"小题的题型“{label[:20]}”不对",
            f"写成“### 题型”，不写题号；可用：{labels}",
            "unknown-kind",
        )
        return None
    text = dissect(kind, heading, body, findings)
    for line in text.meta:
        findings.add(
            line.number, "小题不写能力、难度、依据", "写在案例的标题下面，各小题共用", "bad-meta"
        )
    if text.key is None or findings.is_blocked_since(before):
        return None
    fragments = (text.stem, *text.pieces, text.explanation)
    citations = tuple(
        citation
        for one in fragments
        for citation in parse_citations(without_code(one.text), one.line)
    )
    key = text.key
    question = Question(
        id=str(number),
        kind=kind.name,
        stem=text.stem.text,
        options=key.options,
        answer=key.answer,
        tolerance=key.tolerance,
        unit=key.unit,
        explanation=text.explanation.text,
        citations=citations,
        competencies=(),
        difficulty=0,
        valid_from=None,
        valid_to=None,
        line=heading.number,
        parts=key.parts,
    )
    return question, fragments


KIND: Kind = _Case()
