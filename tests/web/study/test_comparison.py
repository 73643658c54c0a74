"""After writing: the exemplar beside one's own text, marking it, handing it to a marker."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.study.penning import TEXT, begin, close, mark

pytestmark = pytest.mark.usefixtures("drill")


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def test_the_exemplar_and_the_points_stand_beside_ones_own_text(li_mei):
    said = text(li_mei.open(f"{close(li_mei)}comparison/"))

    for word in (TEXT, "EXEMPLAR", "REMARKS", "RUBRIC-fact", "RUBRIC-next"):
        assert word in said


def test_marking_is_kept_and_can_be_changed(li_mei):
    work = close(li_mei)
    page = li_mei.follow(mark(li_mei, work))
    chosen = [one["id"] for one in page.select("form input[checked]")]

    assert "这一课已记为完成" in text(page)
    assert chosen == ["p1-2", "p2-1", "p3-0"]
    mark(li_mei, work, p1="2", p2="2", p3="2", words="下次先写日期")
    assert "下次先写日期" in text(li_mei.open(f"{work}comparison/"))


def test_a_point_left_out_is_said(li_mei):
    work = close(li_mei)
    response = mark(li_mei, work, p1="2", p2="1")

    assert response.status_code == 422
    assert "还有要点没有选" in response.text


def test_no_sum_and_no_points_are_told(li_mei):
    work = close(li_mei)
    mark(li_mei, work)
    said = text(li_mei.open(f"{work}comparison/"))

    assert "写到一部分" in said
    assert "分）" not in said


def test_a_marked_text_can_be_handed_in_once(li_mei):
    work = close(li_mei)
    assert li_mei.send(f"{work}submission", {}).status_code == 409
    mark(li_mei, work)

    for _ in range(2):
        assert li_mei.send(f"{work}submission", {}).status_code == 303
    assert "交给了教员" in text(li_mei.open(f"{work}comparison/"))


def test_an_open_text_has_no_exemplar_yet(li_mei):
    work = begin(li_mei)

    assert li_mei.client.get(f"{work}comparison/").location == work
    assert mark(li_mei, work).status_code == 409


def test_while_one_writes_nothing_of_what_comes_is_told(li_mei):
    work = begin(li_mei)
    pages = ["/drills/", work, f"{work}comparison/", "/courses/writing/lessons/writing-1/"]
    pages += [
        "/search/?q=EXEMPLAR",
        "/search/?q=RUBRIC",
        "/courses/writing/",
        "/account/personal-data/",
    ]

    for path in pages:
        said = li_mei.client.get(path, follow_redirects=True).text
        for word in ("EXEMPLAR 您", "RUBRIC-", "REMARKS"):
            assert word not in said, path
