"""Practice, marking and correcting tell right answers when they may, and of what they may.

Every explanation and reference answer of the small school's questions holds KEY.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from cadreschool.kernel.db import db
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.questions.papers.models import Release
from tests.learning.marking.conftest import trainer_at
from tests.school.marking import a_marked_paper, hand_in, mark, take_next
from tests.school.regrading import apply, propose
from tests.school.steps import viewer_of
from tests.web.looking import every_page
from tests.web.seeing import words_of
from tests.web.study.practising import answer, begin

pytestmark = pytest.mark.alike  # what a page tells does not hang on the engine

CANARY = re.compile(r"KEY-[a-z0-9-]+")


def _told(app, browse, cast, **things):
    """Return every canary on every page that 李梅 can fetch."""
    found = set()
    own = {"organisation_id": cast.textile, "cadre_id": cast.li_mei, "position": 1}
    for response in every_page(app, browse, **own, **things):
        found |= set(CANARY.findall(f"{response.headers}\n{words_of(response)}"))
        response.close()
    return found


def test_practice_tells_one_question_after_the_other(app, browse, cast):
    exercise = begin(browse.enter("li_mei"))
    sitting_id = int(re.findall(r"\d+", exercise)[0])
    assert _told(app, browse, cast, sitting_id=sitting_id) == set()

    answer(browse, exercise, right=False)
    path = exercise.partition("?")[0]
    for values in ({"position": "2", "q2-base": "0", "q2": "1"}, {"position": "3", "q3": "？"}):
        for json in (True, False):
            response = browse.send(f"{path}answers", values | {"do": "save"}, json=json)
            assert not CANARY.search(response.text)

    assert _told(app, browse, cast, sitting_id=sitting_id) == {"KEY-speaking-1-q00"}


@pytest.mark.parametrize("release", [Release.CLOSED, Release.NEVER])
def test_marking_and_correcting_tell_nothing_before_the_release(app, browse, cast, release):
    with app.app_context():
        paper = a_marked_paper(by=cast.sun, release=release)
        sitting = hand_in(viewer_of(cast.li_mei), paper, essay="会前听意见")
        marker = trainer_at(cast.sun, cast.county)
        mark(marker, take_next(marker), [Fraction(1), Fraction(1, 3)], "要写会后。")
        apply(marker, propose(marker, "mark-essay", RegradeKind.FULL))
        db.session.remove()
    browse.enter("li_mei")
    report = {"sitting_id": sitting, "position": 1}
    asked = browse.get("study.new_question_report", **report).text
    sent = browse.post("study.create_question_report", into=report, category="key", text="有误")

    assert not CANARY.search(asked)
    assert sent.status_code == 303
    assert _told(app, browse, cast, sitting_id=sitting, paper_id=paper) == set()


def test_after_the_release_everything_of_the_paper_is_told(app, browse, cast):
    with app.app_context():
        paper = a_marked_paper(by=cast.sun, release=Release.SUBMITTED)
        sitting = hand_in(viewer_of(cast.li_mei), paper)
        db.session.remove()
    browse.enter("li_mei")

    told = _told(app, browse, cast, sitting_id=sitting, paper_id=paper)
    assert {"KEY-mark-essay-model", "KEY-mark-blanks", "KEY-mark-case"} <= told
