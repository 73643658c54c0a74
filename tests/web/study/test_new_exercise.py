"""Choosing what to practise."""

from __future__ import annotations

from tests.web.seeing import FIRST, links, take, text
from tests.web.seeing import begin as begin_check
from tests.web.study.practising import answer, begin


def _options(page, name):
    return [text(one) for one in page.select(f"select[name={name}] option")]


def test_everything_there_is_can_be_chosen_by_with_its_number(browse):
    page = browse.enter("li_mei").get("study.new_exercise")

    assert _options(page, "law") == ["不限", "《测试法》（30题）"]
    assert _options(page, "course") == ["不限", "为职工说话（20题）", "倾听（10题）"]
    assert _options(page, "unit") == ["不限", "A1（20题）", "C1（10题）"]
    assert _options(page, "size") == ["5题", "10题", "20题", "50题"]


def test_in_turn_it_begins_where_nothing_was_done_yet(browse):
    browse.enter("li_mei")
    first = begin(browse, course="speaking", size="5")
    assert "speaking-1-q00" in text(browse.open(first))
    answer(browse, first)

    second = begin(browse, course="speaking", size="5")

    assert "speaking-1-q01" in text(browse.open(second))


def test_only_what_was_chosen_is_asked(browse):
    browse.enter("li_mei")
    exercise = begin(browse, course="listening", size="50", order="random")

    page = browse.open(exercise)

    assert len(page.select(".steps-nav li")) == 10
    assert "listening-1-" in text(page)


def test_of_finished_lessons_alone_where_some_are_finished(browse):
    browse.enter("li_mei")
    assert not _options(browse.get("study.new_exercise"), "scope")
    take(browse)

    page = browse.get("study.new_exercise")

    assert _options(page, "scope") == ["全部课程", "只练学完的课"]
    exercise = begin(browse, scope="finished", size="50")
    assert len(browse.open(exercise).select(".steps-nav li")) == 10


def test_where_nothing_fits_the_form_comes_back_as_it_was(browse):
    browse.enter("li_mei")
    response = browse.post(
        "study.create_exercise", course="listening", unit="A1", size="20", order="random"
    )

    assert response.status_code == 422
    assert "没有符合的题" in response.text
    assert 'value="listening" selected' in response.text


def test_a_new_choice_says_that_it_ends_the_practice_before(browse):
    browse.enter("li_mei")
    exercise = begin(browse)

    page = browse.get("study.new_exercise")

    assert "上次的练习还有5题没有做" in text(page)
    assert exercise in links(page)


def test_what_stands_in_an_open_check_is_not_offered(browse):
    browse.enter("li_mei")
    begin_check(browse, **FIRST)

    assert "为职工说话（15题）" in text(browse.get("study.new_exercise"))
