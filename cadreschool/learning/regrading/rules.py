"""What a regrade is and how it goes on. Pure."""

from __future__ import annotations

from enum import StrEnum


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
