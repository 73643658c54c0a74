"""Changes to a person: names, transfer, further posts, leave, return, the account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.people.models import Cadre
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give
from tests.web.seeing import table, text


def _see(browse, cadre_id, kind, **values):
    return browse.get("office.person_change", cadre_id=cadre_id, kind=kind, **values)


def _send(browse, cadre_id, kind, **fields):
    into = {"cadre_id": cadre_id, "kind": kind}
    return browse.post("office.create_person_change", into=into, **fields)


def _post(target_id, **fields):
    return {"target_id": target_id, "post": "finance", "tie": "full_time", **fields}


def _cadre(app, cadre_id):
    with app.app_context():
        return db.session.get(Cadre, cadre_id)


def test_a_name_is_corrected(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    form = _see(browse, cast.li_mei, "name")
    assert form.select_one("input[name=name]")["value"] == "李梅"

    page = browse.follow(_send(browse, cast.li_mei, "name", name="李玫", login="limei"))

    assert page.select_one("h1").get_text() == "李玫"


def test_a_transfer_moves_person_and_counts_and_both_posts_stay(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    page = browse.follow(_send(browse, cast.li_mei, "transfer", **_post(cast.building)))

    assert "建材工会，工会财务（专职）" in text(page)
    assert "纺织工会，工会主席（兼职）" in text(page)
    sun = browse.another().enter("sun").get("supervise.completion", organisation_id=cast.qingshi)
    assert ["建材工会基层工会", "2人"] in [row[:2] for row in table(sun)]


def test_the_union_is_found_by_name_and_the_present_one_is_proposed(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    first = _see(browse, cast.li_mei, "transfer")
    found = _see(browse, cast.li_mei, "transfer", q="建材")
    chosen = _see(browse, cast.li_mei, "transfer", target=cast.building)

    assert "已选：纺织工会" in text(first)
    assert "建材工会云岭县总工会-青石镇工会联合会" in text(found)
    assert "已选：建材工会" in text(chosen)


def test_a_transfer_to_a_union_outside_is_not_to_be_had(app, browse, cast):
    settle(app)
    browse.enter("shixiao")

    response = _send(browse, cast.li_mei, "transfer", **_post(cast.building))

    assert response.status_code == 404
    assert _cadre(app, cast.li_mei).organisation_id == cast.textile


def test_a_further_post_needs_its_union(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    without = _send(browse, cast.li_mei, "posting", post="delegate", tie="part_time")
    page = browse.follow(_send(browse, cast.li_mei, "posting", **_post(cast.building)))

    assert without.status_code == 422
    assert "请先选择工会。" in without.text
    assert "建材工会，工会财务（专职），兼任" in text(page)


def test_leaving_stops_counting_and_rights_and_returning_brings_them_back(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.SUPERVISOR, cast.textile)
    li_mei = browse.another().enter("li_mei")
    browse.enter("tianye")

    left = browse.follow(_send(browse, cast.li_mei, "leave", reason="退休"))
    li_mei.get("supervise.completion", organisation_id=cast.textile, status=403)
    li_mei.get("study.home")
    back = browse.follow(_send(browse, cast.li_mei, "return", **_post(cast.textile)))

    assert "已离任，不再计入名单和计数" in text(left)
    assert "李梅回到“纺织工会”。" in text(back)
    li_mei.get("supervise.completion", organisation_id=cast.textile)


def test_a_deactivated_account_is_signed_out_at_the_next_request(app, browse, cast):
    settle(app)
    li_mei = browse.another().enter("li_mei")
    browse.enter("tianye")

    page = browse.follow(_send(browse, cast.li_mei, "deactivation", reason="手机丢失"))

    assert "已停用，不能登录" in text(page)
    assert li_mei.client.get("/study/").location.startswith("/sign-in/")
    again = browse.follow(_send(browse, cast.li_mei, "reactivation"))
    assert "可以登录" in text(again)


@pytest.mark.parametrize("kind", ["transfer", "leave"])
def test_days_to_come_are_refused(app, browse, cast, kind):
    settle(app)
    tomorrow = (clock.today() + timedelta(1)).isoformat()
    fields = _post(cast.textile, from_on=tomorrow) if kind == "transfer" else {"on": tomorrow}

    response = _send(browse.enter("tianye"), cast.li_mei, kind, **fields)

    assert response.status_code == 422
    assert "不能晚于今天" in response.text


def test_what_does_not_fit_the_present_state_is_a_conflict(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    answers = [
        _send(browse, cast.li_mei, "return", **_post(cast.textile)),
        _send(browse, cast.li_mei, "reactivation"),
    ]

    assert [one.status_code for one in answers] == [409, 409]


@pytest.mark.parametrize("kind", ["name", "leave", "deactivation"])
@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_the_other_two_offices_are_dismissed_first(app, browse, cast, kind, role):
    settle(app)
    give(app, cast.li_mei, role, cast.textile)
    browse.enter("tianye")

    page = _see(browse, cast.li_mei, kind)
    response = _send(browse, cast.li_mei, kind, name="李玫", login="limei")

    assert "请先由安全管理员免去这项任命" in text(page)
    assert response.status_code == 409
    assert _cadre(app, cast.li_mei).name == "李梅"


def test_whoever_has_rights_elsewhere_is_left_to_those_above(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.SUPERVISOR, cast.county)

    response = _send(browse.enter("shixiao"), cast.li_mei, "deactivation")

    assert response.status_code == 409
    assert _cadre(app, cast.li_mei).deactivated_at is None


def test_nobody_closes_their_own_account(app, browse):
    school = settle(app)
    own = school.cadres["tianye"]

    assert _send(browse.enter("tianye"), own, "deactivation").status_code == 409


def test_a_change_sent_twice_is_made_once(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    path = browse.address("office.create_person_change", cadre_id=cast.li_mei, kind="leave")

    answers = [browse.send(path, {"reason": "退休"}, key="0123456789abcdef") for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]


def test_there_are_no_other_changes(app, browse, cast):
    settle(app)

    _see(browse.enter("tianye"), cast.li_mei, "password", status=404)


def test_nobody_gets_an_office_back_from_whoever_may_not_touch_the_account(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.AUDIT_ADMIN, cast.county)
    with app.app_context():
        today, at = clock.today(), clock.now()
        write(lambda: withdraw_cadre(cast.li_mei, today, "换届", by=None, at=at))

    refused = _send(browse.enter("tianye"), cast.li_mei, "return", **_post(cast.textile))

    assert refused.status_code == 409
    assert "这个人是审计员，请先由安全管理员免去这项任命" in refused.text


def test_a_form_that_others_were_quicker_than_changes_nothing(app, browse, cast):
    settle(app)
    page = _see(browse.enter("tianye"), cast.li_mei, "name")
    seen = page.select_one("input[name=seen]")["value"]
    _send(browse, cast.li_mei, "name", name="李美", login="limei", seen=seen)

    stale = _send(browse, cast.li_mei, "name", name="李媚", login="limei", seen=seen)

    assert stale.status_code == 409
    assert "“李美”的情况改过，没有保存" in stale.text
    assert "李媚" in stale.text, "nothing that was typed is lost"
    again = re.search(r'name="seen" value="(\w+)"', stale.text).group(1)
    done = _send(browse, cast.li_mei, "name", name="李媚", login="limei", seen=again)
    assert done.status_code == 303
