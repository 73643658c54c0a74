"""多选: two or more options are right, and all of them must be found.

A response is stored as the ids of the ticked options in the order of the source: "a,c".
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.questions import choices
from cadreschool.questions.kind import AnswerPart, Key, Kind
from cadreschool.questions.values import Question, ResponseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_FEWEST_RIGHT = 2


class _Multiple:
    name = "multiple"
    label = "多选"
    opening = choices.OPENING
    blank = ""
    may_shuffle = True

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        options = choices.read_options(part, findings)
        right = [option.id for option in options if option.is_right]
        if options and len(right) < _FEWEST_RIGHT:
            findings.add(
                part.lines[0].number,
                f"多选题只标了 {len(right)} 个正确选项" if right else "多选题没有标出正确选项",
                "至少给两个选项写 - [x]；只有一个对请用单选",
                "right-answer-count",
            )
            return None
        return Key(",".join(right), options) if options else None

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        ticked = choices.read_ticks(question, raw)
        return ticked if isinstance(ticked, ResponseError) else ",".join(ticked)

    def mark(self, question: Question, value: str) -> Fraction:
        return Fraction(value == question.answer)

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        return choices.options_text(question, value.split(","))


KIND: Kind = _Multiple()
