"""Questions whose answers are chosen, paired or put in order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cadreschool.questions.formats.drafting import FULL, Choice
from cadreschool.questions.formats.marks import escaped
from cadreschool.questions.formats.moodle_xml.common import (
    Source,
    answers_of,
    raw_text,
    weight_of,
)
from cadreschool.questions.formats.moodle_xml.tree import Node
from cadreschool.questions.formats.texts import MARKDOWN

_TRUE = frozenset({"true", "对", "正确", "是", "wahr", "vrai", "verdadero"})
_FALSE = frozenset({"false", "错", "错误", "否", "falsch", "faux", "falso"})


def choose(source: Source) -> None:
    """Read 单选 and 多选."""
    several = source.node.text("single").lower() in {"false", "0"}
    choices = [_choice(source, answer) for answer in answers_of(source)]
    if source.node.attributes["type"] == "multichoiceset":  # all or nothing: each right one is 100
        several = True
        right = sum(choice.weight > 0 for choice in choices)
        choices = [
            replace(choice, weight=FULL / right if choice.weight > 0 else Decimal(0))
            for choice in choices
        ]
    source.draft.choose(choices, several=several)


def _choice(source: Source, answer: Node) -> Choice:
    return Choice(
        source.markdown(answer, inside=True),
        weight_of(answer, source.draft),
        answer.line,
        source.markdown(answer.first("feedback")),
    )


def judge(source: Source) -> None:
    """Read 判断."""
    draft = source.draft
    truths: dict[bool, Node] = {}
    for answer in source.node.all("answer"):
        word = raw_text(answer).lower()
        if word in _TRUE | _FALSE:
            truths[word in _TRUE] = answer
    right = [truth for truth, answer in truths.items() if weight_of(answer, draft) >= FULL]
    if len(right) != 1:
        draft.refuse("判断题没有标出对还是错", "恰好一个 <answer> 的 fraction 应是 100")
        return
    for truth, answer in truths.items():
        draft.tell(f"选“{'对' if truth else '错'}”", source.markdown(answer.first("feedback")))
    draft.judge(is_right=right[0])


def match(source: Source) -> None:
    """Read 匹配. The right side is plain text in Moodle; beside Markdown it is Markdown."""
    pairs = []
    for pair in answers_of(source, "subquestion"):
        answer = pair.first("answer")
        right = raw_text(answer) if answer else ""
        is_markdown = pair.attributes.get("format") == MARKDOWN
        pairs.append(
            (
                source.markdown(pair, inside=True),
                right if is_markdown else escaped(" ".join(right.split())),
                pair.line,
            )
        )
    source.draft.match(pairs)


def order(source: Source) -> None:
    """Read 排序: the answers stand in the right order."""
    if source.node.text("selecttype").upper() not in {"", "ALL", "0"}:
        source.draft.note("原来每次只抽几步来排；这里全部都排")
    steps = [(source.markdown(answer, inside=True), answer.line) for answer in answers_of(source)]
    source.draft.order(steps)
