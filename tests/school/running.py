"""Runs of scenarios in a school under test: publishing one, choosing, walking to an ending.

For tests that hold an application context (`session`), and for settling a neighbourhood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from cadreschool.courses import actions, queries
from cadreschool.courses.publication import prepare_edition
from cadreschool.courses.queries import load_catalogue, load_edition
from cadreschool.courses.reading import read_course
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.scenarios import actions as running
from cadreschool.learning.scenarios.queries import run_for
from cadreschool.learning.scenarios.rules import Pick, shown
from tests.school.cast import MONDAY
from tests.school.scenarios import COURSE, a_scenario_course

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.courses.scenarios.values import Scenario
    from cadreschool.kernel.viewer import Viewer
    from cadreschool.learning.scenarios.queries import RunSheet


def publish_course(texts: dict[str, str] | None = None) -> PublishedCourse:
    """Publish one more course, the small scenario unless told; return it as published."""
    files = {path: text.encode() for path, text in (texts or a_scenario_course()).items()}
    registry, framework = queries.load_registry(), queries.load_framework()
    day = clock.day_of(MONDAY)
    reading = read_course(files, laws=registry, competencies=framework, on=day)
    assert reading.course is not None, [str(one) for one in reading.mistakes]
    media = current_app.config["SETTINGS"].media
    prepared = prepare_edition(reading.course, files, registry, media, day)
    folder_digest = queries.published_folder_digest()
    db.session.close()

    def unit() -> None:
        actions.publish_edition(prepared, note="", by=None, at=MONDAY)
        actions.move_stamp(folder_digest)

    write(unit)
    course = load_catalogue().course(reading.course.id)
    db.session.close()
    return course


def begin_run(viewer: Viewer, course: PublishedCourse, *, at: datetime = MONDAY) -> int:
    """Begin a run at the course's last lesson, or go on with the open one."""
    return write(lambda: running.start_run(viewer, course, course.lessons[-1], at=at))


def choose(viewer: Viewer, run_id: int, letter: str, *, at: datetime = MONDAY) -> bool:
    """Take a choice by its letter, at the step the run has come to."""
    sheet = run_for(viewer, run_id)
    pick = pick_of(sheet, letter)
    db.session.close()
    return write(lambda: take(viewer, run_id, pick, at=at))


def take(viewer: Viewer, run_id: int, pick: Pick, *, at: datetime = MONDAY) -> bool:
    """Send what a form would send; inside a unit."""
    return running.choose(viewer, run_id, pick, scenario_of, current=current_course, at=at)


def pick_of(sheet: RunSheet, letter: str, step: int | None = None) -> Pick:
    """Return where a choice is shown to this run."""
    step = step or len(sheet.steps) + 1
    here = shown(scenario_of(sheet), sheet.id, sheet.letters[: step - 1])
    place = next(at for at, one in enumerate(here.choices, start=1) if one.id == letter)
    return Pick(step, place)


def walk(viewer: Viewer, course: PublishedCourse, letters: str, *, at: datetime = MONDAY) -> int:
    """Begin a run and take these choices; return its id."""
    run_id = begin_run(viewer, course, at=at)
    for letter in letters:
        choose(viewer, run_id, letter, at=at)
    return run_id


def scenario_of(sheet: RunSheet) -> Scenario:
    """Return the scenario of a run's edition."""
    return load_edition(sheet.edition_id).lesson(sheet.lesson_id).scenario


def current_course(course_id: str = COURSE) -> PublishedCourse:
    """Return a course as it is now."""
    return load_catalogue().course(course_id)
