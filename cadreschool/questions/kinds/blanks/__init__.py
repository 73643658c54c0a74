"""填空: one or several gaps, each filled with a few words that are marked as text about law.

A gap is written as two or more ＿ (or three or more _) in the stem; a stem without any has one
answer. A response is stored as a JSON list with the text of each gap, as typed.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from cadreschool.kernel.text import without_invisible
from cadreschool.questions.kind import AnswerPart, Key, Kind, Row
from cadreschool.questions.law_text import (
    NOTHING,
    Judgement,
    Ruling,
    Surroundings,
    is_readable,
    judge,
)
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Part, Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_GAP = re.compile(r"＿{2,}|_{3,}")
_TAG = re.compile(r"(<[^>]*>)")
_LONGEST = 200
_MOST = 8
_CLAUSE = re.compile(r"[，。；：？\uff01,;:?!\n]")
_OR = re.compile(r"[|｜]")


class _Blanks(Kind):
    name = "blanks"
    label = "填空"
    place = 50
    opening = re.compile(r"\s*答案\s*[:：]")
    usage = "每个空写一行“答案：…”，几种写法都对的用 | 分开"
    example = (
        "应当在＿＿日内支付＿＿工资。\n\n答案：三十\n答案：二倍|双倍\n\n解析：为什么这样填。\n"
    )
    may_shuffle = False

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        parts: list[Part] = []
        for line, name, value in part.named():
            accepted = tuple(text.strip() for text in _OR.split(value))
            readable = all(is_readable(text) for text in accepted)
            if name != "答案" or not readable:
                findings.add(line.number, "填空题的答案不对", self.usage, "bad-answer")
                return None
            if any(len(text) > _LONGEST for text in accepted):
                hint = "填空只填词句，要写一段话请用简答"
                findings.add(line.number, f"一个空的答案超过 {_LONGEST} 字", hint, "bad-answer")
                return None
            parts.append(Part("", accepted))
        gaps = len(_GAP.findall(part.stem)) or 1
        if len(parts) != gaps or gaps > _MOST:
            findings.add(
                part.line,
                f"题干有 {gaps} 个空，答案有 {len(parts)} 行",
                f"空写成 ＿＿，一个空一行“答案：…”，最多 {_MOST} 个空",
                "gap-count",
            )
            return None
        return Key(_stored([one.accepted[0] for one in parts]), parts=tuple(parts))

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        texts = [" ".join(without_invisible(text).split()) for text in raw]
        if len(texts) > len(question.parts):
            return ResponseError("空的个数与题目不符，请刷新页面后重新填写。")
        if any(len(text) > _LONGEST for text in texts):
            return ResponseError(f"一个空最多填 {_LONGEST} 字，请只写要填的词句。")
        texts += [""] * (len(question.parts) - len(texts))
        return _stored(texts) if any(texts) else self.blank

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction | None:  # noqa: ARG002 -- each gap counts
        rulings = [one.ruling for one in self._judged(question, value)]
        if Ruling.UNDECIDED in rulings:
            return None
        return Fraction(rulings.count(Ruling.RIGHT), len(rulings))

    def written(self, question: Question) -> str:
        return "\n".join(f"答案：{'|'.join(part.accepted)}" for part in question.parts)

    def right_answer_text(self, question: Question) -> str:
        texts = ["或".join(part.accepted) for part in question.parts]
        return self._told(texts)

    def response_text(self, question: Question, value: str) -> str:
        if not value:
            return "未作答"
        return self._told([text or "未填" for text in self.entries(question, value)])

    def entries(self, question: Question, value: str) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ("",) * len(question.parts)

    def labels(self, question: Question) -> tuple[str, ...]:
        if len(question.parts) == 1:
            return ("填空",)
        return tuple(f"第 {number} 空" for number in range(1, len(question.parts) + 1))

    def review(self, question: Question, value: str) -> tuple[Row, ...]:
        rows = zip(
            self.labels(question),
            self.entries(question, value),
            question.parts,
            self._judged(question, value),
            strict=True,
        )
        return tuple(
            Row(
                label,
                text or "未填",
                "或".join(part.accepted),
                None if one.ruling is Ruling.UNDECIDED else one.ruling is Ruling.RIGHT,
                one.reading,
                one.reason,
            )
            for label, text, part, one in rows
        )

    def shown_stem(self, question: Question, html: str) -> str:
        """Write numbers into the gaps where there are several."""
        if len(question.parts) == 1:
            return html
        number = 0

        def numbered(_: re.Match[str]) -> str:
            nonlocal number
            number += 1
            return f"＿（{number}）＿"

        pieces = _TAG.split(html)
        return "".join(
            piece if piece.startswith("<") else _GAP.sub(numbered, piece) for piece in pieces
        )

    def _judged(self, question: Question, value: str) -> list[Judgement]:
        texts = self.entries(question, value)
        around = _surroundings(question.stem) or [NOTHING]
        return [
            judge(part.accepted, text, words)
            for part, text, words in zip(question.parts, texts, around, strict=True)
        ]

    @staticmethod
    def _told(texts: Sequence[str]) -> str:
        if len(texts) == 1:
            return texts[0]
        return "；".join(f"（{number}）{text}" for number, text in enumerate(texts, start=1))


def _surroundings(stem: str) -> list[Surroundings]:
    """Return the words before and behind each gap, as far as they stand in one clause."""
    clauses = [_CLAUSE.split(plain_text(words)) for words in _GAP.split(stem)]
    return [Surroundings(before[-1], after[0]) for before, after in pairwise(clauses)]


def _stored(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))


KIND: Kind = _Blanks()
