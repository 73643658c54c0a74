"""A paper in the browser: its time, two devices, and what is told when."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, LateAnswer, Sitting
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import PaperMode, Release
from tests.browse import check
from tests.school.cast import MONDAY
from tests.school.papers import BANK, a_paper, fill_bank
from tests.web.seeing import answered, text, words, words_of

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as travelling:
        yield travelling


@pytest.fixture
def begin(app, browse, cast, clock):
    """Return a maker of papers that 李梅 has just begun; it returns the sitting's address."""

    def make(**changes):
        with app.app_context():
            paper = a_paper(by=cast.sun, **changes)
        browse.enter("li_mei")
        return browse.post("study.create_exam_sitting", into={"paper_id": paper}).location

    return make


def _count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_an_open_paper_tells_its_end_and_what_is_left(browse, begin, clock):
    paper = begin()
    clock.shift(5 * MINUTE)

    page = browse.open(paper)

    assert "第1次，共5题，10:00:00截止。" in text(page)
    assert page.select_one("[data-timer]")["data-left"] == str(55 * 60)
    assert "服务器时间 09:05:00，还有 55 分钟" in words(page)


def test_a_save_tells_a_script_what_is_left(browse, begin, clock):
    paper = begin()
    values = answered(browse.open(paper))
    clock.shift(10 * MINUTE)

    receipt = browse.send(f"{paper}answers", values, json=True).json

    assert (receipt["left"], receipt["saved_at"]) == (50 * 60, "09:10:00")


def test_answers_are_taken_within_the_grace_and_not_after(app, browse, begin, clock):
    paper = begin()
    page = browse.open(paper)
    clock.shift(HOUR + 9 * SECOND)
    saved = browse.send(f"{paper}answers", answered(page, blank=(4, 5)), json=True)
    clock.shift(2 * SECOND)
    late = browse.send(f"{paper}answers", answered(page), json=True)

    assert saved.status_code == 200
    assert late.status_code == 409
    assert late.json["message"].startswith("时间已到，刚才的答案没有计分，已另外留存")
    assert late.json["location"] == f"{paper}result/"
    assert (_count(app, Answer), _count(app, LateAnswer)) == (3, 2)
    with app.app_context():
        assert db.session.scalars(select(Sitting.submitted_at)).one() == MONDAY + HOUR


def test_without_a_script_the_late_page_says_the_same(browse, begin, clock):
    paper = begin()
    values = answered(browse.open(paper))
    clock.shift(2 * HOUR)

    response = browse.send(f"{paper}answers", values | {"do": "submit"})

    assert response.status_code == 409
    page = check(response)
    assert "时间已到。" in words(page)
    assert page.select_one("main a.button")["href"] == f"{paper}result/"


def test_whoever_comes_back_late_is_shown_the_way_to_the_result(browse, begin, clock):
    paper = begin()
    browse.send(f"{paper}answers", answered(browse.open(paper), blank=(5,)))
    clock.shift(2 * HOUR)

    page = browse.open(paper)
    handed_in = browse.send(f"{paper}answers", {"do": "submit_anyway"})

    assert "到时以前保存的答案都在，按这些答案交卷。" in text(page)
    assert page.select("fieldset") == []
    assert handed_in.location == f"{paper}result/"
    assert "10:00到时自动交卷" in text(browse.follow(handed_in))


def test_a_save_that_loses_nothing_leads_to_the_result_even_late(browse, begin, clock):
    paper = begin()
    values = answered(browse.open(paper))
    browse.send(f"{paper}answers", values)
    clock.shift(2 * HOUR)

    assert browse.send(f"{paper}answers", values).location == f"{paper}result/"


# Two devices


def test_another_device_is_asked_first_and_then_goes_on(app, browse, begin, clock):
    paper = begin()
    browse.send(f"{paper}answers", answered(browse.open(paper), blank=(2, 3, 4, 5)))
    phone = browse.another().enter("li_mei")

    asked = phone.open(paper)
    assert "这份试卷正在另一台设备上作答。" in words(asked)
    assert asked.select("fieldset") == []
    taken = phone.send(f"{paper}answers", {"do": "take_seat"})

    assert taken.location == paper
    page = phone.open(paper)
    assert "已转到这台设备上继续。" in text(page)
    assert page.select("fieldset input[checked]")


