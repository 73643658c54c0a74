"""入门诊断: what it says of itself, beginning it, and keeping it safe."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from tests.school.cast import MONDAY
from tests.web.looking import every_page
from tests.web.seeing import answered, fields, links, text, words_of
from tests.web.study.diagnosing import begin, diagnose


def test_it_says_that_it_is_no_exam_before_it_begins(browse):
    page = browse.enter("li_mei").get("study.diagnostic")

    assert "不是考试" in text(page)
    assert "不计入学习进度，也不进素质画像" in text(page)
    assert "2个单元，8道题左右" in text(page)
    assert "您的岗位必修" in text(page)
    assert page.select_one("form[method=post] button[type=submit]")


def test_a_post_without_courses_of_its_own_gets_the_common_core(browse):
    page = browse.enter("chen_xiao").get("study.diagnostic")

    assert "各岗位共同的基本课程" in text(page)


def test_it_is_saved_left_and_gone_on_with(browse):
    paper = begin(browse.enter("li_mei"))
    values = answered(browse.open(paper), blank=(2, 3))
    saved = browse.send(f"{paper}answers", values | {"do": "save"}, json=True)

    assert len(saved.json["saved"]) == 6
    assert paper in links(browse.get("study.diagnostic"))
    assert begin(browse) == paper
    assert fields(browse.open(paper))["q1"] == values["q1"]


def test_the_next_one_waits_thirty_days_and_asks_other_questions(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        first = begin(browse.enter("li_mei"))
        stems = {text(one) for one in browse.open(first).select(".question__stem")}
        diagnose(browse)
        assert "2026年4月1日起可以换一组题再做一次" in text(browse.get("study.diagnostic"))
        assert browse.post("study.create_diagnostic").status_code == 409

        now.shift(timedelta(days=30))
        second = browse.enter("li_mei").open(begin(browse))

    others = {text(one) for one in second.select(".question__stem")}
    assert len(stems) == len(others) == 8
    assert not stems & others


def test_before_handing_in_nothing_tells_the_answers(app, browse, cast):
    paper = begin(browse.enter("li_mei"))
    sitting_id = int(re.findall(r"\d+", paper)[0])
    things = {"organisation_id": cast.textile, "cadre_id": cast.li_mei, "sitting_id": sitting_id}

    for response in every_page(app, browse, **things):
        assert "KEY-" not in f"{response.headers}\n{words_of(response)}"
        response.close()
    for do in ("save", "submit"):
        for json in (True, False):
            values = answered(browse.open(paper), blank=(2,)) | {"do": do}
            assert "KEY-" not in browse.send(f"{paper}answers", values, json=json).text


def test_the_page_asks_as_often_after_one_as_after_three(browse, count_queries):
    numbers = []
    with time_machine.travel(MONDAY, tick=False) as now:
        for times in (1, 2):
            for _ in range(times):
                diagnose(browse.enter("li_mei"))
                now.shift(timedelta(days=31))
            browse.enter("li_mei")
            with count_queries() as asked:
                browse.client.get("/diagnostic/")
            numbers.append(len(asked))

    assert numbers[0] == numbers[1]
