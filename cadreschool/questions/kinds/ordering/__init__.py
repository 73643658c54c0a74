"""排序: the options are written in the right order and shown in another one.

A response is stored as the ids of the options in the order they were put: "b,a,c"; a step that was
left open is empty.
"""

from __future__ import annotations

import re
from fractions import Fraction
from string import ascii_lowercase
from typing import TYPE_CHECKING

from cadreschool.questions import picks
from cadreschool.questions.kind import AnswerPart, Key, Kind, Row, indented, is_same_text
from cadreschool.questions.values import Option, Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_STEP = re.compile(r"\s*([0-9０-９]{1,2})[.．、)）]\s*(.*)")
_FEWEST, _MOST = 3, 8


class _Ordering(Kind):
    name = "ordering"
    label = "排序"
    place = 60
    opening = _STEP
    usage = "按正确的次序写“1. …”“2. …”，显示时会打乱"
    example = "按先后排好。\n\n1. 第一步\n2. 第二步\n3. 第三步\n\n解析：为什么是这个次序。\n"
    may_shuffle = True
    must_shuffle = True
    instruction = "按先后排好"
    order_is_answer = True
    opens_like_list = True

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        before = len(findings.mistakes)
        steps: list[str] = []
        for line in part.lines:
            found = _STEP.fullmatch(line.text)
            if not line.text.strip():
                continue
            if found and found[2] and int(found[1]) == len(steps) + 1 <= _MOST:
                twin = next((n for n, s in enumerate(steps, 1) if is_same_text(s, found[2])), 0)
                if twin:
                    hint = "请改掉其中一个"
                    findings.add(line.number, f"与第 {twin} 步相同", hint, "identical-options")
                steps.append(found[2].strip())
            elif steps and not found and line.text.startswith(" "):
                steps[-1] += f"\n{line.text.strip()}"
            else:
                hint = f"从“1. …”起连着写，最多 {_MOST} 步；续行请缩进"
                findings.add(line.number, "排序题的这一行不对", hint, "bad-option")
                return None
        if len(steps) < _FEWEST:
            findings.add(
                part.lines[0].number,
                f"排序题只有 {len(steps)} 步",
                f"写 {_FEWEST} 到 {_MOST} 步；显示时不会是正确的次序，两步等于没有考",
                "option-count",
            )
        ids = ascii_lowercase[: len(steps)]
        options = tuple(Option(*one, is_right=False) for one in zip(ids, steps, strict=True))
        return Key(",".join(ids), options) if len(findings.mistakes) == before else None

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        value = picks.read_picks(question, raw, len(question.options))
        if isinstance(value, ResponseError):
            return value
        for one in picks.twice(value):
            text = picks.text_of(question, one)
            return ResponseError(f"“{text}”排在了不止一步，每一步请选不同的一项。")
        return value

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:
        """Mark by the paper's rule: all in place, or with 按项得分 the share that is in place."""
        if scoring is not Scoring.PER_OPTION:
            return Fraction(value == question.answer)
        rows = self.review(question, value)
        return Fraction(sum(row.is_right is True for row in rows), len(rows))

    def written(self, question: Question) -> str:
        steps = enumerate(question.options, start=1)
        return "\n".join(f"{number}. {indented(step.text)}" for number, step in steps)

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        if not value:
            return picks.UNANSWERED
        return " → ".join(picks.text_of(question, one) for one in self.entries(question, value))

    def entries(self, question: Question, value: str) -> tuple[str, ...]:
        return picks.split_picks(value, len(question.options))

    def labels(self, question: Question) -> tuple[str, ...]:
        return tuple(f"第 {number} 步" for number in range(1, len(question.options) + 1))

    def review(self, question: Question, value: str) -> tuple[Row, ...]:
        right = self.entries(question, question.answer)
        return picks.compare(question, value, self.labels(question), right)


KIND: Kind = _Ordering()
