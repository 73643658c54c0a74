"""多选: two or more options are right, and all of them must be found.

A response is stored as the ids of the ticked options in the order of the source: "a,c".
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.questions import choices
from cadreschool.questions.kind import AnswerPart, Key, Kind
from cadreschool.questions.values import Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_FEWEST_RIGHT = 2


class _Multiple(Kind):
    name = "multiple"
    label = "多选"
    place = 20
    opening = choices.OPENING
    usage = "每个选项一行“- [ ] …”，对的写“- [x] …”"
    example = "题干？\n\n- [x] 对的\n- [x] 也对的\n- [ ] 错的\n\n解析：为什么对，别的错在哪里。\n"
    may_shuffle = True
    instruction = "选出所有正确的"

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

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:
        """Mark by the paper's rule.

        漏选得半: half for a selection without a wrong option. 按项得分: each option judged rightly
        counts. 错选倒扣: a wrong pick takes away what a right one gives, never below nothing.
        """
        chosen, right = set(value.split(",")) - {""}, set(question.answer.split(","))
        found, wrong = len(chosen & right), len(chosen - right)
        if chosen == right or not chosen:
            return Fraction(chosen == right)
        match scoring:
            case Scoring.EXACT:
                return Fraction(0)
            case Scoring.HALF:
                return Fraction(0) if wrong else Fraction(1, 2)
            case Scoring.PER_OPTION:
                judged = len(question.options) - wrong - (len(right) - found)
                return Fraction(judged, len(question.options))
            case Scoring.PENALTY:
                return max(Fraction(found - wrong, len(right)), Fraction(0))

    def entries(self, question: Question, value: str) -> tuple[str, ...]:  # noqa: ARG002 -- the ids are in the value
        return tuple(value.split(",")) if value else ()

    def written(self, question: Question) -> str:
        return choices.write_options(question)

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        return choices.options_text(question, value.split(","))


KIND: Kind = _Multiple()
