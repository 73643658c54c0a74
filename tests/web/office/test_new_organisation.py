"""A new union below another: its name, a kind that may lie there, from which day."""

from __future__ import annotations

from datetime import timedelta

from cadreschool.kernel import clock
from tests.web.neighbourhood import settle
from tests.web.seeing import text


def _send(browse, organisation_id, **fields):
    return browse.post(
        "office.create_organisation", into={"organisation_id": organisation_id}, **fields
    )


def test_it_is_there_with_the_day_and_the_ground(app, browse, cast):
    settle(app)
    browse.enter("shixiao")

    response = _send(
        browse,
        cast.chengguan,
        name="棉纺城 联合工会",
        kind="joint",
        on="2026-03-01",
        basis="城关工发〔2026〕3号",
    )

    page = browse.follow(response)
    assert page.select_one("h1").get_text() == "棉纺城 联合工会"
    assert "2026年3月1日建立，名称为“棉纺城联合工会”依据：城关工发〔2026〕3号" in text(page)


def test_only_kinds_that_may_lie_there_are_offered(app, browse, cast):
    settle(app)

    page = browse.enter("tianye").get("office.new_organisation", organisation_id=cast.textile)

    kinds = [option["value"] for option in page.select("select[name=kind] option")]
    assert kinds == ["grassroots", "group"]


def test_a_namesake_is_refused_and_the_form_keeps_what_was_written(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    response = _send(browse, cast.chengguan, name="纺织 工会", kind="grassroots")

    assert response.status_code == 409
    assert "“城关街道工会联合会”下面已有“纺织 工会”。" in response.text
    assert 'value="纺织 工会"' in response.text


def test_mistakes_are_told_at_their_fields(app, browse, cast):
    settle(app)
    tomorrow = (clock.today() + timedelta(1)).isoformat()

    response = _send(
        browse.enter("tianye"), cast.chengguan, name="工\u202e会", kind="county", on=tomorrow
    )

    assert response.status_code == 422
    for words in ("看不见的控制字符", "生效日期不能晚于今天"):
        assert words in response.text


def test_signs_of_markup_in_a_name_are_only_signs(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    made = _send(browse, cast.textile, name="一车间<img onerror=alert(1) ", kind="group")

    for path in (made.location, f"/office/organisations/{cast.textile}/"):
        page = browse.open(path)
        assert "一车间<imgonerror=alert(1)" in text(page)
        assert not page.select("main img")
