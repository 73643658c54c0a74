"""Every write of a run. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import insert

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import finish_practice, start_course
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.scenarios import queries
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun
from cadreschool.learning.scenarios.queries import RunSheet
from cadreschool.learning.scenarios.rules import Pick, shown


class ChosenAlreadyError(ConflictError):
    """Another window has chosen otherwise at this step."""

    def __init__(self) -> None:
        """Say so; the choice that was stored stays."""
        super().__init__(
            "这一步在另一个页面上已经选过，没有改动。", "先选的那一次算数，请从那里接着走。"
        )


def start_run(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, *, at: datetime
) -> int:
    """Begin a run and return its id; an open one is simply gone on with."""
    if lesson.scenario is None:
        message = "这一课不是情景。"
        raise ConflictError(message, "请从课程页打开这一课。")
    runs = queries.own_runs(viewer, course.id, lesson.id)
    present = next((run for run in runs if run.ending is None), None)
    if present is not None:
        return present.id
    run = ScenarioRun(
        cadre_id=viewer.cadre_id,
        course_id=course.id,
        lesson_id=lesson.id,
        edition_id=course.edition_id,
        number=len(runs) + 1,
        is_first=not runs,
        started_at=at,
    )
    db.session.add(run)
    db.session.flush()
    start_course(viewer.cadre_id, course, at=at)
    record("scenario.start", "scenario", run.id, by=viewer.cadre_id, at=at, lesson=lesson.id)
    return run.id


def choose(
    viewer: Viewer,
    run_id: int,
    pick: Pick,
    find: Callable[[RunSheet], Scenario],
    *,
    current: Callable[[str], PublishedCourse],
    at: datetime,
) -> bool:
    """Take a choice; tell whether the run has ended.

    The same choice again is the same once; another one at a step that is behind is refused. `find`
    returns the scenario of the run's edition, `current` a course as it is now.
    """
    sheet = queries.run_for(viewer, run_id, locked=True)
    scenario, letters = find(sheet), sheet.letters
    if not 0 < pick.step <= len(letters) + 1:
        message = "这一步还没有走到。"
        raise InvalidError(message, "请刷新页面后再选。")
    here = shown(scenario, sheet.id, letters[: pick.step - 1])
    choice = here.at_place(pick.place)
    if pick.step <= len(letters):
        if choice is None or letters[pick.step - 1] != choice.id:
            raise ChosenAlreadyError
        return not sheet.is_open
    if not sheet.is_open:
        raise ChosenAlreadyError
    if choice is None:
        message = "请选择一种做法。"
        raise InvalidError(message, "选好以后再按“就这样做”。")
    place = shown(scenario, sheet.id, (*letters, choice.id)).state.place
    db.session.execute(
        insert(table_of(ScenarioChoice)).values(
            run_id=sheet.id,
            seq=pick.step,
            node=here.state.place,
            letter=choice.id,
            place=place,
            chosen_at=at,
        )
    )
    record("scenario.choose", "scenario", sheet.id, by=viewer.cadre_id, at=at, number=pick.step)
    if scenario.ending(place) is None:
        return False
    _end(viewer, sheet, place, current(sheet.course_id), at=at)
    return True


def _end(
    viewer: Viewer, sheet: RunSheet, ending: str, current: PublishedCourse, *, at: datetime
) -> None:
    """Record the ending, and the lesson as finished; `current` says what that completes."""
    db.session.add(ScenarioEnd(run_id=sheet.id, ending=ending, ended_at=at))
    db.session.flush()
    record("scenario.end", "scenario", sheet.id, by=viewer.cadre_id, at=at, lesson=sheet.lesson_id)
    finish_practice(viewer.cadre_id, current, sheet.lesson_id, sheet.edition_id, at=at)
    if sheet.is_first:
        note_change([viewer.cadre_id], at=at)
