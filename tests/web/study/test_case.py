"""One case: to its readers, and to whoever told it."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.seeing import text
from tests.web.study.telling import publish, told
from tests.web.teach.writing import XU_CHENG, appoint_teachers


@pytest.fixture
def li_mei(browse):
    return browse.another().enter("li_mei")


@pytest.fixture
def reviewer(app, browse):
    appoint_teachers(app)
    return browse.another().enter(XU_CHENG)


def test_readers_see_the_law_and_not_who_told_it(browse, li_mei, reviewer):
    place = told(li_mei)
    publish(reviewer, place)

    page = text(browse.enter("wang_qiang").get("study.case", **place))

    assert "会员满二十五人的，应当建立委员会。" in page, "the gist stands in the card"
    assert "2020修正" in page
    for name in ("李梅", "纺织工会", "许诚", "经过"):
        assert name not in page
    assert "您写的" in text(li_mei.get("study.case", **place))


def test_nobody_else_finds_a_case_before_its_publication(browse, li_mei):
    place = told(li_mei)
    response = browse.enter("wang_qiang").client.get(browse.address("study.case", **place))
    assert response.status_code == 404


def test_its_author_reads_what_the_reviewer_said(li_mei, reviewer):
    place = told(li_mei)
    words = "请写明依据的是哪一款。"
    reviewer.post("teach.create_case_return", into=place, version="1", words=words)

    page = text(li_mei.get("study.case", **place))

    assert words in page
    assert "审核人" in page
    assert "许诚" not in page
    assert words in text(li_mei.get("study.edit_case", **place))
    assert "案例被退回" in text(li_mei.get("study.home"))


def test_its_author_takes_it_down_at_any_time(browse, li_mei, reviewer):
    place = told(li_mei)
    publish(reviewer, place)

    named = li_mei.post("study.withdraw_case", into=place, words="因为职工张伟不同意了")
    assert named.status_code == 422
    assert "像是姓名" in text(check(named))
    assert li_mei.post("study.withdraw_case", into=place).status_code == 303

    response = browse.enter("wang_qiang").client.get(browse.address("study.case", **place))
    assert response.status_code == 404
    assert "已撤下" in text(li_mei.get("study.case", **place))
