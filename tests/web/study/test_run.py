"""One choice at a time: stored when it is made, never twice, and gone on with anywhere."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.study.walking import begin, choose, form, walk

pytestmark = pytest.mark.usefixtures("scenario")


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def test_a_step_shows_the_place_and_its_choices_and_nothing_of_what_comes(li_mei):
    page = li_mei.open(begin(li_mei))

    assert page.h1.get_text(strip=True) == "先听谁说"
    assert len(page.select("form .option")) == 3
    assert "TEXT-talk" in text(page)
    assert "SEEN-" not in text(page)


def test_after_a_choice_one_sees_what_came_of_it_and_the_next_place(li_mei):
    run = begin(li_mei)
    page = li_mei.follow(choose(li_mei, run, "b"))

    assert "您选了：talk的做法b" in text(page)
    assert "SEEN-talk-b" in text(page)
    assert "TEXT-law" in text(page)


def test_on_another_device_it_goes_on_where_it_was(li_mei):
    run = walk(li_mei, "b")
    phone = li_mei.another().enter("li_mei")

    assert begin(phone) == run
    assert phone.open(run).h1.get_text(strip=True) == "查哪一条"


def test_a_double_click_is_one_choice(li_mei):
    run = begin(li_mei)
    values = form(li_mei.open(run), "b") | {"request_key": "a" * 32}
    first, second = (li_mei.send(f"{run}choices", values) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert "第2步" in text(li_mei.open(run))


def test_a_second_window_that_chooses_the_same_goes_on(li_mei):
    run = begin(li_mei)
    page = li_mei.open(run)
    responses = [li_mei.send(f"{run}choices", form(page, "b")) for _ in range(2)]

    assert [one.status_code for one in responses] == [303, 303]


def test_a_second_window_that_chooses_otherwise_is_told_and_nothing_changes(li_mei):
    run = begin(li_mei)
    stale = li_mei.open(run)
    li_mei.send(f"{run}choices", form(stale, "b"))
    response = li_mei.send(f"{run}choices", form(stale, "a"))

    assert response.status_code == 409
    assert "这一步在另一个页面上已经选过" in response.text
    assert "SEEN-talk-b" in text(li_mei.open(run))


def test_nothing_chosen_is_said_and_the_step_stays(li_mei):
    run = begin(li_mei)
    response = li_mei.send(f"{run}choices", {"step": "1"})

    assert response.status_code == 422
    assert "请选择一种做法。" in response.text
    assert "TEXT-talk" in response.text


@pytest.mark.parametrize("step", ["7", "", "-1", "1e9", "٣"])
def test_a_step_that_is_not_there_is_refused(li_mei, step):
    run = begin(li_mei)

    assert li_mei.send(f"{run}choices", {"step": step, "choice": "1"}).status_code == 422


def test_a_finished_run_leads_to_its_ending(li_mei):
    run = walk(li_mei, "cc")

    assert li_mei.client.get(run).location == f"{run}ending/"
    assert li_mei.send(f"{run}choices", {"step": "3"}).location == f"{run}ending/"


def test_the_way_so_far_can_be_looked_at(li_mei):
    page = li_mei.open(walk(li_mei, "ba"))

    assert [one.get_text(strip=True) for one in page.select(".story__steps li")] == [
        "先听谁说：talk 的做法 b"
    ]
