"""Before a paper: its rules are told, and whoever may begins."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.kernel.db import write
from cadreschool.questions.papers.actions import NewException, make_exception
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.values import Scoring
from cadreschool.web.admission import Door
from tests.school.cast import MONDAY
from tests.school.papers import a_paper
from tests.web.seeing import table, text, words

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def paper(app, cast):
    with app.app_context():
        return a_paper(by=cast.sun, attempts=2, scoring=Scoring.HALF)


def _facts(page):
    names = [text(one) for one in page.select("dl.facts dt")]
    return dict(zip(names, [text(one) for one in page.select("dl.facts dd")], strict=True))


def test_the_rules_are_told_before_the_start(browse, paper):
    page = browse.enter("li_mei").get("study.exam", paper_id=paper)

    assert _facts(page) == {
        "用途": "正式考试，成绩计入考试记录。",
        "题数": "5题，共8分，折算成百分",
        "合格线": "60分（百分制）",
        "时间": "60分钟",
        "开放时间": "不限",
        "次数": "2次，已考0次",
        "多选题计分": "漏选得半：全部选对得满分，没有错选而少选的得一半，有错选不得分",
        "公布答案": "考试结束、所有人都交卷以后给出正确答案和解析，交卷时先给得分。",
    }
    assert [form["action"] for form in page.select("main form")] == [f"/exams/{paper}/sittings"]


def test_a_mock_says_that_it_does_not_count(app, browse, cast):
    with app.app_context():
        mock = a_paper(by=cast.sun, mode=PaperMode.MOCK, minutes=None, release=Release.SUBMITTED)
    page = browse.enter("li_mei").get("study.exam", paper_id=mock)

    assert _facts(page)["用途"] == "模拟考试，只供练习，成绩不计入考试记录。"
    assert _facts(page)["时间"] == "不限"
    assert "到时没有交卷" not in text(page)


def test_an_exception_shows_in_the_rules_of_one_person(app, browse, cast, paper):
    with app.app_context():
        new = NewException(cast.li_mei, "右手骨折", MONDAY + HOUR, 30, 1)
        write(lambda: make_exception(paper, new, by=cast.sun, at=MONDAY))

    hers = _facts(browse.enter("li_mei").get("study.exam", paper_id=paper))
    his = _facts(browse.another().enter("chen_xiao").get("study.exam", paper_id=paper))

    assert (hers["时间"], hers["次数"]) == ("90分钟（含为您加的30分钟）", "3次，已考0次")
    assert (his["时间"], his["次数"]) == ("60分钟", "2次，已考0次")


def test_who_may_not_begin_reads_why(app, browse, cast):
    with app.app_context():
        paper = a_paper(by=cast.sun, opens_at=MONDAY + HOUR)
    page = browse.enter("li_mei").get("study.exam", paper_id=paper)
    refused = browse.post("study.create_exam_sitting", into={"paper_id": paper})

    assert "还没有开始，2026年3月2日 10:00 起可以进入。" in words(page)
    assert page.select("main form") == []
    assert refused.status_code == 409
    assert "还没有开始，2026年3月2日 10:00 起可以进入。" in refused.text


def test_earlier_goes_are_listed(browse, paper):
    browse.enter("li_mei")
    sitting = browse.post("study.create_exam_sitting", into={"paper_id": paper}).location
    assert "您已经开始，还没有交卷；答过的都在。" in text(browse.get("study.exam", paper_id=paper))
    browse.send(f"{sitting}answers", {"do": "submit_anyway"})

    page = browse.get("study.exam", paper_id=paper)

    assert table(page) == [["第1次", "2026年3月2日09:00", "0分，未合格"]]


def test_a_paper_of_another_union_is_not_found(app, browse, cast):
    with app.app_context():
        paper = a_paper(by=cast.sun, union=cast.building)
    browse.enter("li_mei")

    browse.get("study.exam", paper_id=paper, status=404)
    assert browse.post("study.create_exam_sitting", into={"paper_id": paper}).status_code == 404


def test_whoever_comes_when_it_is_full_is_told_when_to_knock_again(app, browse, paper):
    app.extensions["exam_door"] = Door(1.0, counted=lambda: 0.0)
    browse.enter("li_mei")
    into = {"paper_id": paper}
    assert browse.post("study.create_exam_sitting", into=into).status_code == 303
    other = browse.another().enter("chen_xiao")

    busy = other.post("study.create_exam_sitting", into=into, key="the-key-of-the-start-page")

    assert busy.status_code == 503
    assert 2 <= int(busy.headers["Retry-After"]) <= 3
    assert busy.headers["Cache-Control"] == "no-store"
    assert "您的时间还没有开始计算，什么也没有丢。" in busy.text
    assert 'value="the-key-of-the-start-page"' in busy.text
    assert "data-waiting=" in busy.text
    app.extensions["exam_door"] = Door(1.0)
    assert other.post("study.create_exam_sitting", into=into).status_code == 303
