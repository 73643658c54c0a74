"""The way into the 督学台."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Appointment, Cadre
from tests.school.cast import MONDAY
from tests.web.seeing import links, text


def _appoint(app, cadre_id, union_id, role=Role.SUPERVISOR):
    def unit():
        appoint(
            db.session.get(Cadre, cadre_id),
            role,
            db.session.get(Organisation, union_id),
            from_on=clock.day_of(MONDAY),
            by=None,
            at=MONDAY,
        )

    with app.app_context():
        write(unit)


@pytest.mark.parametrize(("name", "union"), [("sun", "county"), ("zhou", "qingshi")])
def test_one_appointment_leads_straight_to_its_union(browse, cast, name, union):
    response = browse.enter(name).client.get("/supervise/")

    assert response.status_code == 302
    assert response.location == f"/supervise/organisations/{getattr(cast, union)}/"


def test_with_several_appointments_one_chooses(app, browse, cast):
    _appoint(app, cast.zhou, cast.textile)

    page = browse.enter("zhou").get("supervise.home")

    assert {f"/supervise/organisations/{one}/" for one in (cast.textile, cast.qingshi)} <= links(
        page
    )
    assert "青石镇工会联合会" in text(page)
    assert "云岭县总工会" not in text(page)


@pytest.mark.parametrize("name", ["li_mei", "wang_qiang"])
def test_who_supervises_nothing_is_told_that_a_role_is_missing(browse, name):
    page = browse.enter(name).get("supervise.home", status=403)

    assert "这个页面需要相应的任命才能查看。" in text(page)


def test_another_role_is_not_enough(app, browse, cast):
    _appoint(app, cast.li_mei, cast.county, Role.TRAINER)

    browse.enter("li_mei").get("supervise.home", status=403)


def test_an_appointment_that_ended_closes_the_desk_at_the_next_request(app, browse):
    browse.enter("zhou")
    assert browse.client.get("/supervise/").status_code == 302

    def unit():
        ended = clock.day_of(MONDAY)
        db.session.execute(db.update(Appointment).values(until_on=ended))

    with app.app_context():
        write(unit)

    browse.get("supervise.home", status=403)
