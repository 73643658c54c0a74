"""Cases in a school under test: told, handed in, published.

For tests that hold an application context (`session`), and for settling a neighbourhood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cadreschool.courses.cases import actions
from cadreschool.courses.cases.queries import own_case
from cadreschool.courses.cases.rules import CaseText, Ground
from cadreschool.courses.queries import load_registry
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import write
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.kernel.viewer import Viewer

LESSONS = frozenset({"speaking/speaking-1", "speaking/speaking-2", "listening/listening-1"})
TEXT = CaseText(
    title="夜班津贴少发了三个月",
    situation="一家四十多人的纺织厂，夜班津贴三个月没有发，七名职工来工会反映，怕说了被调岗。",
    action="先请他们推两个人说清楚天数，再对着考勤算出数目，第二天约行政一起谈，当场写下答复的日子。",
    outcome="十天以后补发到位，行政把津贴写进了工资条。",
    thoughts="先把数目算清再开口，话就站得住。下次早一点看工资条。",
    citations="[[测试法#2]]",
    lessons="speaking/speaking-1",
    is_consented=True,
)
"""A whole case of the small school."""


def a_text(**changes) -> CaseText:
    """Return a case with changes."""
    return replace(TEXT, **changes)


def a_ground(*names: str) -> Ground:
    """Return what a case is checked against in the small school."""
    return Ground(load_registry(), day_of(MONDAY), LESSONS, names)


def begin_case(viewer: Viewer, text: CaseText = TEXT, *, at: datetime = MONDAY) -> int:
    """Write a draft and return its id."""
    return write(lambda: actions.create_case(viewer, text, a_ground(), at=at))


def hand_in_case(viewer: Viewer, text: CaseText = TEXT, *, at: datetime = MONDAY) -> int:
    """Write a case and hand it in."""
    case_id = begin_case(viewer, text, at=at)
    write(lambda: actions.submit_case(viewer, case_id, text, a_ground(), at=at))
    return case_id


def publish(reviewer: Viewer, case_id: int, words: str = "", *, at: datetime = MONDAY) -> int:
    """Publish a case."""
    seen = actions.queries.case_to_review(reviewer, case_id).version
    registry = load_registry()
    write(
        lambda: actions.publish_case(reviewer, case_id, words, seen=seen, registry=registry, at=at)
    )
    return case_id


def version_of(viewer: Viewer, case_id: int) -> int:
    """Return which text of a case is the present one."""
    return own_case(viewer, case_id).version
