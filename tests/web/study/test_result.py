"""The result: right answers and explanations, to the owner, after handing in."""

from __future__ import annotations

import pytest
import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import begin, hand_in, links, take, text, words


@time_machine.travel(MONDAY, tick=False)
def test_a_result_tells_the_score_the_mark_and_what_it_means(browse):
    result = take(browse.enter("li_mei"), wrong=(1, 2))

    page = browse.open(result)

    assert "60分" in text(page)
    assert "未合格" in words(page)
    assert "答对3/5题，80分合格。" in text(page)
    assert "第1次·2026年3月2日09:00交卷" in text(page)
    assert "检测60分，须80分" in text(page)
    assert "去复习" in text(page)


def test_every_question_shows_what_was_chosen_what_is_right_and_why(browse):
    browse.enter("li_mei")
    paper = begin(browse)
    open_stems = [text(one) for one in browse.open(paper).select(".question__stem")]

    page = browse.follow(hand_in(browse, paper, wrong=(1,)))

    reviewed = page.select(".reviewed")
    assert [text(one.select_one(".question__stem")) for one in reviewed] == open_stems
    assert ["未答对" in text(one) for one in reviewed] == [True, False, False, False, False]
    for question, stem in zip(reviewed, open_stems, strict=True):
        assert f"KEY-{stem.removesuffix('的题干？')}" in text(question)
        assert "正确答案" in text(question)
        assert "《测试法》第二条" in text(question)


def test_a_passed_check_leads_to_the_next_lesson(browse):
    page = browse.open(take(browse.enter("li_mei")))

    assert "100分" in text(page)
    assert "已合格" in words(page)
    assert browse.address("study.lesson", course_id="speaking", lesson_id="speaking-2") in links(
        page
    )


def test_the_last_check_of_a_course_leads_back_to_it(browse):
    browse.enter("li_mei")
    page = browse.open(take(browse, course_id="speaking", lesson_id="speaking-2"))

    assert "回到课程" in text(page)
    assert "/courses/speaking/" in links(page)


def test_an_empty_paper_says_of_every_question_that_nothing_was_answered(browse):
    paper = begin(browse.enter("li_mei"))

    page = browse.follow(browse.send(f"{paper}answers", {"do": "submit_anyway"}))

    assert "答对0/5题" in text(page)
    assert text(page).count("未答对") == 5
    assert "您选的" not in text(page)


def test_there_is_no_result_before_handing_in(browse):
    paper = begin(browse.enter("li_mei"))

    response = browse.client.get(f"{paper}result/")

    assert (response.status_code, response.location) == (302, paper)
    assert "KEY-" not in response.text


@pytest.mark.parametrize("other", ["chen_xiao", "wang_qiang", "sun"])
def test_a_colleague_a_stranger_and_a_supervisor_do_not_find_it(browse, other):
    result = take(browse.another().enter("li_mei"))

    page = browse.enter(other).open(result, status=404)

    assert "KEY-" not in page.get_text()


def test_a_result_stays_as_it_was_when_the_check_is_taken_again(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        first = take(browse.enter("li_mei"), wrong=(1, 2))
        now.shift(600)
        second = take(browse)

        assert "答对3/5题" in text(browse.open(first))
        assert "答对5/5题" in text(browse.open(second))
