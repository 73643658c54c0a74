"""Walking through scenarios, as people of the demonstration school do: mostly well, some half-way.

Has dice of its own, so that a new scenario changes nothing else in the story.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.courses.scenarios.values import Choice, Nature
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.scenarios import actions
from cadreschool.learning.scenarios.queries import run_for
from cadreschool.learning.scenarios.rules import Pick, shown

_SOUND, _PER_DILIGENCE = 0.45, 0.05
_MOST_LEAVE, _IDLEST = 0.1, 3
_STEPS_AT_MOST = 20


def walk_some(
    viewer: Viewer, catalogue: Catalogue, diligence: int, story: tuple[datetime, datetime]
) -> None:
    """Let somebody walk through the scenarios they get to; the idle through none."""
    chance = Random(f"{viewer.cadre_id}")  # noqa: S311 -- a story, not a secret
    begins, ends = story
    for course in catalogue.curriculum:
        for lesson in course.lessons:
            if lesson.scenario is None or chance.random() * 9 > diligence - _IDLEST:
                continue
            at = begins + timedelta(days=chance.randrange(14, 54), minutes=chance.randrange(700))
            if at < ends:
                _walk(viewer, course, lesson, chance, diligence, at=at)


def _walk(
    viewer: Viewer,
    course: PublishedCourse,
    lesson: PublishedLesson,
    chance: Random,
    diligence: int,
    *,
    at: datetime,
) -> None:
    scenario = lesson.scenario
    run_id = actions.start_run(viewer, course, lesson, at=at)
    for step in range(1, _STEPS_AT_MOST):
        if scenario is None or chance.random() < _MOST_LEAVE / step:
            return
        at += timedelta(seconds=chance.randrange(40, 200))
        here = shown(scenario, run_id, run_for(viewer, run_id).letters)
        place = _place(here.choices, chance, _SOUND + diligence * _PER_DILIGENCE)
        is_over = actions.choose(
            viewer,
            run_id,
            Pick(step, place),
            lambda _: scenario,
            current=lambda _: course,
            at=at,
        )
        if is_over:
            return


def _place(choices: tuple[Choice, ...], chance: Random, sound: float) -> int:
    """Return where the choice stands that somebody takes who mostly does right."""
    places = list(range(1, len(choices) + 1))
    if chance.random() < sound:
        places = [at for at in places if choices[at - 1].nature is Nature.SOUND] or places
    return chance.choice(places)
