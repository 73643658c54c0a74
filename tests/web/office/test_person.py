"""One person: posts with their days, appointments, account."""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give
from tests.web.office.test_members import _do
from tests.web.seeing import links, text


def test_posts_and_appointments_stand_with_their_days(app, browse, cast):
    settle(app)
    _do(
        app,
        open_posting,
        cast.li_mei,
        cast.building,
        NewPosting("delegate", "part_time", clock.today()),
    )
    give(app, cast.li_mei, Role.TRAINER, cast.textile)

    page = browse.enter("tianye").get("office.person", cadre_id=cast.li_mei)

    told = text(page)
    assert "纺织工会，工会主席（兼职）2026年3月2日起" in told
    assert "建材工会，职工代表（兼职），兼任" in told
    assert "纺织工会教员在任" in told
    assert f"/office/people/{cast.li_mei}/code/" in links(page)


def test_a_further_post_ends_with_a_button(app, browse, cast):
    settle(app)
    new = NewPosting("delegate", "part_time", clock.today())
    _do(app, open_posting, cast.li_mei, cast.building, new)
    browse.enter("tianye")
    page = browse.get("office.person", cadre_id=cast.li_mei)
    button = page.select_one("main form button[name=next]")

    response = browse.send(button.find_parent("form")["action"], {"next": button["value"]})

    after = browse.follow(response)
    assert after.select_one("h1").get_text() == "李梅"
    assert "在“建材工会”的兼任到今天为止。" in text(after)
    assert not after.select("main form[method=post] button[name=next]")


def test_the_main_post_is_not_ended_so(app, browse):
    school = settle(app)

    response = browse.enter("tianye").post(
        "office.withdraw_posting", into={"posting_id": school.postings["limei"]}
    )

    assert response.status_code == 409


def test_of_somebody_outside_nothing_is_shown(app, browse, cast):
    settle(app)

    browse.enter("shixiao").get("office.person", cadre_id=cast.wang_qiang, status=404)


def test_unions_outside_of_my_part_have_no_name_and_no_button(app, browse, cast):
    settle(app)
    new = NewPosting("delegate", "part_time", clock.today())
    _do(app, open_posting, cast.li_mei, cast.building, new)
    give(app, cast.chen_xiao, Role.SYSTEM_ADMIN, cast.chengguan)

    page = browse.enter("chen_xiao").get("office.person", cadre_id=cast.li_mei)

    assert "所辖以外的工会，职工代表（兼职），兼任" in text(page)
    assert "建材" not in page.get_text()
    assert not page.select("main form[method=post] button[name=next]")
