"""Steps that tests of profiles take: facts of every kind, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.learning.drills import actions as drills
from cadreschool.learning.drills.actions import Marking
from cadreschool.learning.practice import actions as practice
from cadreschool.learning.practice.offers import retest_questions, retests_offered
from cadreschool.learning.profile import actions
from cadreschool.learning.profile.queries import evidence_of
from tests.school.cast import MONDAY
from tests.school.practising import days_on
from tests.school.steps import right_answers, save
from tests.school.writing import drill_of

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.kernel.viewer import Viewer
    from cadreschool.learning.profile.values import Evidence


def evidence(cadre_id: int, *, day: int = 0) -> list[Evidence]:
    """Return what the facts say of somebody, so many days after Monday."""
    on = day_of(days_on(day))
    found = list(evidence_of([cadre_id], catalogue=load_catalogue(), on=on)[cadre_id])
    db.session.close()
    return found


def about(cadre_id: int, kind: str, *, day: int = 0) -> list[tuple[str, float, float, str]]:
    """Return (competency, result, weight, reason) of one kind, in the order of their places."""
    rows = [one for one in evidence(cadre_id, day=day) if one.kind == kind]
    rows.sort(key=lambda one: (one.on, one.source))
    return [(one.competency, round(one.result, 3), one.weight, one.reason) for one in rows]


def retest(viewer: Viewer, course: PublishedCourse, *, day: int = 30, wrong: int = 0) -> int:
    """Take the re-test that is offered so many days after Monday; return the sitting's id."""
    at, here = days_on(day), load_catalogue()
    (offered,) = retests_offered(viewer.cadre_id, here, day_of(at))
    chosen = retest_questions(viewer.cadre_id, offered, here, day_of(at), seed=1)
    db.session.close()
    sitting_id = write(lambda: practice.start_retest(viewer, offered, chosen, seed=1, at=at))
    save(viewer, sitting_id, *right_answers(viewer, sitting_id, course, wrong=wrong), at=at)
    write(lambda: practice.learning.hand_in(viewer, sitting_id, at=at))
    return sitting_id


def answer_work(marker: Viewer, work_id: int, *points: int, at: datetime = MONDAY) -> None:
    """Mark a submitted work as somebody else."""
    marking = Marking(points, "写得清楚。")
    write(lambda: drills.answer_work(marker, work_id, marking, drill_of, ["writing"], at=at))


def make_anew(*cadre_ids: int, day: int = 0) -> None:
    """Make what is kept of these profiles anew, so many days after Monday."""
    here = load_catalogue()
    db.session.close()
    write(lambda: actions.make_anew(cadre_ids, catalogue=here, at=days_on(day)))
