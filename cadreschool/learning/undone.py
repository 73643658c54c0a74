"""What was begun and not done in lessons that are neither read nor checked: runs and texts.

One query for both: a roster asks it for every page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select, union_all
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.rules import Undone
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun

_CADRES: BindParameter[int] = bindparam("cadres", expanding=True)
_COURSES: BindParameter[str] = bindparam("courses", expanding=True)
_own = aliased(DrillMark)
_RUNS = (
    select(
        ScenarioRun.cadre_id,
        ScenarioRun.course_id,
        ScenarioRun.lesson_id,
        func.count(ScenarioChoice.seq),
        func.coalesce(func.max(ScenarioChoice.chosen_at), ScenarioRun.started_at).label("at"),
    )
    .outerjoin(ScenarioEnd, ScenarioEnd.run_id == ScenarioRun.id)
    .outerjoin(ScenarioChoice, ScenarioChoice.run_id == ScenarioRun.id)
    .where(
        ScenarioRun.cadre_id.in_(_CADRES),
        ScenarioRun.course_id.in_(_COURSES),
        ScenarioEnd.run_id.is_(None),
    )
    .group_by(ScenarioRun.id)
)
_WORKS = select(
    DrillWork.cadre_id,
    DrillWork.course_id,
    DrillWork.lesson_id,
    DrillWork.version * 0,
    func.coalesce(DrillWork.closed_at, DrillWork.saved_at).label("at"),
).where(
    DrillWork.cadre_id.in_(_CADRES),
    DrillWork.course_id.in_(_COURSES),
    ~select(_own.seq).where(_own.work_id == DrillWork.id, _own.is_own.is_(True)).exists(),
)
UNDONE = union_all(_RUNS, _WORKS)
"""Rows of cadre, course, lesson, steps and moment; asks for `cadres` and `courses`."""


def undone(
    cadre_ids: Collection[int], course_ids: Collection[str]
) -> Iterator[tuple[int, str, str, Undone]]:
    """Yield what is under way: (cadre, course, lesson, how far it is)."""
    whose = {"cadres": list(cadre_ids), "courses": list(course_ids)}
    rows: Sequence[Any] = db.session.execute(UNDONE, whose).all()
    for cadre_id, course_id, lesson_id, steps, at in rows:
        yield cadre_id, course_id, lesson_id, Undone(steps, at)
