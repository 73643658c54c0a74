"""What a regrade is, what it makes of an answer, and who may take which step. Pure.

A version that was asked stays what was asked; only marks are given anew, by another version's key,
in full, or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cadreschool.kernel.text import normalise
from cadreschool.learning.sittings.rules import WHOLE, MarkInForce, mark_of, result
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question, ResponseError, Scoring


class RegradeKind(StrEnum):
    """How marks are corrected."""

    KEY = "key"
    FULL = "full"
    ANNUL = "annul"
    GROUP = "group"

    @property
    def label(self) -> str:
        """Return what is done, in words."""
        return {
            "key": "按新答案重新评分",
            "full": "这道题人人得满分",
            "annul": "这道题作废，不计分",
            "group": "改正一组回答的评阅",
        }[self.value]


class RegradeState(StrEnum):
    """How far a regrade is."""

    PREVIEWING = "previewing"
    PREVIEWED = "previewed"
    SUBMITTED = "submitted"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDO_SUBMITTED = "undo_submitted"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """Return the state as trainers read it."""
        return {
            "previewing": "正在预览",
            "previewed": "已预览，还没有送审",
            "submitted": "等待另一人批准",
            "applying": "正在改判",
            "applied": "已改判",
            "undo_submitted": "请求撤销，等待另一人批准",
            "undoing": "正在撤销",
            "undone": "已撤销",
            "discarded": "已放弃",
        }[self.value]


class LineState(StrEnum):
    """What became of one answer."""

    PLANNED = "planned"
    APPLIED = "applied"
    UNDONE = "undone"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Return the state in words."""
        return {
            "planned": "待改",
            "applied": "已改",
            "undone": "已撤销",
            "left": "没有改：预览以后变了",
        }[self.value]


class StepKind(StrEnum):
    """What happens to a regrade."""

    OPEN = "open"
    PREVIEW = "preview"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    DISCARD = "discard"
    UNDO = "undo"
    UNDO_APPROVE = "undo_approve"
    UNDO_RETURN = "undo_return"

    @property
    def label(self) -> str:
        """Return the step as a person reads it."""
        return {
            "open": "提出改判",
            "preview": "预览",
            "submit": "送审",
            "approve": "批准执行",
            "return": "退回",
            "discard": "放弃",
            "undo": "请求撤销",
            "undo_approve": "批准撤销",
            "undo_return": "不同意撤销",
        }[self.value]


OPEN_STATES = (
    RegradeState.PREVIEWING,
    RegradeState.PREVIEWED,
    RegradeState.SUBMITTED,
    RegradeState.APPLYING,
    RegradeState.UNDO_SUBMITTED,
    RegradeState.UNDOING,
)
"""States in which nobody else may begin to correct the same question."""


# Answers under another key ------------------------------------------------------------------------


def why_not_comparable(old: Question, new: Question) -> str:
    """Say why answers to one version cannot be marked by the key of another; "" when they can."""
    if old.kind != new.kind:
        return "题型变了"
    if old.parts and not any(part.accepted for part in old.parts):
        return "这道题由人评阅，请改正评过的那一组回答"
    if old.unit != new.unit:
        return "单位变了"
    if sorted(map(_text, old.options)) != sorted(map(_text, new.options)):
        return "选项的文字变了"
    if [normalise(one.text) for one in old.parts] != [normalise(one.text) for one in new.parts]:
        return "空或左边的各项变了"
    return ""


def _text(option: object) -> str:
    return normalise(getattr(option, "text", ""))


def as_answered(old: Question, new: Question, value: str) -> str:
    """Return an answer to a version as an answer to a comparable one: options go by their text."""
    if not value or not old.options:
        return value
    ids = {_text(option): option.id for option in new.options}
    there = {option.id: ids[_text(option)] for option in old.options}
    entries = kind_named(old.kind).entries(old, value)
    read = kind_named(new.kind).read_response(new, [there.get(one, "") for one in entries])
    return value if isinstance(read, ResponseError) else read


@dataclass(frozen=True, slots=True)
class NewMark:
    """What an answer is to get; one that does not count takes the question out."""

    thousandths: int
    counts: bool = True


def mark_by_key(old: Question, new: Question, value: str, scoring: Scoring) -> NewMark | None:
    """Mark an answer to one version by the key of another; None when only a person can."""
    mark = mark_of(new, as_answered(old, new, value), scoring)
    return None if mark is None else NewMark(mark)


def annulled(position: int, points: Collection[int], marks: Mapping[int, MarkInForce]) -> NewMark:
    """Take a question out of a sitting; where nothing else would count it is given in full."""
    others = [one for one in points if one != position and (one not in marks or marks[one].counts)]
    if not others:
        return NewMark(WHOLE)
    present = marks.get(position)
    return NewMark((present.thousandths or 0) if present else 0, counts=False)


def is_change(present: MarkInForce | None, new: NewMark) -> bool:
    """Tell whether an answer gets another mark."""
    if present is None or present.thousandths is None:
        return True
    if present.counts != new.counts:
        return True
    return new.counts and present.thousandths != new.thousandths


def score_with(
    points: Mapping[int, int], marks: Mapping[int, MarkInForce], position: int, new: NewMark
) -> int:
    """Return the score of a sitting once one question has its new mark."""
    changed = MarkInForce(0, new.thousandths, new.counts, "")
    return result(points, {**marks, position: changed})[0]


# Steps -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Concern:
    """What decides whether another person's approval is needed."""

    needs_review: bool
    """The school wants another person's eyes on whatever is published."""
    hands: frozenset[int]
    """Who proposed it, or handed it in."""
    concerned: frozenset[int]
    """Whose marks it changes, of those who might decide."""


class Step(Protocol):
    """A step of a regrade, as far as it matters whose hands it went through."""

    @property
    def kind(self) -> StepKind:
        """Return what was done."""

    @property
    def made_by(self) -> int:
        """Return who did it."""


def hands_in(steps: Iterable[Step], *, undo: bool) -> frozenset[int]:
    """Return who proposed a regrade or handed it in; of its undoing, who asked for it last."""
    hands: set[int] = set()
    for step in steps:
        if undo and step.kind is StepKind.UNDO_RETURN:
            hands.clear()
        elif step.kind in ({StepKind.UNDO} if undo else {StepKind.OPEN, StepKind.SUBMIT}):
            hands.add(step.made_by)
    return frozenset(hands)


def needs_other(concern: Concern, viewer_id: int) -> bool:
    """Tell whether the viewer alone is not enough.

    Whoever gains or loses themselves, or has proposed what concerns themselves, is never enough.
    """
    return concern.needs_review or bool(concern.concerned & (concern.hands | {viewer_id}))


def may_approve(concern: Concern, viewer_id: int, *, is_reviewer: bool) -> bool:
    """Tell whether the viewer may let it be carried out."""
    if not needs_other(concern, viewer_id):
        return True
    return is_reviewer and viewer_id not in concern.hands | concern.concerned
