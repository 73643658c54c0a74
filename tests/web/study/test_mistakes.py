"""The mistake book: one entry a question, filtered, taken out and in, redone."""

from __future__ import annotations

import pytest

from tests.web.seeing import FIRST, SECOND, links, take, text
from tests.web.seeing import begin as begin_check
from tests.web.study.practising import answer, practise


def _entries(page):
    return [text(one.select_one(".question__stem")) for one in page.select("ol.rows > li")]


def _open(browse, **arguments):
    return browse.get("study.mistakes", **arguments)


def test_without_mistakes_the_page_says_where_they_come_from(browse):
    page = _open(browse.enter("li_mei"))

    assert "没有待重练的错题" in text(page)
    assert not page.select("ol.rows")


def test_wrong_twice_is_one_entry_with_the_answer_the_reason_and_the_law(browse):
    browse.enter("li_mei")
    for _ in range(2):
        practise(browse, course="listening", size="5", wrong=1)
    for _ in range(2):
        practise(browse, course="listening", size="10", wrong=1)

    page = _open(browse)

    assert _entries(page).count("listening-1-q00的题干？") == 1
    entry = next(one for one in page.select("ol.rows > li") if "q00" in one.text)
    assert "KEY-listening-1-q00" in text(entry)
    assert "《测试法》第二条" in text(entry)
    assert any(one.startswith("/laws/") for one in links(page))


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ({}, 5),
        ({"unit": "C1"}, 2),
        ({"law": "测试法"}, 5),
        ({"competency": "able"}, 5),
        ({"unit": "C1", "competency": "dare"}, 0),
        ({"unit": "Z9"}, 0),
    ],
)
def test_it_can_be_filtered(browse, arguments, number):
    browse.enter("li_mei")
    practise(browse, course="listening", wrong=2)
    take(browse, wrong=(1, 2, 3), **FIRST)

    assert len(_entries(_open(browse, **arguments))) == number


def test_taken_out_and_in_again(browse):
    browse.enter("li_mei")
    practise(browse, course="listening", wrong=1)
    into = {"question_id": "listening-1-q00"}

    assert browse.post("study.withdraw_mistake", into=into).status_code == 303
    assert _entries(_open(browse)) == []
    assert len(_entries(_open(browse, state="removed"))) == 1

    assert browse.post("study.create_restoration", into=into, state="removed").status_code == 303
    assert len(_entries(_open(browse))) == 1


def test_nobody_takes_out_what_is_not_in_their_book(browse):
    practise(browse.enter("li_mei"), course="listening", wrong=1)
    other = browse.another().enter("chen_xiao")

    for endpoint in ("study.withdraw_mistake", "study.create_restoration"):
        answered = other.post(endpoint, into={"question_id": "listening-1-q00"})
        assert answered.status_code == 404


def test_redone_until_it_is_cleared(browse):
    browse.enter("li_mei")
    browse.post("study.create_practice_choice", clears_after="1", daily_size="5")
    practise(browse, course="listening", wrong=2)

    exercise = browse.post("study.create_redo", size="5").location
    assert len(browse.open(exercise).select(".steps-nav li")) == 2
    answer(browse, exercise)
    assert "接着重练（还有1题）" in text(_open(browse))
    answer(browse, exercise)

    assert _entries(_open(browse)) == []
    page = _open(browse, state="cleared")
    assert len(_entries(page)) == 2
    assert "连续1次做对" in text(page)


def test_redoing_takes_what_the_filter_shows(browse):
    browse.enter("li_mei")
    practise(browse, course="listening", wrong=2)
    practise(browse, course="speaking", wrong=2)

    exercise = browse.post("study.create_redo", size="50", unit="C1").location

    assert len(browse.open(exercise).select(".steps-nav li")) == 2
    assert browse.post("study.create_redo", size="5", unit="A1").location == exercise


def test_without_mistakes_there_is_nothing_to_redo(browse):
    assert browse.enter("li_mei").post("study.create_redo").status_code == 409


def test_what_stands_in_an_open_check_is_not_explained(browse):
    browse.enter("li_mei")
    take(browse, wrong=(1, 2, 3, 4, 5), **SECOND)
    assert text(_open(browse)).count("KEY-") == 5
    practise(browse, course="speaking", size="10", wrong=10)
    begin_check(browse, **FIRST)

    page = _open(browse)
    second = _open(browse, page=2)

    assert (text(page) + text(second)).count("KEY-") == 10
    assert (text(page) + text(second)).count("现在不能看解析") == 5


def test_the_page_asks_as_often_for_one_entry_as_for_five(browse, count_queries):
    browse.enter("li_mei")
    practise(browse, course="listening", wrong=1)
    numbers = []
    for _ in range(2):
        with count_queries() as asked:
            browse.client.get("/mistakes/")
        numbers.append(len(asked))
        practise(browse, course="speaking", wrong=4)

    assert numbers[0] == numbers[1]


def test_ten_stand_on_a_page(browse):
    browse.enter("li_mei")
    practise(browse, course="listening", size="10", wrong=10)
    take(browse, wrong=(1, 2), **FIRST)

    assert len(_entries(_open(browse))) == 10
    assert len(_entries(_open(browse, page=2))) == 2
