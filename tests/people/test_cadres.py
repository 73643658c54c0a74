"""Cadres come into the school, are appointed, and are seen by those above them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import all_counters, organisation_for
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.lookup.queries import Shown, members_of
from cadreschool.people.models import Appointment, Cadre, Post, Tie
from cadreschool.people.queries import (
    account_named,
    cadre_for,
    demonstration_hashes,
    members_by_organisation,
)
from tests.school.cast import MONDAY, PASSWORD_HASH
from tests.school.steps import viewer_of


def _add(login, union_id, **more):
    new = NewCadre(login, more.pop("name", "赵新"), Post.FINANCE, Tie.FULL_TIME, **more)

    def unit():
        return add_cadre(new, db.session.get(Organisation, union_id), by=None, at=MONDAY)

    return write(unit)


def _names(rows):
    return [row.name for row in rows]


def test_a_new_cadre_is_last_on_the_roster_and_counted(session, cast):
    cadre = _add("zhaoxin", cast.textile)

    assert (cadre.position, cadre.organisation_id, cadre.joined_at) == (3, cast.textile, MONDAY)
    assert all_counters()[cast.textile, "", "members"] == 3


def test_the_first_cadre_of_a_union_is_the_first_on_its_roster(session, cast):
    assert _add("zhaoxin", cast.chengguan).position == 1
    assert all_counters()[cast.chengguan, "", "members"] == 1


def test_a_sign_in_name_is_kept_as_it_is_compared(session, cast):
    cadre = _add("ＺｈａｏＸｉｎ ", cast.textile)

    assert cadre.login == "zhaoxin"
    assert account_named("zhaoxin").cadre_id == cadre.id


def test_two_cadres_cannot_have_one_sign_in_name(session, cast):
    with pytest.raises(ConflictError, match="已经有人使用"):
        _add("LIMEI", cast.building)

    assert members_by_organisation()[cast.building] == 1
    assert all_counters()[cast.building, "", "members"] == 1


def test_a_new_cadre_is_audited_without_their_name_or_password(session, cast):
    cadre = _add("zhaoxin", cast.textile, password_hash="secret hash")

    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()

    assert (row.action, row.object_id) == ("cadre.add", str(cadre.id))
    assert row.detail == f'{{"organisation": {cast.textile}}}'


def test_an_appointment_is_dated_and_audited(session, cast):
    def unit():
        return appoint(
            db.session.get(Cadre, cast.li_mei),
            Role.TRAINER,
            db.session.get(Organisation, cast.county),
            from_on=clock.day_of(MONDAY),
            by=cast.sun,
            at=MONDAY,
        )

    appointment = write(unit)

    assert (appointment.from_on.isoformat(), appointment.until_on) == ("2026-03-02", None)
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert (row.action, row.actor_id) == ("appointment.create", cast.sun)
    assert row.detail == (
        f'{{"cadre": {cast.li_mei}, "organisation": {cast.county}, "role": "trainer"}}'
    )


def test_an_appointment_cannot_end_before_it_begins(session, cast):
    backwards = db.update(Appointment).values(until_on=clock.day_of(MONDAY).replace(day=1))

    with pytest.raises(IntegrityError):
        write(lambda: db.session.execute(backwards))


def test_an_account_is_found_by_its_exact_sign_in_name(session, cast):
    account = account_named("limei")

    assert (account.cadre_id, account.password_hash) == (cast.li_mei, PASSWORD_HASH)
    assert account.is_demonstration is False
    assert [account_named(name) for name in ("lime", "limei ", "LIMEI", "%", "")] == [None] * 5


@pytest.mark.parametrize("name", ["li_mei", "chen_xiao", "wang_qiang", "zhou", "sun"])
def test_the_supervisor_of_the_county_sees_everybody(session, cast, name):
    cadre_id = getattr(cast, name)

    assert cadre_for(viewer_of(cast.sun), cadre_id).id == cadre_id


@pytest.mark.parametrize(
    ("name", "is_seen"),
    [
        ("wang_qiang", True),
        ("zhou", True),
        ("li_mei", False),
        ("chen_xiao", False),
        ("sun", False),
    ],
)
def test_the_supervisor_of_a_town_sees_its_own_cadres_only(session, cast, name, is_seen):
    zhou = viewer_of(cast.zhou)

    if is_seen:
        assert cadre_for(zhou, getattr(cast, name)).id == getattr(cast, name)
    else:
        with pytest.raises(NotFoundError):
            cadre_for(zhou, getattr(cast, name))


def test_a_cadre_without_appointment_sees_nobody_as_a_supervisor_would(session, cast):
    for cadre_id in (cast.li_mei, cast.chen_xiao):
        with pytest.raises(NotFoundError):
            cadre_for(viewer_of(cast.li_mei), cadre_id)


def test_a_cadre_is_shown_with_their_post_and_tie_in_chinese(session, cast):
    row = cadre_for(viewer_of(cast.sun), cast.li_mei)

    assert (row.name, row.organisation_name) == ("李梅", "纺织工会")
    assert (row.post_name, row.tie_name) == ("工会主席", "兼职")


def test_a_roster_is_in_its_own_order(session, cast):
    _add("zhaoxin", cast.textile)
    _add("anan", cast.textile, name="安安")
    first = db.update(Cadre).where(Cadre.login == "anan").values(position=0)
    write(lambda: db.session.execute(first))
    textile = organisation_for(viewer_of(cast.sun), cast.textile)
    found, number = members_of(textile, Shown.PRESENT, page=1)

    assert (_names(found), number) == (["安安", "李梅", "陈晓", "赵新"], 4)


def test_a_roster_lists_direct_members_and_nobody_from_below(session, cast):
    county = organisation_for(viewer_of(cast.sun), cast.county)

    assert _names(members_of(county, Shown.PRESENT, page=1)[0]) == ["孙主席"]


def test_members_are_counted_from_the_facts(session, cast):
    assert members_by_organisation() == {
        cast.county: 1,
        cast.qingshi: 1,
        cast.textile: 2,
        cast.building: 1,
    }


def test_demonstration_accounts_are_listed_when_one_can_sign_in_to_them(session, cast):
    _add("mute", cast.textile, is_demonstration=True)
    shown = _add("shown", cast.textile, is_demonstration=True, password_hash="hash")

    assert demonstration_hashes() == [(shown.id, "hash")]
