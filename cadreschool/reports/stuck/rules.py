"""When a cadre who began a course may need somebody's help, and why. Pure.

Only facts count: a lesson finished, a check begun or handed in. Whether and when a page was looked
at is not known here and not stored anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel.clock import day_of, day_text
from cadreschool.learning.rules import CourseFacts, SittingFact

TRIES = 3
"""So many checks of one lesson in a row below the mark: the lesson is stuck, not the will."""

OPEN_FOR = timedelta(days=3)
"""A check that was begun so long ago was forgotten; before, it is a weekend."""

QUIET_FOR = timedelta(days=30)
NEAR_THE_END_FOR = timedelta(days=7)
FEW_LESSONS = 2


class NeedKind(StrEnum):
    """Why somebody may need help, the most pressing first."""

    FAILING = "failing"
    OPEN = "open"
    QUIET = "quiet"
    NEARLY = "nearly"

    @property
    def label(self) -> str:
        """Return the reason in a few words."""
        return _LABELS[self][0]

    @property
    def advice(self) -> str:
        """Return what a supervisor can do about it."""
        return _LABELS[self][1]


_LABELS = {
    NeedKind.FAILING: (
        "同一课连续三次检测不合格",
        "多半卡在一条规定上。可以请教员一起看这一课的解析，再重测。",
    ),
    NeedKind.OPEN: ("检测或情景开始后没有做完", "做过的都保存着，打开接着做即可。"),
    NeedKind.QUIET: ("开始后三十天没有进展", "问问是不是工作忙、登录有没有困难。"),
    NeedKind.NEARLY: ("只差一两课", "提醒一声，就能学完。"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One reason with its sentence."""

    kind: NeedKind
    text: str


def needs(course: PublishedCourse, facts: CourseFacts, *, at: datetime) -> tuple[Need, ...]:
    """Return why a cadre may need help with a course, the most pressing first.

    A course that is finished or was never begun gives no reason: for those there are states.
    """
    last = last_fact(facts)
    if facts.finished_at is not None or last is None:
        return ()
    found: list[Need] = []
    missing = []
    for number, lesson in enumerate(course.lessons, start=1):
        if lesson.id in facts.lessons:
            continue
        missing.append(number)
        found += _needs_of_lesson(number, facts.sittings_of(lesson.id), at=at)
        begun = facts.undone.get(lesson.id)
        if begun is not None and at - begun.at >= OPEN_FOR:
            what = _begun(begun.steps) if lesson.scenario else "写了，还没有自评"
            text = f"第 {number} 课{what}，{day_text(day_of(begun.at))}以后没有再做"
            found.append(Need(NeedKind.OPEN, text))
    quiet = at - last
    if quiet >= QUIET_FOR:
        text = f"{day_text(day_of(last))}以后没有新的完成或检测，已 {quiet.days} 天"
        found.append(Need(NeedKind.QUIET, text))
    few = 0 < len(missing) <= FEW_LESSONS and 2 * len(missing) < len(course.lessons)
    if few and quiet >= NEAR_THE_END_FOR:
        numbers = "、".join(str(number) for number in missing)
        text = f"共 {len(course.lessons)} 课，只差第 {numbers} 课"
        found.append(Need(NeedKind.NEARLY, text))
    return tuple(sorted(found, key=lambda need: list(NeedKind).index(need.kind)))


def _begun(steps: int) -> str:
    return f"情景走了 {steps} 步" if steps else "情景打开了还没有走"


def last_fact(facts: CourseFacts) -> datetime | None:
    """Return when the last fact of a course was made, None when there is none."""
    made = [fact.finished_at for fact in facts.lessons.values()]
    made += [sitting.submitted_at or sitting.started_at for sitting in facts.sittings]
    made += [one.at for one in facts.undone.values()]
    return max(made, default=None)


def _needs_of_lesson(number: int, sittings: Sequence[SittingFact], *, at: datetime) -> list[Need]:
    found = []
    handed_in = [one for one in sittings if one.score is not None and one.is_settled]
    failed = 0
    for sitting in reversed(handed_in):
        if sitting.is_passed:
            break
        failed += 1
    if failed >= TRIES:
        best = max(handed_in[-failed:], key=lambda sitting: sitting.score or 0)
        text = (
            f"第 {number} 课检测连续 {failed} 次未合格，"
            f"最好 {best.score} 分，须 {best.pass_mark} 分"
        )
        found.append(Need(NeedKind.FAILING, text))
    begun = next((sitting for sitting in sittings if sitting.submitted_at is None), None)
    if begun is not None and at - begun.started_at >= OPEN_FOR:
        text = f"第 {number} 课检测{day_text(day_of(begun.started_at))}开始，尚未交卷"
        found.append(Need(NeedKind.OPEN, text))
    return found
