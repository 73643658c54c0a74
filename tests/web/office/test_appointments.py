"""The list of appointments: what is in force at my unions, what will be, what was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint, end_appointment
from cadreschool.people.models import Cadre
from tests.browse import check
from tests.web.neighbourhood import settle
from tests.web.seeing import table, text


def give(app, cadre_id, role, union_id, *, begins=0, ends=None):
    """Appoint somebody from so many days from now, until so many days from now."""
    today, at = clock.today(), clock.now()

    def unit():
        cadre, union = db.session.get(Cadre, cadre_id), db.session.get(Organisation, union_id)
        made = appoint(cadre, role, union, from_on=today + timedelta(begins), by=None, at=at)
        if ends is not None:
            end_appointment(made, until_on=today + timedelta(ends), by=None, at=at)
        return made.id

    with app.app_context():
        return write(unit)


def test_it_tells_who_may_do_what_where_and_since_when(app, browse, cast):
    settle(app)

    page = browse.enter("shilei").get("office.appointments", q="周建国")

    assert table(page) == [
        ["周建国青石镇工会联合会", "督学", "青石镇工会联合会", "2026年3月2日起，不限期"]
    ]


def test_upcoming_and_ended_ones_are_apart(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.TRAINER, cast.textile, begins=3)
    browse.enter("shilei")

    upcoming = browse.get("office.appointments", state="upcoming")
    ended = browse.get("office.appointments", state="ended", role="supervisor")

    assert [row[0] for row in table(upcoming)] == ["李梅纺织工会"]
    assert "李梅纺织工会" in [row[0] for row in table(ended)]
    assert "李梅" not in text(browse.get("office.appointments"))


def test_a_security_administrator_of_a_town_sees_the_towns_alone(app, browse, cast):
    give(app, cast.chen_xiao, Role.SECURITY_ADMIN, cast.chengguan)
    give(app, cast.wang_qiang, Role.SUPERVISOR, cast.chengguan)

    page = browse.enter("chen_xiao").get("office.appointments")

    assert [row[0] for row in table(page)] == ["陈晓纺织工会", "王强建材工会"]
    assert "共2项" in text(page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_appointments(
    app, browse, cast, count_queries, number
):
    give(app, cast.chen_xiao, Role.SECURITY_ADMIN, cast.textile)
    for role in (Role.SUPERVISOR, Role.TRAINER, Role.REVIEWER)[: number - 1]:
        give(app, cast.li_mei, role, cast.textile)
    path = browse.enter("chen_xiao").address("office.appointments")
    browse.open(path)

    with count_queries() as queries:
        page = check(browse.client.get(path))

    assert len(table(page)) == number
    assert len(queries) == 2, "who asks, and the list with its number"
