"""Somebody's profile at the 督学台: only while they share it, and never what they said of it."""

from __future__ import annotations

import pytest

from cadreschool.learning.profile.rules import STATEMENT
from tests.school.profiles import sign_records
from tests.web.seeing import links, table, text


@pytest.fixture
def shared(app, browse, cast):
    """Let 李梅 have a profile, see herself on level 4, disagree with a record, and share it all."""
    with app.app_context():
        (first, *_) = sign_records(cast.li_mei, *["dare 2"] * 4, by=cast.sun)
    li_mei = browse.another().enter("li_mei")
    li_mei.post("study.create_self_rating", level_dare="4")
    li_mei.post("study.create_dispute", source=f"record:{first}", reason="我不同意这一条")
    assert li_mei.post("study.create_profile_sharing").status_code == 303
    return li_mei


def test_the_supervisor_sees_levels_and_what_they_rest_on(browse, cast, shared):
    browse.enter("sun")
    assert f"/supervise/cadres/{cast.li_mei}/profile/" in links(
        browse.get("supervise.cadre", cadre_id=cast.li_mei)
    )
    page = browse.get("supervise.profile", cadre_id=cast.li_mei)

    assert STATEMENT in text(page)
    dare = next(row for row in table(page) if row[0] == "敢说")
    assert "%" in dare[2]
    assert dare[-1].startswith("4条")
    assert len(page.select(".chart--radar .chart__point")) == 1


def test_what_somebody_says_of_themselves_stays_theirs(browse, cast, shared):
    page = browse.enter("sun").get("supervise.profile", cadre_id=cast.li_mei)

    assert not page.select(".chart__own")
    assert "自评4" not in text(page)
    assert "没有评" not in text(page)
    assert "我不同意这一条" not in text(page)
    assert not [one for one in links(page) if one.startswith("/profile/")]


def test_another_towns_supervisor_finds_nothing_shared_or_not(browse, cast, shared):
    browse.enter("zhou").get("supervise.profile", cadre_id=cast.li_mei, status=404)


def test_nothing_leads_to_a_profile_that_is_not_shared(browse, cast, shared):
    shared.post("study.withdraw_profile_sharing")
    browse.enter("sun")

    page = browse.get("supervise.cadre", cadre_id=cast.li_mei)
    assert "素质画像" not in text(page.select_one("main"))
    browse.get("supervise.profile", cadre_id=cast.li_mei, status=404)
