"""Practice that is over: what was done, and nothing else."""

from __future__ import annotations

from tests.web.seeing import links, text
from tests.web.study.practising import answer, begin, practise


def test_it_tells_how_many_were_right_and_why(browse):
    page = browse.open(practise(browse.enter("li_mei"), wrong=2))

    assert "3/5题做对" in text(page)
    assert "做错的2题记在错题本里" in text(page)
    assert text(page).count("KEY-speaking-1-q") == 5
    assert "不计成绩" in text(page)


def test_ended_early_it_shows_what_was_done(browse):
    exercise = begin(browse.enter("li_mei"))
    answer(browse, exercise)

    page = browse.follow(browse.send(f"{exercise}end", {}))

    assert "1/1题做对" in text(page)
    assert "抽了5题，做了1题；没有做的不算错。" in text(page)
    assert "KEY-speaking-1-q01" not in page.text


def test_while_it_is_open_it_leads_back_and_afterwards_the_page_leads_here(browse):
    exercise = begin(browse.enter("li_mei"))
    assert browse.client.get(f"{exercise}result/").location == exercise

    browse.post("study.create_exercise_end", into={"sitting_id": exercise.split("/")[3]})

    assert browse.client.get(exercise).location == f"{exercise}result/"
    assert browse.client.get(f"/sittings/{exercise.split('/')[3]}/result/").status_code == 302


def test_it_leads_on(browse):
    page = browse.open(practise(browse.enter("li_mei")))

    assert {"/practice/new/", "/practice/"} <= links(page)


def test_a_colleague_does_not_find_it(browse):
    result = practise(browse.enter("li_mei"))

    assert browse.another().enter("chen_xiao").client.get(result).status_code == 404
