"""Which papers tell the keys of another: by their unions, their modes, their release and time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.db import write
from cadreschool.learning.exams.actions import end_exam
from cadreschool.learning.exams.queries import paper_of
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.papers.overlap import elsewhere
from tests.school.cast import MONDAY
from tests.school.papers import a_paper, write_paper
from tests.school.steps import viewer_of

EXAM = {"mode": PaperMode.EXAM, "release": Release.CLOSED}
MOCK = {"mode": PaperMode.MOCK, "release": Release.SUBMITTED}
DAY = timedelta(days=1)


@pytest.fixture
def told(session, cast):
    """Return how many questions of one paper are told by another, which is open or has ended."""

    def told(draft, other, *, draft_at=None, other_at=None, ended=None, at=MONDAY):
        other_id = a_paper(by=cast.sun, union=other_at, **other)
        if ended is not None:
            write(lambda: end_exam(other_id, by=cast.sun, at=ended))
        paper = write_paper(by=cast.sun, union=draft_at, **draft)
        return len(elsewhere(paper_of(paper), viewer_of(cast.sun), at=at).ids)

    return told


@pytest.mark.parametrize(
    ("draft", "other", "number"),
    [
        (EXAM, MOCK, 5),
        (MOCK, EXAM, 5),
        (EXAM, EXAM, 5),
        (MOCK, MOCK, 0),
        (EXAM, EXAM | {"release": Release.NEVER}, 5),
        (EXAM | {"release": Release.NEVER}, EXAM | {"release": Release.NEVER}, 0),
        (EXAM, MOCK | {"release": Release.NEVER}, 0),
        (MOCK | {"release": Release.NEVER}, EXAM, 0),
    ],
)
def test_a_paper_is_told_by_one_that_shows_its_answers(told, draft, other, number):
    assert told(draft, other) == number


def test_papers_of_unions_apart_do_not_tell_each_other(told, cast):
    assert told(EXAM, MOCK, draft_at=cast.qingshi, other_at=cast.chengguan) == 0


@pytest.mark.parametrize("way", ["down", "up", "school"])
def test_papers_above_and_below_tell_each_other(told, cast, way):
    places = {
        "down": (cast.chengguan, cast.textile),
        "up": (cast.textile, cast.county),
        "school": (None, cast.textile),
    }
    draft_at, other_at = places[way]

    assert told(EXAM, MOCK, draft_at=draft_at, other_at=other_at) == 5


@pytest.mark.parametrize(("days", "number"), [(29, 5), (31, 0)])
def test_what_was_told_is_forgotten_after_thirty_days(told, days, number):
    assert told(EXAM, MOCK, ended=MONDAY, at=MONDAY + days * DAY) == number


def test_a_paper_that_was_not_opened_tells_nothing(session, cast):
    write_paper(by=cast.sun, **MOCK)
    paper = write_paper(by=cast.sun, **EXAM)

    assert elsewhere(paper_of(paper), viewer_of(cast.sun), at=MONDAY).papers == {}


def test_papers_one_does_not_teach_with_are_counted_without_their_titles(session, cast):
    a_paper(by=cast.sun, title="别人的模拟", **MOCK)
    found = elsewhere(paper_of(write_paper(by=cast.sun, **EXAM)), viewer_of(cast.sun), at=MONDAY)

    assert found.counted(found.ids) == [("", 5)]
    assert found.titles == {}
