"""Re-tests after thirty days, as people of the demonstration school take them: some remember.

Has dice of its own, so that nothing else in the story changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from cadreschool.cli.demo.guessing import guesses
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import hand_in
from cadreschool.learning.practice.actions import start_retest
from cadreschool.learning.practice.offers import retest_questions, retests_offered
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import sheet_for

TAKERS = ("李梅", "杜秀英", "谢敏", "沈清", "薛芳", "段敏", "康健", "吕青", "苏杭", "米兰")
"""Who takes re-tests; of the others nobody does."""
_DAYS = (45, 49, 52)


def retest_some(
    viewer: Viewer, diligence: int, catalogue: Catalogue, story: tuple[datetime, datetime]
) -> None:
    """Let somebody take the re-test that is due longest on a few evenings."""
    if viewer.name not in TAKERS:
        return
    chance = Random(f"retest {viewer.cadre_id}")  # noqa: S311 -- a story, not a secret
    begins, ends = story
    for day in _DAYS:
        at = begins + timedelta(days=day, minutes=chance.randrange(600, 720))
        if at < ends:
            _take(viewer, catalogue, chance, 0.55 + diligence * 0.04, at=at)


def _take(
    viewer: Viewer, catalogue: Catalogue, chance: Random, skill: float, *, at: datetime
) -> None:
    on = day_of(at)
    due = retests_offered(viewer.cadre_id, catalogue, on)
    if not due:
        return
    seed = chance.randrange(1 << 30)
    asked = retest_questions(viewer.cadre_id, due[0], catalogue, on, seed=seed)
    if not asked:
        return
    sitting_id = start_retest(viewer, due[0], asked, seed=seed, at=at)
    given = guesses(sheet_for(viewer, sitting_id), chance, skill)
    at += timedelta(minutes=chance.randrange(3, 8))
    save_answers(viewer, sitting_id, lambda _: given, at=at)
    hand_in(viewer, sitting_id, at=at + timedelta(seconds=20))
