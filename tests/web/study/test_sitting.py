"""An open paper: answers come and go, nothing is lost, and nobody else sees it."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, LessonRecord, Sitting
from tests.school.cast import MONDAY
from tests.web.seeing import answered, begin, fields, hand_in, words

CHOICES = "input[type=radio], input[type=checkbox]"


@pytest.fixture
def paper(browse):
    """Begin a check as 李梅 and return the address of the paper."""
    return begin(browse.enter("li_mei"))


def _stored(app):
    with app.app_context():
        rows = db.session.execute(
            select(Answer.position, Answer.seq, Answer.value).order_by(Answer.position, Answer.seq)
        )
        return [tuple(row) for row in rows]


def _is_open(app):
    with app.app_context():
        return db.session.scalars(select(Sitting.submitted_at)).one() is None


def _save(browse, paper, values, **more):
    return browse.send(f"{paper}answers", values | {"do": "save"}, **more)


def _one_answer(browse, paper, place=0):
    """Return the form with one more answer, and its number."""
    page = browse.open(paper)
    values, given = fields(page), answered(page)
    name = f"q{place + 1}"
    return values | {name: given[name]}, place + 1


# Looking at it


def test_a_paper_shows_its_questions_and_nothing_chosen(browse, paper):
    page = browse.open(paper)

    assert len(page.select("form.paper fieldset")) == 5
    assert fields(page) == {f"q{n}-base": "0" for n in range(1, 6)} | {
        f"q{n}": ""
        for n, one in enumerate(page.select("fieldset"), start=1)
        if one.select("input[type=text]")
    }
    assert "第 1 次，共 5 题，不限时间。" in words(page)


def test_options_are_named_by_their_place_on_the_page(browse, paper):
    page = browse.open(paper)

    for question in page.select("fieldset"):
        values = [one["value"] for one in question.select("input[id]:not([type=text])")]
        assert values == [str(n) for n in range(1, len(values) + 1)]


def test_the_paper_looks_the_same_on_another_device(browse, paper):
    one = browse.open(paper).select("form.paper fieldset")
    other = browse.another().enter("li_mei").open(paper).select("form.paper fieldset")

    assert [str(question) for question in one] == [str(question) for question in other]


@pytest.mark.parametrize("other", ["chen_xiao", "wang_qiang", "sun"])
def test_a_colleague_a_stranger_and_a_supervisor_do_not_find_it(browse, app, paper, other):
    visitor = browse.another().enter(other)
    values = answered(browse.open(paper))

    visitor.open(paper, status=404)
    refused = _save(visitor, paper, values)

    assert refused.status_code == 404
    assert _stored(app) == []


def test_nobody_without_sign_in_sees_or_sends_anything(browse, app, paper):
    stranger = browse.another()

    assert stranger.client.get(paper).location == f"/sign-in/?next={paper}"
    assert _save(stranger, paper, {"q1": "1", "q1-base": "0"}).location == "/sign-in/"
    assert _stored(app) == []


# Saving


def test_saved_answers_are_there_when_one_comes_back(browse, app, paper):
    values = answered(browse.open(paper), blank=(2, 4))

    response = _save(browse, paper, values)
    page = browse.follow(response)

    assert response.location == paper
    assert re.search(r"已保存 \d\d:\d\d:\d\d", " ".join(words(page)))
    assert [position for position, _, _ in _stored(app)] == [1, 3, 5]
    assert fields(page) == values | {"q1-base": "1", "q3-base": "1", "q5-base": "1"} | {
        name: value for name, value in fields(page).items() if name in {"q2", "q4"}
    }


def test_saving_again_appends_only_what_changed(browse, app, paper):
    _save(browse, paper, answered(browse.open(paper)))
    before = _stored(app)

    _save(browse, paper, answered(browse.open(paper), wrong=(3,)))

    new = [row for row in _stored(app) if row not in before]
    assert [(position, seq) for position, seq, _ in new] == [(3, 2)]


def test_a_question_the_form_does_not_speak_of_stays_as_it_is(browse, app, paper):
    values = answered(browse.open(paper))
    _save(browse, paper, values)
    before = _stored(app)

    _save(browse, paper, {"q1-base": "1", "q1": values["q1"]})
    _save(browse, paper, {})
    _save(browse, paper, {"q2": "1", "q9": "1", "q9-base": "0", "q0-base": "0", "role": "admin"})

    assert _stored(app) == before


def test_an_answer_can_be_taken_back(browse, app, paper):
    values = answered(browse.open(paper))
    _save(browse, paper, values)

    page = browse.open(paper)
    _save(browse, paper, answered(page, blank=(1,)) | {"q1": ""})

    assert [row for row in _stored(app) if row[0] == 1][-1] == (1, 2, "")


@pytest.mark.parametrize("base", ["", "-1", "x", "1.5", "９", "0x1", " 0"])
def test_a_base_that_is_no_number_leaves_its_question_alone(browse, app, paper, base):
    values = answered(browse.open(paper)) | {"q1-base": base}

    assert _save(browse, paper, values).status_code == 303
    assert {row[0] for row in _stored(app)} == {2, 3, 4, 5}


def test_options_that_are_not_on_the_page_are_refused_and_the_rest_is_kept(browse, app, paper):
    page = browse.open(paper)
    first = next(n for n, one in enumerate(page.select("fieldset"), 1) if one.select(CHOICES))
    values = answered(page) | {f"q{first}": ["7"]}

    response = _save(browse, paper, values)

    assert response.status_code == 422
    assert f"第 {first} 题没有看懂，其余的已经保存。" in response.text
    assert {row[0] for row in _stored(app)} == {1, 2, 3, 4, 5} - {first}


def test_two_ticks_at_a_question_with_one_answer_are_refused(browse, app, paper):
    page = browse.open(paper)
    singles = [
        n for n, one in enumerate(page.select("fieldset"), 1) if one.select("input[type=radio]")
    ]
    if not singles:
        pytest.skip("this draw has no question with one answer (1 in 252)")
    first = singles[0]

    response = _save(browse, paper, answered(page) | {f"q{first}": ["1", "2"]})

    assert response.status_code == 422
    assert first not in {row[0] for row in _stored(app)}


# The receipt a script gets


@time_machine.travel(MONDAY, tick=False)
def test_a_script_is_told_what_was_saved_and_when(browse, paper):
    browse.enter("li_mei")
    values, number = _one_answer(browse, paper)

    response = _save(browse, paper, values, json=True)

    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert response.headers["Cache-Control"] == "no-store"
    assert json.loads(response.data) == {
        "saved_at": "09:00:00",
        "saved": [number],
        "times": {},
        "bases": {str(number): 1},
        "faults": {},
    }


def test_a_script_that_sends_nothing_new_is_told_so_and_when_it_was_saved(browse, paper):
    values, number = _one_answer(browse, paper)
    with time_machine.travel(MONDAY, tick=False) as now:
        browse.enter("li_mei")
        _save(browse, paper, values, json=True)
        now.shift(2)

        again = _save(browse, paper, values | {f"q{number}-base": "1"}, json=True).json

    assert (again["saved"], again["bases"], again["faults"]) == ([], {str(number): 1}, {})
    assert (again["saved_at"], again["times"]) == ("09:00:02", {str(number): "09:00:00"})


def test_a_script_learns_what_could_not_be_read(browse, app, paper):
    page = browse.open(paper)
    first = next(n for n, one in enumerate(page.select("fieldset"), 1) if one.select(CHOICES))
    values = answered(page) | {f"q{first}": ["9"]}

    response = _save(browse, paper, values, json=True)

    assert response.status_code == 200
    assert set(response.json["faults"]) == {str(first)}
    assert response.json["saved"] == [n for n in range(1, 6) if n != first]


def test_a_script_in_a_stale_window_gets_a_conflict_and_loses_nothing(browse, app, paper):
    page = browse.open(paper)
    _save(browse, paper, answered(page))

    stale = _save(browse, paper, answered(page, wrong=(1,)), json=True)

    assert stale.status_code == 409
    assert stale.json["message"] == "有的题在另一个页面上改过，请重新载入本页核对。"
    assert [row[1] for row in _stored(app)] == [1] * 5


def test_a_script_whose_sign_in_has_ended_is_told_to_sign_in(browse, app, paper):
    values, _ = _one_answer(browse, paper)
    elsewhere = browse.another().enter("li_mei")
    for form in elsewhere.get("account.sessions").select("main form"):
        elsewhere.send(str(form["action"]), {})

    response = _save(browse, paper, values, json=True)

    assert response.status_code == 401
    assert response.json["message"] == "登录已结束。"
    assert _stored(app) == []


# Two windows


def test_a_stale_window_is_shown_both_answers_and_overwrites_nothing(browse, app, paper):
    page = browse.open(paper)
    _save(browse, paper, answered(page))
    before = _stored(app)

    response = _save(browse, paper, answered(page, wrong=(2,)))

    assert response.status_code == 409
    assert "这道题在另一个页面上改过" in response.text
    assert _stored(app) == before


def test_the_answer_one_confirms_after_a_conflict_is_kept(browse, app, paper):
    page = browse.open(paper)
    _save(browse, paper, answered(page))
    conflict = _save(browse, paper, answered(page, wrong=(2,)))

    shown = fields(BeautifulSoup(conflict.text, "html.parser"))
    response = _save(browse, paper, shown)

    assert response.status_code == 303
    assert [row[:2] for row in _stored(app) if row[0] == 2] == [(2, 1), (2, 2)]


def test_a_stale_window_keeps_the_answers_that_contradict_nothing(browse, app, paper):
    page = browse.open(paper)
    _save(browse, paper, answered(page, blank=(4, 5)))

    _save(browse, paper, answered(page, wrong=(1,)))

    assert {row[0] for row in _stored(app)} == {1, 2, 3, 4, 5}
    assert [row[1] for row in _stored(app)] == [1] * 5


# Handing in


def test_a_whole_paper_is_saved_and_handed_in_with_one_button(browse, app, paper):
    response = hand_in(browse, paper)

    assert (response.status_code, response.location) == (303, f"{paper}result/")
    assert len(_stored(app)) == 5
    assert not _is_open(app)


def test_gaps_are_named_before_a_paper_is_handed_in(browse, app, paper):
    values = answered(browse.open(paper), blank=(2, 5)) | {"do": "submit"}

    response = browse.send(f"{paper}answers", values)

    assert response.status_code == 422
    assert "还有 2 题没有作答，尚未交卷。" in response.text
    assert 'href="#q2"' in response.text
    assert 'href="#q5"' in response.text
    assert _is_open(app)
    assert {row[0] for row in _stored(app)} == {1, 3, 4}, "what was answered is saved"


def test_a_paper_with_gaps_can_be_handed_in_all_the_same(browse, app, paper):
    values = answered(browse.open(paper), blank=(2, 5)) | {"do": "submit_anyway"}

    assert browse.send(f"{paper}answers", values).status_code == 303
    assert not _is_open(app)


def test_a_paper_with_an_answer_nobody_can_read_is_not_handed_in(browse, app, paper):
    page = browse.open(paper)
    values = answered(page) | {"do": "submit_anyway"}
    number = next(n for n, one in enumerate(page.select("fieldset"), 1) if one.select(CHOICES))

    response = browse.send(f"{paper}answers", values | {f"q{number}": "nonsense"})

    assert response.status_code == 422
    assert _is_open(app)


def test_a_conflict_keeps_a_paper_from_being_handed_in(browse, app, paper):
    page = browse.open(paper)
    _save(browse, paper, answered(page))

    response = browse.send(f"{paper}answers", answered(page, wrong=(1,)) | {"do": "submit_anyway"})

    assert response.status_code == 409
    assert _is_open(app)


def test_after_handing_in_the_paper_leads_to_its_result(browse, paper):
    hand_in(browse, paper)

    assert browse.client.get(paper).location == f"{paper}result/"


def test_after_handing_in_nothing_is_taken_any_more(browse, app, paper):
    page = browse.open(paper)
    hand_in(browse, paper)
    before = _stored(app)

    html = _save(browse, paper, answered(page, wrong=(1,)))
    script = _save(browse, paper, answered(page, wrong=(1,)), json=True)

    assert (html.status_code, script.status_code) == (409, 409)
    assert "本次检测已经交卷，不能再改。" in html.text
    assert script.json["message"] == "本次检测已经交卷，不能再改。"
    assert _stored(app) == before


@pytest.mark.parametrize("wish", ["", "delete", "SUBMIT", "submit "])
def test_an_unknown_button_only_saves(browse, app, paper, wish):
    values = answered(browse.open(paper)) | {"do": wish}

    assert browse.send(f"{paper}answers", values).location == paper
    assert _is_open(app)


def test_passing_finishes_the_lesson(browse, app, paper):
    hand_in(browse, paper, wrong=(1,))

    with app.app_context():
        assert db.session.scalars(select(LessonRecord.lesson_id)).all() == ["speaking-1"]


def test_a_paper_that_does_not_exist_looks_like_that_of_somebody_else(browse, paper):
    chen_xiao = browse.another().enter("chen_xiao")

    foreign, missing = (words(chen_xiao.open(one, status=404)) for one in (paper, "/sittings/999/"))

    assert foreign[:-1] == missing[:-1], "all but the number of the request"
