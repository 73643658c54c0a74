"""Appointing one cadre: within one's own part of the tree, never oneself, three offices apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role
from cadreschool.people.models import Appointment
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give
from tests.web.seeing import text


def _send(browse, cadre_id, union_id, role, **fields):
    given = {"from_on": clock.today().isoformat(), "until_on": "", **fields}
    return browse.post(
        "office.create_appointment",
        into={"cadre_id": cadre_id},
        role=role,
        organisation_id=union_id,
        **given,
    )


def test_an_appointment_opens_the_desk_at_the_next_request(app, browse, cast):
    settle(app)
    li_mei = browse.another().enter("li_mei")
    li_mei.get("supervise.home", status=403)

    page = browse.follow(_send(browse.enter("shilei"), cast.li_mei, cast.textile, "supervisor"))

    assert "李梅任纺织工会督学。" in text(page)
    li_mei.get("supervise.home", status=302)


def test_the_own_union_and_those_above_are_offered_others_are_looked_for(app, browse, cast):
    settle(app)
    browse.enter("shilei")

    near = browse.get("office.person_appointment", cadre_id=cast.li_mei)
    found = browse.get("office.person_appointment", cadre_id=cast.li_mei, q="建材")
    chosen = browse.get(
        "office.person_appointment", cadre_id=cast.li_mei, organisation=cast.building
    )

    assert [text(one) for one in near.select("select[name=organisation_id] option")] == [
        "纺织工会及其以下",
        "城关街道工会联合会及其以下",
        "云岭县总工会及其以下",
    ]
    assert "建材工会云岭县总工会-青石镇工会联合会" in text(found)
    assert text(chosen.select_one("option[selected]")) in {"建材工会及其以下", "教员"}
    assert chosen.select_one(f'option[value="{cast.building}"][selected]')


def test_an_end_before_the_beginning_keeps_what_was_filled_in(app, browse, cast):
    settle(app)
    tomorrow = (clock.today() + timedelta(1)).isoformat()

    response = _send(
        browse.enter("shilei"),
        cast.li_mei,
        cast.chengguan,
        "trainer",
        from_on=tomorrow,
        until_on=clock.today().isoformat(),
    )

    assert response.status_code == 422
    assert "最后一天早于第一天。" in response.text
    assert f'value="{tomorrow}"' in response.text
    assert f'<option selected value="{cast.chengguan}">' in response.text


def test_no_rights_are_given_for_days_that_are_over(app, browse, cast):
    settle(app)
    yesterday = (clock.today() - timedelta(1)).isoformat()

    response = _send(
        browse.enter("shilei"), cast.li_mei, cast.textile, "trainer", from_on=yesterday
    )

    assert response.status_code == 422


@pytest.mark.parametrize("role", ["security_admin", "audit_admin"])
def test_who_administers_may_not_also_give_rights_or_audit(app, browse, cast, role):
    settle(app)
    give(app, cast.li_mei, Role.SYSTEM_ADMIN, cast.textile)

    response = _send(browse.enter("shilei"), cast.li_mei, cast.textile, role)

    assert response.status_code == 409
    assert "李梅已经是系统管理员" in response.text


def test_nobody_appoints_themselves(app, browse):
    school = settle(app)
    own = school.cadres["shilei"]
    browse.enter("shilei")

    response = _send(browse, own, school.unions["shilei"], "supervisor")

    assert response.status_code == 409
    assert "这是您自己" in response.text
    page = browse.get("office.person_appointment", cadre_id=own)
    assert not page.select("main form[method=post]")


def test_rights_over_a_union_outside_are_not_given(app, browse, cast):
    give(app, cast.chen_xiao, Role.SECURITY_ADMIN, cast.chengguan)
    browse.enter("chen_xiao")

    above = _send(browse, cast.li_mei, cast.county, "supervisor")
    beside = _send(browse, cast.li_mei, cast.qingshi, "supervisor")
    stranger = _send(browse, cast.wang_qiang, cast.textile, "supervisor")

    assert [one.status_code for one in (above, beside, stranger)] == [404, 404, 404]


def test_a_form_sent_twice_appoints_once(app, browse, cast):
    school = settle(app)
    browse.enter("shilei")
    fields = {"role": "trainer", "organisation_id": cast.textile, "until_on": ""}
    fields["from_on"] = clock.today().isoformat()
    path = browse.address("office.create_appointment", cadre_id=cast.li_mei)

    answers = [browse.send(path, fields, key="0123456789abcdef") for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    with app.app_context():
        roles = db.session.scalars(
            select(Appointment.role).where(Appointment.cadre_id == school.cadres["limei"])
        ).all()
    assert sorted(roles) == ["supervisor", "trainer"], "the first ended long ago"


def test_an_appointment_may_have_its_last_day_from_the_beginning(app, browse, cast):
    settle(app)
    begins, ends = clock.today() + timedelta(7), clock.today() + timedelta(30)
    browse.enter("shilei")

    page = browse.follow(
        _send(
            browse,
            cast.li_mei,
            cast.textile,
            "supervisor",
            from_on=begins.isoformat(),
            until_on=ends.isoformat(),
        )
    )

    assert f"李梅任纺织工会督学，{clock.day_text(begins)}起。" in text(page)
    upcoming = browse.get("office.appointments", state="upcoming")
    assert f"到{clock.day_text(ends)}" in text(upcoming)
