"""A new bank: an id for ever, a title, whose it is."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.teach.banking import make_bank
from tests.web.teach.writing import BAI_LU, HE_JING


def test_the_form_offers_the_whole_school_to_those_appointed_for_it(browse, teachers):
    browse.enter(HE_JING)
    offered = [one.get_text() for one in browse.get("teach.new_bank").select("#owner option")]
    browse.enter(BAI_LU)
    below = [one.get_text() for one in browse.get("teach.new_bank").select("#owner option")]

    assert offered == ["全校", "云岭县总工会"]
    assert below == ["青石镇工会联合会"]


@pytest.mark.parametrize("bank_id", ["", "Exam", "考试", "a b", "a" * 41])
def test_an_id_that_cannot_stand_in_an_address_is_refused(browse, teachers, bank_id):
    browse.enter(HE_JING)

    response = browse.post("teach.create_bank", bank_id=bank_id, title="上岗考试", owner="0")

    assert response.status_code == 422
    assert "上岗考试" in response.text


def test_an_id_is_used_once(browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)

    response = browse.post("teach.create_bank", bank_id="exam", title="另一个", owner="0")

    assert response.status_code == 422
    assert "这个编号已经用过" in response.text


def test_a_union_of_others_is_not_offered_and_not_taken(browse, teachers, cast):
    browse.enter(BAI_LU)

    response = browse.post(
        "teach.create_bank", bank_id="exam", title="题", owner=str(cast.chengguan)
    )

    assert response.status_code == 422


def test_one_comes_to_the_empty_bank(browse, teachers):
    browse.enter(HE_JING)
    response = browse.post("teach.create_bank", bank_id="exam", title="上岗考试", owner="0")

    assert "题库还是空的" in text(browse.follow(response))
