"""One question at a time: answered, handed in, told; left and gone on with."""

from __future__ import annotations

import re

from tests.web.seeing import FIRST, answered, links, text
from tests.web.seeing import begin as begin_check
from tests.web.study.practising import answer, answer_of, begin


def _told(page):
    return "解析" in text(page)


def test_a_question_is_told_when_it_was_handed_in_and_not_before(browse):
    exercise = begin(browse.enter("li_mei"))
    assert not _told(browse.open(exercise))

    page = browse.follow(answer(browse, exercise, right=False))

    assert _told(page)
    assert "KEY-speaking-1-q00" in text(page)
    assert "KEY-speaking-1-q01" not in page.text
    assert "第1题" in text(page)
    assert "未答对" in text(page)


def test_the_next_question_waits_and_any_other_may_be_done_first(browse):
    exercise = begin(browse.enter("li_mei"))
    answer(browse, exercise)

    assert "speaking-1-q01" in text(browse.open(exercise))
    assert "speaking-1-q03" in text(browse.open(f"{exercise}?q=4"))
    for nonsense in ("9", "0", "x", "²"):
        assert "speaking-1-q01" in text(browse.open(f"{exercise}?q={nonsense}"))


def test_it_is_gone_on_with_in_another_browser(browse):
    exercise = begin(browse.enter("li_mei"))
    answer(browse, exercise)

    elsewhere = browse.another().enter("li_mei")

    assert "已交1题，共5题" in text(elsewhere.open(exercise))


def test_saving_keeps_an_answer_and_tells_nothing(browse):
    exercise = begin(browse.enter("li_mei"))
    values = answer_of(browse.open(exercise)) | {"do": "save"}

    receipt = browse.send(f"{exercise}answers", values, json=True).json
    page = browse.open(exercise)

    assert receipt["saved"] == [1]
    assert "已保存" in text(page)
    assert not _told(page)


def test_without_an_answer_nothing_is_handed_in(browse):
    exercise = begin(browse.enter("li_mei"))
    empty = {"position": "1", "q1-base": "0", "do": "answer"}

    response = browse.send(f"{exercise}answers", empty)

    assert response.status_code == 422
    assert "还没有作答" in response.text


def test_what_cannot_be_read_is_said_and_stays_on_the_page(browse):
    exercise = begin(browse.enter("li_mei"))
    numeric = browse.open(f"{exercise}?q=4")
    values = answer_of(numeric) | {"q4": "约莫", "do": "answer"}

    response = browse.send(f"{exercise}answers", values)

    assert response.status_code == 422
    assert "约莫" in response.text
    assert not re.search("解析|正确答案", response.text)


def test_the_same_form_twice_is_one_answer(browse):
    exercise = begin(browse.enter("li_mei"))
    values = answer_of(browse.open(exercise)) | {"do": "answer"}

    first = browse.send(f"{exercise}answers", values, key="0123456789abcdef")
    again = browse.send(f"{exercise}answers", values, key="0123456789abcdef")
    later = browse.send(f"{exercise}answers", values)

    assert first.location == again.location == later.location
    assert "已交1题" in text(browse.follow(later))


def test_a_tab_that_is_behind_decides_nothing_by_itself(browse):
    exercise = begin(browse.enter("li_mei"))
    old = browse.open(exercise)
    browse.send(f"{exercise}answers", answer_of(old, right=False) | {"do": "save"})

    response = browse.send(f"{exercise}answers", answer_of(old) | {"do": "answer"})

    assert response.status_code == 409
    assert "在另一个页面上改过" in response.text
    assert "解析" not in response.text


def test_after_ten_wrong_answers_in_a_minute_it_says_when_to_go_on(browse):
    exercise = begin(browse.enter("li_mei"), size="20")
    for _ in range(10):
        assert answer(browse, exercise, right=False).status_code == 303

    response = answer(browse, exercise)

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert "答案已保存" in response.text
    assert "KEY-speaking-2-q00" not in response.text


def test_a_question_that_stands_in_an_open_check_is_not_told(browse):
    exercise = begin(browse.enter("li_mei"), course="speaking", size="10")
    begin_check(browse, **FIRST)
    statuses = set()
    for number in range(1, 11):
        response = answer(browse, f"{exercise}?q={number}")
        statuses.add(response.status_code)
        if response.status_code == 409:
            assert "现在不能看解析" in response.text
            assert "KEY-" not in response.text

    assert statuses == {303, 409}


def test_a_colleague_and_a_stranger_do_not_find_it(browse):
    exercise = begin(browse.enter("li_mei"))
    for name in ("chen_xiao", "sun"):
        other = browse.another().enter(name)
        assert other.client.get(exercise).status_code == 404
        assert other.send(f"{exercise}answers", {"position": "1"}).status_code == 404


def test_a_check_is_no_exercise_and_an_exercise_is_shown_at_its_own_address(browse):
    paper = begin_check(browse.enter("li_mei"))
    number = paper.split("/")[2]
    assert browse.client.get(f"/practice/exercises/{number}/").status_code == 404
    answers = answered(browse.open(paper)) | {"do": "answer", "position": "1"}
    assert browse.send(f"/practice/exercises/{number}/answers", answers).status_code == 404

    exercise = begin(browse, course="listening")
    own = exercise.split("/")[3]
    assert browse.client.get(f"/sittings/{own}/").location == exercise


def test_the_whole_of_it_cannot_be_handed_in_unseen(browse):
    """The other form's 交卷 ends practice too, and tells of nothing that was not handed in."""
    exercise = begin(browse.enter("li_mei"))
    number = exercise.split("/")[3]
    values = answer_of(browse.open(exercise)) | {"do": "submit_anyway"}

    response = browse.send(f"/sittings/{number}/answers", values)
    page = browse.open(f"{exercise}result/")

    assert response.status_code == 303
    assert "KEY-" not in page.text
    assert "做了0题" in text(page)


def test_it_can_be_reported_where_it_stands(browse):
    exercise = begin(browse.enter("li_mei"))

    (url,) = [one for one in links(browse.open(exercise)) if one.endswith("/report/")]

    assert "speaking-1-q00" in text(browse.open(url))
