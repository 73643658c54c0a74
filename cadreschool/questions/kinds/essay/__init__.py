"""简答: a text of the learner's own, marked by a person along a rubric.

The points of the rubric are the question's parts, the reference answer is its answer. A response is
stored as typed. Program and rubric never decide on a mark: only no answer at all is worth nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.kernel.text import without_invisible
from cadreschool.questions.kind import AnswerPart, Fragment, Key, Kind, Row
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Part, Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_POINT = re.compile(r"\s*[-*+]\s*[\[［]\s*([1-9１-９][0-9０-９]?)\s*分?\s*[\]］]\s*(.*\S)\s*")
_REFERENCE = re.compile(r"\s*参考答案\s*[:：]\s*(.*)")
_LONGEST = 4000
_MOST = 20


class _Essay(Kind):
    name = "essay"
    label = "简答"
    place = 80
    opening = re.compile(rf"{_POINT.pattern}|{_REFERENCE.pattern}")
    usage = "每个得分要点写一行“- [2] 要点”，方括号里是分数，再写“参考答案：…”"
    example = (
        "题干？\n"
        "\n"
        "- [2] 第一个要点\n"
        "- [3] 第二个要点\n"
        "\n"
        "参考答案：怎样回答。\n"
        "\n"
        "解析：要点从哪里来。\n"
    )
    may_shuffle = False
    marked_by_person = True
    instruction = "由人评阅"

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        points: list[Part] = []
        fragments: list[Fragment] = []
        reference: list[str] | None = None
        start = part.line
        for line in part.lines:
            point, opens = _POINT.fullmatch(line.text), _REFERENCE.fullmatch(line.text)
            if opens and reference is None:
                reference, start = [opens[1]], line.number
            elif reference is not None:
                reference.append(line.text)
            elif point and len(points) < _MOST:
                points.append(Part(point[2], (), int(point[1])))
                fragments.append(Fragment(point[2], line.number))
            elif line.text.strip():
                findings.add(line.number, "简答题的这一行不对", self.usage, "bad-answer")
                return None
        answer = "\n".join(line.rstrip() for line in reference or ()).strip()
        if not points or not answer:
            text = "简答题没有参考答案" if points else "简答题没有得分要点"
            findings.add(part.line, text, self.usage, "missing-answer")
            return None
        return Key(answer, parts=tuple(points), fragments=(*fragments, Fragment(answer, start)))

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:  # noqa: ARG002 -- any text
        texts = [text for text in raw if text.strip()]
        if len(texts) > 1:
            return ResponseError("请把回答写在一处。")
        text = "\n".join(without_invisible(line).rstrip() for line in "".join(texts).splitlines())
        text = text.strip("\n")
        if len(text) > _LONGEST:
            return ResponseError(f"回答有 {len(text)} 字，请写在 {_LONGEST} 字以内。")
        return text if text.strip() else self.blank

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction | None:  # noqa: ARG002 -- a person reads it
        return None if value else Fraction(0)

    def written(self, question: Question) -> str:
        points = [f"- [{part.points}] {part.text}" for part in question.parts]
        return "\n".join([*points, "", f"参考答案：{question.answer}"])

    def right_answer_text(self, question: Question) -> str:
        return "\n".join(plain_text(line) for line in question.answer.split("\n"))

    def response_text(self, question: Question, value: str) -> str:  # noqa: ARG002 -- stored as typed
        return value or "未作答"

    def labels(self, question: Question) -> tuple[str, ...]:  # noqa: ARG002 -- there is one field
        return ("您的回答",)

    def review(self, question: Question, value: str) -> tuple[Row, ...]:  # noqa: ARG002 -- the rubric is the same for all
        return tuple(Row(f"{part.points} 分", "", plain_text(part.text)) for part in question.parts)


KIND: Kind = _Essay()
