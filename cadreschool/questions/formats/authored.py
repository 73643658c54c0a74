"""Whether an author could have written a question: it is written as one would, and read again.

What does not come back the same would be another question as soon as its bank is exported. Knows
the one syntax through its writer and reader alone.
"""

from __future__ import annotations

from dataclasses import replace

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.citations import parse_citations
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.values import Part, Question
from cadreschool.questions.writing import write_body, write_question

_UNTITLED = "q"
_SOMETHING = "无"


class NotAuthoredError(Exception):
    """A question that cannot be written in our syntax, with what to do about it."""

    def __init__(self, text: str, hint: str) -> None:
        """Keep the words for the owner of the file."""
        super().__init__(text)
        self.text = text
        self.hint = hint


def as_authored(question: Question) -> Question:
    """Return the question with the citations of its texts; raises when it comes back changed.

    What an author must not leave out, and a file may, is filled in for the test.
    """
    in_text = parse_citations(write_body(question))
    probe = replace(
        question,
        id=_UNTITLED,
        explanation=question.explanation or _SOMETHING,
        citations=(*question.citations, *in_text),
        competencies=question.competencies or ("able",),
        difficulty=question.difficulty or 1,
    )
    if question.kind == "essay":
        parts = probe.parts or (Part(_SOMETHING),)
        probe = replace(probe, answer=probe.answer or _SOMETHING, parts=parts)
    findings = Findings(_UNTITLED)
    read = read_questions(write_question(probe), findings)
    back = read[0].question if len(read) == 1 else None
    if back is None and any(mistake.rule == "bad-answer" for mistake in findings.mistakes):
        raise NotAuthoredError("有的答案程序判不了对错", "请改写答案，或改成简答")
    if back is None or replace(back, citations=(), line=0) != replace(probe, citations=(), line=0):
        why = findings.mistakes[0].text if findings.mistakes else "读回来不一样"
        raise NotAuthoredError(
            f"文字里有与本平台题目写法冲突的行（{why}）",
            "多半是以“解析：”“答案：”“能力：”或 ## 开头的一行，请改写",
        )
    return replace(question, citations=tuple(replace(one, line=0) for one in back.citations))
