"""Rating oneself by the behaviours of the levels."""

from __future__ import annotations

from tests.web.seeing import table, text


def test_the_levels_are_told_as_behaviour(browse):
    page = browse.enter("li_mei").get("study.self_rating")

    assert "能做到敢说的第3级" in text(page)
    assert len(page.select("input[type=radio]")) == 6 * 6


def test_a_rating_is_kept_drawn_and_may_be_changed(browse):
    browse.enter("li_mei")
    page = browse.follow(browse.post("study.create_self_rating", level_dare="3"))

    assert next(row for row in table(page) if row[0] == "敢说")[5] == "3独当一面"
    assert next(row for row in table(page) if row[0] == "能说")[5] == "没有评"
    assert page.select(".chart--radar .chart__own")

    chosen = browse.get("study.self_rating").select("input[name=level_dare][checked]")
    assert [one["value"] for one in chosen] == ["3"]
    page = browse.follow(browse.post("study.create_self_rating", level_dare="0"))
    assert next(row for row in table(page) if row[0] == "敢说")[5] == "0起步"


def test_a_rating_is_taken_back(browse):
    browse.enter("li_mei")
    browse.post("study.create_self_rating", level_dare="3", level_able="2")
    page = browse.follow(browse.post("study.create_self_rating", level_dare="", level_able="2"))

    assert next(row for row in table(page) if row[0] == "敢说")[5] == "没有评"
    assert next(row for row in table(page) if row[0] == "能说")[5] == "2会做"


def test_no_such_level_is_refused(browse):
    browse.enter("li_mei")

    assert browse.post("study.create_self_rating", level_dare="5").status_code == 422
    assert browse.post("study.create_self_rating", level_dare="many").status_code == 422


def test_it_counts_for_nothing(browse):
    browse.enter("li_mei")
    before = [row[1] for row in table(browse.get("study.profile"))]
    ratings = {f"level_{one}": "4" for one in ("able", "dare", "skilled")}
    page = browse.follow(browse.post("study.create_self_rating", **ratings))

    assert [row[1] for row in table(page)] == before
