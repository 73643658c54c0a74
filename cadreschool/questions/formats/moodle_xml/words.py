"""Questions answered in words and numbers."""

from __future__ import annotations

from decimal import Decimal

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.formats.answers import Interval, take_numbers, take_words, when_answered
from cadreschool.questions.formats.marks import one_line
from cadreschool.questions.formats.moodle_xml.common import (
    Source,
    answers_of,
    number_in,
    raw_text,
    weight_of,
)
from cadreschool.questions.formats.moodle_xml.tree import Node
from cadreschool.questions.kind import AnswerPart, SourceLine
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Part

_ANYTHING = "*"


def fill(source: Source) -> None:
    """Read 填空 with one gap."""
    draft = source.draft
    answers = []
    for answer in answers_of(source):
        text = one_line(raw_text(answer))
        weight = weight_of(answer, draft)
        draft.tell(when_answered(text), source.markdown(answer.first("feedback")))
        answers.append((text, weight))
    if source.node.text("usecase") == "1":
        draft.note("原来区分大小写；这里不区分")
    take_words(draft, answers)


def measure(source: Source) -> None:
    """Read 数值."""
    draft = source.draft
    intervals = []
    for answer in answers_of(source):
        text = raw_text(answer)
        feedback = source.markdown(answer.first("feedback"))
        if text == _ANYTHING:
            draft.tell("其他回答", feedback)
            continue
        number = number_in(text)
        margin = answer.text("tolerance")
        tolerance = number_in(margin) if margin else None
        if number is None or (margin and tolerance is None):
            draft.refuse(f"“{(text if number is None else margin)[:30]}”不是数", line=answer.line)
            return
        interval = Interval(number, _shortened(tolerance), weight_of(answer, draft))
        draft.tell(f"答 {interval}", feedback)
        intervals.append(interval)
    take_numbers(draft, intervals, _unit(source))


def _shortened(number: Decimal | None) -> Decimal | None:
    """Drop the zeros that Moodle adds: 0.5000000 is 0.5. Others stay as they were written."""
    is_padded = number is not None and str(number).endswith("000")
    return number.normalize() if is_padded and number else number


def _unit(source: Source) -> str:
    """Return the unit in which the answer is given."""
    units = [
        (unit.text("unit_name"), number_in(unit.text("multiplier")))
        for units in source.node.all("units")
        for unit in units.all("unit")
    ]
    own = next((name for name, share in units if share == 1 and name), "")
    others = "、".join(name for name, _ in units if name != own)
    if others:
        source.draft.note(f"单位 {others} 没有保留", "这里一道题一个单位，不换算；请核对")
    return own


def compose(source: Source) -> None:
    """Read 简答; what the marker is told holds the rubric, if it is written as ours."""
    node, draft = source.node, source.draft
    for name, what in (("responsetemplate", "答题框里的预填文字"),):
        if source.markdown(node.first(name)):
            draft.mention(f"{what}没有保留", "要紧的话请写进题干")
    if node.text("attachments") not in {"", "0"}:
        draft.mention("上传附件的要求没有保留", "这里的简答只写文字")
    told = source.markdown(node.first("graderinfo"))
    key = _rubric(told, node) if told else None
    if key is None:
        draft.compose(told, ())
    else:
        draft.compose(*key)


def _rubric(text: str, node: Node) -> tuple[str, tuple[Part, ...]] | None:
    """Read a rubric that is written as authors write it here."""
    lines = tuple(SourceLine(node.line, line) for line in text.split("\n"))
    key = kind_named("essay").parse(AnswerPart(lines, node.line), Findings(""))
    return (key.answer, key.parts) if key else None
