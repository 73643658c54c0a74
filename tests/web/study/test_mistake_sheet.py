"""Mistakes on paper: questions first, answers behind them."""

from __future__ import annotations

from tests.web.seeing import FIRST, text
from tests.web.seeing import begin as begin_check
from tests.web.study.practising import practise


def test_questions_come_first_and_answers_behind(browse):
    practise(browse.enter("li_mei"), course="listening", wrong=3)
    page = browse.get("study.mistake_sheet", unit="C1")

    questions, answers = page.select("section")
    assert "KEY-" not in text(questions)
    assert text(questions).count("的题干？") == 3
    assert text(answers).count("KEY-listening-1-") == 3
    assert "李梅" in text(page)


def test_without_mistakes_there_is_nothing_to_print(browse):
    assert "没有可以打印的错题" in text(browse.enter("li_mei").get("study.mistake_sheet"))


def test_what_stands_in_an_open_check_is_not_on_it(browse):
    browse.enter("li_mei")
    practise(browse, course="speaking", size="10", wrong=10)
    begin_check(browse, **FIRST)

    page = browse.get("study.mistake_sheet")

    assert text(page).count("KEY-") == 5
    assert text(page).count("现在不能公布") == 5