def test_the_first_device_is_told_and_keeps_what_was_typed(app, browse, begin, clock):
    paper = begin()
    values = answered(browse.open(paper))
    phone = browse.another().enter("li_mei")
    phone.send(f"{paper}answers", {"do": "take_seat"})

    told = browse.send(f"{paper}answers", values)
    script = browse.send(f"{paper}answers", values, json=True)

    assert (told.status_code, script.status_code) == (409, 409)
    assert script.json["message"] == "这份试卷正在另一台设备上作答，这里的答案没有保存。"
    page = check(told)
    assert "下面的答案还没有保存。" in text(page)
    assert answered(page) == values, "what was typed stands on the page"
    assert [one["value"] for one in page.select(".savebar button")] == ["take_seat"]
    assert _count(app, Answer) == 0
    back = browse.send(f"{paper}answers", values | {"do": "take_seat"})
    assert back.location == paper
    assert _count(app, Answer) == 5


def test_a_check_is_not_bound_to_a_device_nor_is_a_mock(browse, begin):
    paper = begin(mode=PaperMode.MOCK)

    assert browse.another().enter("li_mei").open(paper).select("fieldset")


# Telling


@pytest.mark.parametrize(
    ("release", "tells"),
    [(Release.SUBMITTED, True), (Release.CLOSED, False), (Release.NEVER, False)],
)
def test_the_result_tells_answers_when_the_paper_says(browse, begin, release, tells):
    paper = begin(release=release)
    response = browse.send(f"{paper}answers", answered(browse.open(paper)) | {"do": "submit"})

    page = browse.follow(response)

    assert "100分" in text(page)
    assert ("KEY-" in page.get_text()) is tells
    assert bool(page.select(".reviewed")) is tells
    assert ("答对5/5题" in text(page)) is tells


def test_after_the_end_the_same_page_tells_the_answers(browse, begin, clock):
    paper = begin(closes_at=MONDAY + HOUR)
    browse.send(f"{paper}answers", answered(browse.open(paper)) | {"do": "submit"})
    assert "考试结束、所有人都交卷以后给出正确答案和解析" in text(browse.open(f"{paper}result/"))
    clock.shift(HOUR)

    assert "KEY-" in browse.open(f"{paper}result/").get_text()


def test_what_waits_for_a_person_is_said(app, browse, begin, cast, clock):
    with app.app_context():
        fill_bank()
    design = Design((BANK,), rows=(Row(1, 4, kind="essay"), Row(1, 3, kind="case")))
    paper = begin(design=design, release=Release.SUBMITTED)
    page = browse.open(paper)
    assert "三名职工反映加班费没有足额发放。" in text(page)
    values = {"q1": "会前听意见", "q1-base": "0", "do": "submit_anyway"}

    result = browse.follow(browse.send(f"{paper}answers", values))

    assert "待评阅" in words(result)
    assert "有1题待人工评阅" in text(result)


def test_the_copy_of_ones_data_tells_no_marks_before_the_end(browse, begin, clock):
    paper = begin(closes_at=MONDAY + HOUR, release=Release.NEVER)
    browse.send(f"{paper}answers", answered(browse.open(paper)) | {"do": "submit"})

    def copied():
        file = browse.client.get(browse.address("account.personal_data_file"))
        data = json.loads(words_of(file).partition("</html>")[2].strip())
        return len(data["tables"]["mark"]["rows"])

    assert copied() == 0
    clock.shift(HOUR)
    assert copied() == 5


def test_a_mock_does_not_tell_what_an_exam_of_the_same_questions_still_asks(
    app, browse, begin, cast, clock
):
    exam = begin(release=Release.CLOSED)
    with app.app_context():
        mock = a_paper(by=cast.sun, title="模拟", mode=PaperMode.MOCK, release=Release.SUBMITTED)
    other = browse.post("study.create_exam_sitting", into={"paper_id": mock}).location
    browse.send(f"{other}answers", {"do": "submit_anyway"})

    page = browse.open(f"{other}result/")

    assert "KEY-" not in text(page)
    assert "您另一份还没有交卷或者还没有公布答案的卷子里也有这道题" in text(page)

    browse.send(f"{exam}answers", {"do": "submit_anyway"})
    assert "KEY-" not in text(browse.open(f"{other}result/"))
