"""单选: one option is right. A response is stored as the id of the option."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.questions import choices
from cadreschool.questions.kind import AnswerPart, Key, Kind
from cadreschool.questions.values import Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings


class _Single(Kind):
    name = "single"
    label = "单选"
    place = 10
    opening = choices.OPENING
    usage = "每个选项一行“- [ ] …”，对的写“- [x] …”"
    example = "题干？\n\n- [x] 对的\n- [ ] 错的\n- [ ] 也错的\n\n解析：为什么对，别的错在哪里。\n"
    may_shuffle = True

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        options = choices.read_options(part, findings)
        right = [option.id for option in options if option.is_right]
        if options and len(right) != 1:
            findings.add(
                part.lines[0].number,
                f"单选题标了 {len(right)} 个正确选项" if right else "单选题没有标出正确选项",
                "恰好给一个选项写 - [x]；有几个都对请用多选",
                "right-answer-count",
            )
        return Key(right[0], options) if len(right) == 1 else None

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        ticked = choices.read_ticks(question, raw)
        if isinstance(ticked, ResponseError):
            return ticked
        if len(ticked) > 1:
            return ResponseError("单选题只能选一项。")
        return "".join(ticked)

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:  # noqa: ARG002 -- right or wrong
        return Fraction(value == question.answer)

    def written(self, question: Question) -> str:
        return choices.write_options(question)

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        return choices.options_text(question, [value])


KIND: Kind = _Single()
