"""What figures are computed from: first answers of sittings that count, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.models import Mode, Sitting
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.statistics import queries
from cadreschool.learning.statistics.computing import figures
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.learning.statistics.queries import (
    QualityFilter,
    Source,
    first_answers,
    quality_for,
    quality_of,
    sources,
    versions_in,
)
from cadreschool.learning.statistics.rules import ENOUGH, Doubt
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.questions.queries import published_questions
from cadreschool.worker import statistics
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, mark, take_next
from tests.school.regrading import apply, propose
from tests.school.steps import viewer_of

DAY = timedelta(days=1)
SPEAKING = Source(course_id="speaking")


@pytest.fixture
def item(w):
    """Return the item of the question."""
    first = next(one for one in w.course.lessons[0].questions if one.question.id == w.question.id)
    return first.version_id, 0


def _answers(source=SPEAKING):
    found = list(first_answers(source))
    db.session.close()
    return found


def _of(item, source=SPEAKING):
    return [
        (one.taker, one.mark, one.other, one.value) for one in _answers(source) if one.item == item
    ]


def test_the_first_answer_counts_and_no_later_one(w, item):
    w.take_with(w.li_mei, "c", wrong=1)
    w.take_with(w.li_mei, "a", at=MONDAY + DAY)

    assert _of(item) == [(w.li_mei.cadre_id, 0, 0.75, "c")]


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.REDO, Mode.DAILY, Mode.RETEST, Mode.MOCK])
def test_what_does_not_count_says_nothing(w, item, mode):
    w.take_with(w.li_mei, "a")
    write(lambda: db.session.execute(update(Sitting).values(mode=mode)))

    assert _of(item) == []


def test_what_is_not_handed_in_says_nothing(w, item):
    w.take_with.begin(w.li_mei, "a")

    assert _of(item) == []


def test_marks_that_everybody_got_tell_nothing(w, item):
    w.take_with(w.li_mei, "c")
    apply(w.sun, propose(w.sun, w.question.id, RegradeKind.FULL))

    assert [one[1] for one in _of(item)] == [0]


def test_marks_of_a_corrected_key_are_what_was_earned(w, item):
    w.take_with(w.li_mei, "b")
    apply(w.sun, propose(w.sun, w.question.id, new_version_id=w.corrected))

    assert [one[1] for one in _of(item)] == [1000]


def test_what_waits_for_a_person_says_nothing_until_it_is_marked(session, cast, sun, li_mei):
    hand_in(li_mei, a_marked_paper(by=cast.sun))
    source = Source(bank_id="mark")
    before = len(_answers(source))
    mark(sun, take_next(sun), (1, 0))

    assert (before, len(_answers(source))) == (3, 4)
    assert Source(bank_id="mark") in sources()
    assert {part for _, part in (one.item for one in _answers(source))} == {0, 1, 2}


def test_of_very_many_people_some_are_looked_at(monkeypatch, w, item):
    for one in (w.li_mei, w.chen_xiao, w.wang_qiang):
        w.take_with(one, "a")
    monkeypatch.setattr(queries, "MOST_PEOPLE", 2)

    assert {one[0] for one in _of(item)} == {w.chen_xiao.cadre_id}


def test_versions_of_every_edition_belong_to_a_course(w):
    found = versions_in(SPEAKING)

    assert len(found) == 20
    assert set(found.values()) >= {("speaking-1-q00", "speaking-1")}


@pytest.fixture
def many(w, cast):
    """Let forty people sit: the better half choose the option that counts as wrong."""

    def unit():
        union = db.session.get_one(Organisation, cast.textile)
        return [
            add_cadre(
                NewCadre(f"taker{n}", "学员", Post.DELEGATE, Tie.PART_TIME),
                union,
                by=None,
                at=MONDAY,
            ).id
            for n in range(40)
        ]

    takers = [viewer_of(one) for one in write(unit)]
    for n, viewer in enumerate(takers):
        w.take_with(viewer, "b" if n < 20 else "a", wrong=0 if n < 20 else 3)


def test_a_wrong_key_shows_in_the_figures(many, w, item):
    answers = _answers()
    items = {one.item for one in answers}
    found = published_questions({version for version, _ in items})
    db.session.close()
    computed = figures(answers, {one: found[one[0]].question for one in items})[item]

    assert computed.statistics.number == 40
    assert computed.statistics.facility == pytest.approx(50)
    assert computed.statistics.discrimination == pytest.approx(-100)
    assert {Doubt.KEY, Doubt.NEGATIVE} <= set(computed.doubts)
    assert [
        (one.option, one.number, one.strong, one.weak) for one in computed.statistics.options
    ] == [
        ("a", 20, 0, 11),
        ("b", 20, 11, 0),
    ]


def test_the_job_stores_figures_for_teachers_of_the_course(many, w, cast, app):
    class Job:
        payload: dict = {}  # noqa: RUF012 -- nobody changes it
        at = MONDAY
        message = ""

        def advance(self, *_):
            pass

    job = Job()
    statistics.run(job)

    rows, number = quality_for(w.sun, QualityFilter(course_id="speaking", doubtful=True), page=1)
    assert job.message == "算了 5 道题。"
    assert (number, rows[0].question_id) == (len(rows), w.question.id)
    assert rows[0].place == "为职工说话"
    assert rows[0].options["b"].strong == 11
    assert rows[0].difficulty is not None
    beside = trainer_at(cast.zhou, cast.qingshi, Role.TRAINER)
    assert quality_for(beside, QualityFilter(), page=1) == ([], 0)
    assert quality_of(beside, w.question.id) == []
    statistics.run(job)
    assert len(db.session.scalars(select(QuestionStatistics)).all()) == 5


def test_fewer_than_thirty_answers_are_no_verdict(w, item):
    for one in (w.li_mei, w.chen_xiao, w.wang_qiang):
        w.take_with(one, "c")
    answers = _answers()
    found = published_questions({one.item[0] for one in answers})
    db.session.close()

    computed = figures(answers, {one.item: found[one.item[0]].question for one in answers})

    assert {one.statistics.number for one in computed.values()} == {3}
    assert ENOUGH > 3
    assert {(one.difficulty, one.doubts) for one in computed.values()} == {(None, ())}


def test_figures_are_asked_for_once_a_night(session, time_machine):
    night = MONDAY.astimezone(SHANGHAI).replace(hour=2, minute=30)
    time_machine.move_to(night, tick=False)
    assert statistics.ask_nightly()
    time_machine.move_to(night + timedelta(hours=20), tick=False)
    assert not statistics.ask_nightly()
    db.session.close()
    write(lambda: db.session.execute(db.text("UPDATE job SET finished_at = made_at")))
    time_machine.move_to(night + timedelta(days=1), tick=False)

    assert statistics.ask_nightly()
