"""数值: a number, with a unit if the question has one.

A response is stored as the number in plain digits, followed by its unit only if that is not the
question's: "30", "30 个月". Such a unit makes the response wrong; it is converted only where the
law knows no difference (100000 元 and 10 万元, 12 个月 and 1 年, 150% and 1.5 倍).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from cadreschool.questions.kind import AnswerPart, Key, Kind
from cadreschool.questions.kinds.numeric.quantity import (
    Quantity,
    converted,
    read_quantity,
    unit_name,
)
from cadreschool.questions.values import Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_ANSWER = re.compile(r"(.*?[0-9万亿])\s*([^0-9\s万亿][^0-9\s]*|万元|亿元)?")
_TOLERANCE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


class _Numeric(Kind):
    name = "numeric"
    label = "数值"
    place = 40
    opening = re.compile(r"\s*(?:答案|误差)\s*[:：]")
    usage = "写一行“答案：25 人”"
    example = "题干？\n\n答案：25 人\n\n解析：为什么是它。\n"
    may_shuffle = False

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        answer: tuple[Decimal, str] | None = None
        tolerance: Decimal | None = None
        for line, name, value in part.named():
            if name == "答案" and answer is None and (answer := _read_answer(value)) is not None:
                continue
            if name == "误差" and tolerance is None and _TOLERANCE.fullmatch(value):
                tolerance = Decimal(value)
                continue
            findings.add(
                line.number,
                f"数值题的“{name or line.text.strip()[:10]}”不对",
                "写“答案：25 人”，需要时另起一行写“误差：0.5”",
                "bad-answer",
            )
            return None
        if answer is None:
            findings.add(part.line, "数值题没有答案", "写一行“答案：25 人”", "missing-answer")
            return None
        number, unit = answer
        return Key(str(Quantity(number, "")), tolerance=tolerance, unit=unit)

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        texts = [text for text in raw if text.strip()]
        if not texts:
            return self.blank
        quantity = read_quantity(texts[0], expected=question.unit) if len(texts) == 1 else None
        if quantity is None:
            example = f"如 30 {question.unit}" if question.unit else "如 30"
            return ResponseError(f"没有读懂这个数，请只写一个数字（{example}），不写“左右”“以上”。")
        wanted = unit_name(question.unit)
        same = converted(quantity, wanted) if quantity.unit else None
        if same is not None:
            return str(Quantity(same.number, ""))
        if quantity.unit and not wanted:
            return ResponseError("本题只写数字，不写单位。")
        return str(Quantity(quantity.number, "" if quantity.unit == wanted else quantity.unit))

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:  # noqa: ARG002 -- right or wrong
        number, _, other_unit = value.partition(" ")
        if not number or other_unit:
            return Fraction(0)
        distance = abs(Decimal(number) - Decimal(question.answer))
        return Fraction(distance <= (question.tolerance or 0))

    def written(self, question: Question) -> str:
        answer = f"答案：{question.answer} {question.unit}".rstrip()
        return f"{answer}\n误差：{question.tolerance}" if question.tolerance is not None else answer

    def right_answer_text(self, question: Question) -> str:
        exact = self.response_text(question, question.answer)
        margin = f"（误差不超过 {question.tolerance} 都算对）" if question.tolerance else ""
        return exact + margin

    def response_text(self, question: Question, value: str) -> str:
        if not value:
            return "未作答"
        return value if " " in value else f"{value} {question.unit}".strip()


def _read_answer(text: str) -> tuple[Decimal, str] | None:
    """Read the author's answer: digits, and the unit as the author wants to see it."""
    found = _ANSWER.fullmatch(text)
    unit = (found[2] or "") if found else ""
    quantity = read_quantity(text, expected=unit) if found else None
    if quantity is None or quantity.unit != unit_name(unit):
        return None
    return quantity.number, unit


KIND: Kind = _Numeric()
