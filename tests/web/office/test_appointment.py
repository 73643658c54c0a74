"""One appointment and its end."""

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


def _end(browse, appointment_id, **fields):
    return browse.post(
        "office.withdraw_appointment", into={"appointment_id": appointment_id}, **fields
    )


def _until(app, appointment_id):
    with app.app_context():
        return db.session.scalar(
            select(Appointment.until_on).where(Appointment.id == appointment_id)
        )


def test_who_is_dismissed_meets_a_closed_door_at_the_next_request(app, browse, cast):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile)
    li_mei = browse.another().enter("li_mei")
    li_mei.get("supervise.completion", organisation_id=cast.textile)

    page = browse.follow(_end(browse.enter("shilei"), given, do="now"))

    assert "李梅不再任纺织工会督学" in text(page)
    li_mei.get("supervise.completion", organisation_id=cast.textile, status=403)


def test_the_account_is_one_step_from_the_appointment(app, browse, cast):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile)
    browse.enter("shilei")
    address = browse.address("office.code", cadre_id=cast.li_mei)

    for page in (
        browse.get("office.appointment", appointment_id=given),
        browse.get("office.person_appointment", cadre_id=cast.li_mei),
    ):
        assert page.select_one(f'main a[href="{address}"]')
    assert "李梅的激活码" in text(browse.get("office.code", cadre_id=cast.li_mei))


def test_an_end_to_come_leaves_the_rights_until_then(app, browse, cast):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile, begins=0)
    last = clock.today() + timedelta(30)

    _end(browse.enter("shilei"), given, until_on=last.isoformat())

    assert _until(app, given) == last
    browse.another().enter("li_mei").get("supervise.completion", organisation_id=cast.textile)


def test_one_that_has_not_begun_is_taken_back_and_the_answer_stays_the_same(app, browse, cast):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile, begins=9)
    browse.enter("shilei")
    path = browse.address("office.withdraw_appointment", appointment_id=given)

    answers = [browse.send(path, {"do": "now"}, key="0123456789abcdef") for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    browse.get("office.appointment", appointment_id=given, status=404)


@pytest.mark.parametrize("day", ["", "2020-01-01", "31.12.2030"])
def test_a_last_day_must_be_one_to_come(app, browse, cast, day):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile)

    response = _end(browse.enter("shilei"), given, until_on=day)

    assert response.status_code == 422
    assert _until(app, given) is None


def test_what_has_ended_is_not_changed_any_more(app, browse):
    school = settle(app)

    response = _end(browse.enter("shilei"), school.appointments["limei"], do="now")

    assert response.status_code == 409


def test_nobody_dismisses_themselves(app, browse, cast):
    given = give(app, cast.chen_xiao, Role.SECURITY_ADMIN, cast.textile)

    assert _end(browse.enter("chen_xiao"), given, do="now").status_code == 409


def test_what_it_is_stands_beside_how_to_end_it(app, browse, cast):
    settle(app)
    given = give(app, cast.li_mei, Role.SUPERVISOR, cast.textile, begins=9)

    page = browse.enter("shilei").get("office.appointment", appointment_id=given)

    assert "管哪里纺织工会及其以下状态尚未开始" in text(page)
    assert "免去就是撤回。" in text(page)


def test_no_office_is_prolonged_into_another_of_the_three(app, browse, cast):
    settle(app)
    first = give(app, cast.li_mei, Role.SYSTEM_ADMIN, cast.textile, begins=0, ends=10)
    give(app, cast.li_mei, Role.AUDIT_ADMIN, cast.textile, begins=11)

    refused = _end(browse.enter("shilei"), first, until_on=str(clock.today() + timedelta(11)))

    assert refused.status_code == 409
    assert "李梅已经是审计员，系统管理员不能任到那时" in refused.text
    assert _until(app, first) == clock.today() + timedelta(10)
    assert _end(browse, first, until_on=str(clock.today() + timedelta(9))).status_code == 303
