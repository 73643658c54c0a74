"""What a result tells of people who marked and of corrected marks: all of it, to its owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.learning.exams.actions import end_exam
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.questions.papers.models import Release
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, mark, take_next
from tests.school.regrading import apply, new_version, propose, undo
from tests.school.steps import viewer_of
from tests.web.seeing import text, words
from tests.web.teach.correcting import asked_of_all

DAY = timedelta(days=1)


@pytest.fixture
def open_result(app, browse, cast):
    """Return what opens the result of a sitting 李梅 has handed in at a paper."""

    def opening(sitting_id, *, days=0):
        with time_machine.travel(MONDAY + days * DAY, tick=False):
            return browse.enter("li_mei").get("study.result", sitting_id=sitting_id)

    return opening


def _hand_in(app, cast, **texts):
    with app.app_context():
        paper = a_marked_paper(by=cast.sun, release=Release.SUBMITTED)
        return hand_in(viewer_of(cast.li_mei), paper, **texts)


def test_what_waits_and_how_long_is_told(app, cast, open_result):
    sitting = _hand_in(app, cast, essay="甲", reply="乙")

    page = open_result(sitting, days=3)

    assert "有2题待人工评阅，最早的已等3天。" in text(page)
    assert "评完以后得分会更新" in text(page)


def test_the_age_of_the_whole_queue_is_told_too(app, cast, open_result):
    with app.app_context():
        paper = a_marked_paper(by=cast.sun, release=Release.SUBMITTED)
        hand_in(viewer_of(cast.chen_xiao), paper, essay="丙", at=MONDAY - 2 * DAY)
        sitting = hand_in(viewer_of(cast.li_mei), paper, essay="甲")

    page = open_result(sitting, days=1)

    assert "有1题待人工评阅，最早的已等1天。评阅人手上共有2组回答，最早的已等3天。" in text(page)


def test_a_mark_by_a_person_comes_with_its_comment(app, cast, open_result):
    sitting = _hand_in(app, cast)
    with app.app_context():
        sun = trainer_at(cast.sun, cast.county)
        mark(sun, take_next(sun), (1, 0), "还要公布结果")

    page = open_result(sitting, days=1)

    assert "人工评阅得40%的分。还要公布结果" in text(page)
    assert "部分答对" in words(page)
    assert "孙主席" not in words(page)


@time_machine.travel(MONDAY, tick=False)
def test_a_corrected_key_is_what_the_result_shows(app, browse, cast):
    question_id = asked_of_all(app, browse.enter("li_mei"))
    with app.app_context():
        sun = trainer_at(cast.sun, cast.county)
        lesson = load_catalogue().course("speaking").lessons[0]
        question = next(one.question for one in lesson.questions if one.question.id == question_id)
        db.session.close()
        options = [replace(one, is_right=one.id == "b") for one in question.options]
        other = replace(
            question, options=tuple(options), answer="b", explanation="应当选错一，见原文。"
        )
        regrade = propose(sun, question.id, new_version_id=new_version(other))
        apply(sun, regrade)

    page = browse.open("/sittings/1/result/")
    shown = next(one for one in page.select(".reviewed") if question.id in text(one))

    assert "未答对" in text(shown)
    assert text(shown.select_one(".choice.is-right .choice__text")) == "错一"
    assert "应当选错一" in text(shown)
    assert "交卷时按规则评分满分" in text(shown)
    assert "改判（按第2版的答案）不得分。答案标错了" in text(shown)
    assert "80分" in text(page)

    with app.app_context():
        undo(sun, regrade)
    page = browse.open("/sittings/1/result/")
    shown = next(one for one in page.select(".reviewed") if question.id in text(one))
    assert text(shown.select_one(".choice.is-right .choice__text")) == "对"
    assert "撤销改判，恢复原来的评分满分。改错了" in text(shown)


def test_an_annulled_question_says_so(app, cast, open_result):
    sitting = _hand_in(app, cast, essay="")
    with app.app_context():
        sun = trainer_at(cast.sun, cast.county)
        apply(sun, propose(sun, "mark-blanks", RegradeKind.ANNUL))

    page = open_result(sitting)

    assert "作废，不计分" in words(page)
    assert "改判（这道题作废，不计分）不计分。答案标错了" in text(page)


def test_before_answers_are_released_nothing_of_it_is_told(app, cast, open_result):
    with app.app_context():
        paper = a_marked_paper(by=cast.sun)  # released after the end
        sitting = hand_in(viewer_of(cast.li_mei), paper)
        sun = trainer_at(cast.sun, cast.county)
        mark(sun, take_next(sun), (1, 0), "KEY：还要公布结果")

    page = open_result(sitting)
    assert "KEY" not in text(page)
    assert "评分经过" not in text(page)

    with app.app_context():
        write(lambda: end_exam(paper, by=cast.sun, at=MONDAY))
    assert "KEY：还要公布结果" in text(open_result(sitting, days=1))
