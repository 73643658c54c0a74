"""匹配: each left side belongs to one of the right sides; some right sides may belong to none.

Left sides are the question's parts, right sides its options. A response is stored as the option of
each left side: "c,a,b"; one that was left open is empty.
"""

from __future__ import annotations

import re
from fractions import Fraction
from string import ascii_lowercase
from typing import TYPE_CHECKING

from cadreschool.questions import picks
from cadreschool.questions.kind import AnswerPart, Fragment, Key, Kind, Row, is_same_text
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Option, Part, Question, ResponseError, Scoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cadreschool.kernel.mistakes import Findings

_PAIR = re.compile(r"\s*[-*+]\s+(?![\[［])([^=＝]*?)\s*[=＝]\s*(.+?)\s*")
_FEWEST, _MOST = 2, 8


class _Matching(Kind):
    name = "matching"
    label = "匹配"
    place = 70
    opening = _PAIR
    usage = "每对写一行“- 左边 = 右边”，多出的右边写“- = 右边”"
    example = (
        "给每一项选出对应的。\n"
        "\n"
        "- 左一 = 右一\n"
        "- 左二 = 右二\n"
        "- = 多出的右边\n"
        "\n"
        "解析：为什么这样对应。\n"
    )
    may_shuffle = True
    must_shuffle = True
    instruction = "给每一项选出对应的"
    opens_like_list = True

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        options: list[Option] = []
        parts: list[Part] = []
        fragments: list[Fragment] = []
        for line in part.lines:
            if not line.text.strip():
                continue
            found = _PAIR.fullmatch(line.text)
            left, right = (found[1], found[2]) if found else ("", "")
            fault = "" if found else "匹配题的这一行不对"
            if any(is_same_text(left, one.text) for one in parts):
                fault = f"左边“{left}”写了两次"
            option = next((one for one in options if is_same_text(one.text, right)), None)
            if option is None:
                option = Option(ascii_lowercase[len(options)], right, is_right=False)
                options.append(option)
            elif not left:
                fault = fault or f"右边“{right}”写了两次"
            if left:
                parts.append(Part(left, (option.id,)))
            if max(len(options), len(parts)) > _MOST:
                fault = f"匹配题超过 {_MOST} 项"
            if fault:
                findings.add(line.number, fault, self.usage, "bad-option")
                return None
            fragments += [Fragment(text, line.number) for text in (left, right) if text]
        if min(len(parts), len(options)) < _FEWEST:
            findings.add(
                part.lines[0].number,
                f"匹配题有 {len(parts)} 个左边、{len(options)} 个右边",
                f"左边、右边各写 {_FEWEST} 到 {_MOST} 个",
                "option-count",
            )
            return None
        answer = ",".join(one.accepted[0] for one in parts)
        return Key(answer, tuple(options), parts=tuple(parts), fragments=tuple(fragments))

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        return picks.read_picks(question, raw, len(question.parts))

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction:
        """Mark by the paper's rule, a pair being to 匹配 what an option is to 多选."""
        picked = self.entries(question, value)
        right = sum(one in part.accepted for one, part in zip(picked, question.parts, strict=True))
        wrong = len(picked) - picked.count("") - right
        match scoring:
            case Scoring.EXACT:
                return Fraction(right == len(picked))
            case Scoring.HALF:
                whole = right == len(picked)
                return Fraction(whole) if whole or wrong or not right else Fraction(1, 2)
            case Scoring.PER_OPTION:
                return Fraction(right, len(picked))
            case Scoring.PENALTY:
                return max(Fraction(right - wrong, len(picked)), Fraction(0))

    def written(self, question: Question) -> str:
        """Write the pairs, and a right side without a left where its letter has its turn."""
        rest = {option.id: option.text for option in question.options}
        texts = dict(rest)
        lines = []
        for part in question.parts:
            (wanted,) = part.accepted
            lines += [f"- = {rest.pop(one)}" for one in tuple(rest) if one < wanted]
            rest.pop(wanted, "")
            lines.append(f"- {part.text} = {texts[wanted]}")
        return "\n".join([*lines, *(f"- = {text}" for text in rest.values())])

    def right_answer_text(self, question: Question) -> str:
        return self.response_text(question, question.answer)

    def response_text(self, question: Question, value: str) -> str:
        if not value:
            return picks.UNANSWERED
        pairs = zip(self.labels(question), self.entries(question, value), strict=True)
        return "；".join(f"{left}：{picks.text_of(question, one)}" for left, one in pairs)

    def entries(self, question: Question, value: str) -> tuple[str, ...]:
        return picks.split_picks(value, len(question.parts))

    def labels(self, question: Question) -> tuple[str, ...]:
        return tuple(plain_text(part.text) for part in question.parts)

    def review(self, question: Question, value: str) -> tuple[Row, ...]:
        right = [part.accepted[0] for part in question.parts]
        return picks.compare(question, value, self.labels(question), right)


KIND: Kind = _Matching()
