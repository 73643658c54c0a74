"""The one text of every reason, the same for the learner, the supervisor, page and file. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cadreschool.kernel.clock import day_of, day_text, minute_text
from cadreschool.kernel.text import chinese_number
from cadreschool.learning.rules import (
    PAUSE,
    CheckMissed,
    CheckOpen,
    CheckPending,
    DrillOpen,
    Finished,
    LessonsAdded,
    LessonsMissing,
    NotChecked,
    NothingYet,
    NotRead,
    NotWalked,
    NotWritten,
    Reason,
    ScenarioOpen,
    Standing,
)

PAUSE_TEXT = f"{chinese_number(PAUSE // timedelta(minutes=1))}分钟"
NOTHING_TO_ASK = "这一课没有可用的检测题。"
UNDER_REVIEW = "这一课的题所依据的法条修改了，教员正在复核，暂时不能检测。"


def reason_text(reason: Reason) -> str:  # noqa: C901, PLR0911, PLR0912 -- a table of reasons
    """Write one reason in Chinese."""
    match reason:
        case LessonsMissing(numbers, total):
            return f"缺第 {_list(numbers)} 课（共 {total} 课）"
        case CheckMissed(number, best, mark):
            return f"{_lesson(number)}检测 {best} 分，须 {mark} 分"
        case CheckPending(number, pending):
            return f"{_lesson(number)}检测有 {pending} 题待人工评阅"
        case CheckOpen(number):
            return f"{_lesson(number)}检测尚未交卷"
        case NothingYet(total):
            return f"共 {total} 课，尚未开始"
        case NotChecked():
            return "尚未检测"
        case NotRead():
            return "尚未读完"
        case NotWalked():
            return "还没有走情景"
        case ScenarioOpen(number, 0):
            return f"{_lesson(number)}情景打开了，还没有走"
        case ScenarioOpen(number, steps):
            return f"{_lesson(number)}情景走了 {steps} 步，还没有走完"
        case NotWritten():
            return "还没有写"
        case DrillOpen(number):
            return f"{_lesson(number)}写了，还没有自评"
        case Finished(at, None):
            return f"{day_text(day_of(at))}完成"
        case Finished(at, score, True):
            return f"{day_text(day_of(at))}检测合格，改判后 {score} 分，完成不变"
        case Finished(at, score):
            return f"{day_text(day_of(at))}检测 {score} 分"
        case LessonsAdded(numbers):  # pragma: no branch - the last of all reasons
            return f"新版增加第 {_list(numbers)} 课，可继续学习"


def reason_texts(standing: Standing) -> list[str]:
    """Write all reasons of a standing."""
    return [reason_text(reason) for reason in standing.reasons]


def wait_text(until: datetime) -> str:
    """Say why a new check may not be drawn yet, and from when it may."""
    return f"距上次交卷不足{PAUSE_TEXT}，{minute_text(until)} 后可再测。"


def _lesson(number: int | None) -> str:
    return f"第 {number} 课" if number is not None else ""


def _list(numbers: Sequence[int]) -> str:
    return "、".join(str(number) for number in numbers)
