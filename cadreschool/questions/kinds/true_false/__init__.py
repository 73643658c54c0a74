"""判断: the statement is right or wrong. A response is stored as "true" or "false".

The two choices are options of the question too, so that pages show them like any others; their
order is fixed.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.questions import choices
from cadreschool.questions.kind import AnswerPart, Key, Kind
from cadreschool.questions.values import Option, Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_WORDS = {"对": "true", "错": "false"}


class _TrueFalse(Kind):
    name = "true_false"
    label = "判断"
    place = 30
    opening = re.compile(r"\s*答案\s*[:：]")
    usage = "写一行“答案：对”或“答案：错”"
    example = "题干。\n\n答案：对\n\n解析：为什么对。\n"
    may_shuffle = False

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        answer = None
        for line, name, value in part.named():
            if name != "答案" or value not in _WORDS or answer is not None:
                findings.add(
                    line.number, "判断题的答案不对", "只写一行：答案：对 或 答案：错", "bad-answer"
                )
                return None
            answer = _WORDS[value]
        if answer is None:
            return None
        options = tuple(Option(value, word, value == answer) for word, value in _WORDS.items())
        return Key(answer, options)

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        ticked = choices.read_ticks(question, raw)
        if isinstance(ticked, ResponseError):
            return ticked
        if len(ticked) > 1:
            return ResponseError("判断题只能选“对”或“错”。")
        return "".join(ticked)

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:  # noqa: ARG002 -- right or wrong
        return Fraction(value == question.answer)

    def written(self, question: Question) -> str:
        word = next(word for word, value in _WORDS.items() if value == question.answer)
        return f"答案：{word}"

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        return choices.options_text(question, [value])


KIND: Kind = _TrueFalse()
