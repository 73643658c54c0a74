"""The row decides who is signed in: ended is ended, at the next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.viewer import Grant, Role
from cadreschool.people.actions import (
    Browser,
    end_sign_in,
    forget_old_sign_ins,
    prolong,
    set_password_hash,
    sign_in,
)
from cadreschool.people.models import Appointment, Cadre, KnownBrowser, SignIn
from cadreschool.people.passwords.actions import change_password
from cadreschool.people.queries import (
    account_named,
    is_demonstration_account,
    is_known_browser,
    own_sign_ins,
    viewer_of_token,
    viewer_query,
)
from tests.school.cast import MONDAY, PASSWORD_HASH

TOKEN = "token"
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)

DEMONSTRATION = viewer_query(is_demonstration_account())


def _sign_in(cadre_id, token=TOKEN, *, at=MONDAY, browser="browser"):
    new = Browser(token, browser, "Firefox · Linux")
    write(lambda: sign_in(cadre_id, new, (), at=at))
    return _viewer(token, at=at)


def _viewer(token=TOKEN, *, at=MONDAY):
    db.session.close()
    found = viewer_of_token(viewer_query(), token, at=at)
    return found[0] if found else None


def _actions():
    rows = db.session.execute(
        select(AuditRow.action, AuditRow.actor_id)
        .where(AuditRow.object_kind.in_(["sign_in", "cadre"]), AuditRow.action != "cadre.add")
        .order_by(AuditRow.id)
    )
    return [tuple(row) for row in rows]


def test_a_sign_in_knows_the_cadre_their_union_and_their_appointments(session, cast):
    zhou = _sign_in(cast.zhou)

    assert (zhou.cadre_id, zhou.name) == (cast.zhou, "周建国")
    assert (zhou.organisation_id, zhou.organisation_name) == (cast.qingshi, "青石镇工会联合会")
    path = f"/{cast.county}/{cast.qingshi}/"
    assert zhou.grants == (Grant(Role.SUPERVISOR, cast.qingshi, path),)


def test_a_cadre_without_appointment_has_none(session, cast):
    assert _sign_in(cast.li_mei).grants == ()


def test_the_database_holds_neither_token(session, cast):
    _sign_in(cast.li_mei)

    assert db.session.scalars(select(SignIn.token_digest)).all() == [token_digest("token")]
    assert db.session.scalars(select(KnownBrowser.token_digest)).all() == [token_digest("browser")]


def test_a_browser_is_remembered_once(session, cast):
    _sign_in(cast.li_mei, "first")
    _sign_in(cast.li_mei, "second", at=MONDAY + HOUR)

    assert db.session.scalars(select(KnownBrowser.known_since)).all() == [MONDAY]


@pytest.mark.parametrize("token", ["", "Token", "token ", "\x00"])
def test_another_token_is_nobody(session, cast, token):
    _sign_in(cast.li_mei)

    assert _viewer(token) is None


def test_a_sign_in_ends_after_twelve_hours(session, cast):
    _sign_in(cast.li_mei)

    assert _viewer(at=MONDAY + 12 * HOUR - SECOND) is not None
    assert _viewer(at=MONDAY + 12 * HOUR) is None


def test_the_appointed_are_signed_out_after_an_hour_without_a_change(session, cast):
    zhou = _sign_in(cast.zhou)
    assert _viewer(at=MONDAY + HOUR) is None

    write(lambda: prolong(zhou, at=MONDAY + HOUR - SECOND))

    assert _viewer(at=MONDAY + 2 * HOUR - 2 * SECOND) is not None
    assert _viewer(at=MONDAY + 2 * HOUR) is None


def test_an_appointment_that_is_over_does_not_shorten_a_sign_in(session, cast):
    """Nothing would prolong it: only those with an appointment in force are prolonged."""
    yesterday = (MONDAY - timedelta(days=1)).date()
    over = update(Appointment).values(from_on=yesterday, until_on=yesterday)
    write(lambda: db.session.execute(over))

    _sign_in(cast.zhou)

    assert _viewer(at=MONDAY + 12 * HOUR - SECOND) is not None


def test_an_ended_sign_in_is_not_prolonged(session, cast):
    zhou = _sign_in(cast.zhou)
    write(lambda: end_sign_in(zhou, zhou.sign_in_id, at=MONDAY))
    before = db.session.scalars(select(SignIn.ends_at)).one()

    write(lambda: prolong(zhou, at=MONDAY + HOUR / 2))

    assert db.session.scalars(select(SignIn.ends_at)).one() == before
    assert _viewer() is None


def test_signing_out_ends_this_sign_in_and_no_other(session, cast):
    first = _sign_in(cast.li_mei, "first")
    _sign_in(cast.li_mei, "second")

    write(lambda: end_sign_in(first, first.sign_in_id, at=MONDAY + HOUR))

    assert _viewer("first") is None
    assert _viewer("second") is not None


def test_signing_out_twice_keeps_the_first_moment(session, cast):
    viewer = _sign_in(cast.li_mei)

    for hours in (1, 2):
        at = MONDAY + hours * HOUR
        write(lambda at=at: end_sign_in(viewer, viewer.sign_in_id, at=at))

    assert db.session.scalars(select(SignIn.ended_at)).one() == MONDAY + HOUR
    assert [action for action, _ in _actions()] == ["sign_in.create", "sign_in.end"]


def test_nobody_ends_the_sign_in_of_somebody_else(session, cast):
    li_mei, sun = _sign_in(cast.li_mei, "hers"), _sign_in(cast.sun, "his")

    for sign_in_id in (li_mei.sign_in_id, 999):
        with pytest.raises(NotFoundError):
            write(lambda one=sign_in_id: end_sign_in(sun, one, at=MONDAY))

    assert _viewer("hers") is not None


def test_a_new_password_ends_every_other_sign_in_and_forgets_the_browsers(session, cast):
    here = _sign_in(cast.li_mei, "here")
    _sign_in(cast.li_mei, "there", browser="other browser")
    _sign_in(cast.wang_qiang, "his", browser="his browser")

    write(lambda: change_password(here, "new hash", at=MONDAY + HOUR))

    assert _viewer("here") is not None
    assert _viewer("there") is None
    assert _viewer("his") is not None
    assert account_named("limei").password_hash == "new hash"
    assert not is_known_browser("browser", "limei")
    assert not is_known_browser("other browser", "limei")
    assert is_known_browser("his browser", "wangqiang")
    assert _actions()[-1] == ("password.change", cast.li_mei)


def test_a_new_password_leaves_those_of_others_alone(session, cast):
    here = _sign_in(cast.li_mei)

    write(lambda: change_password(here, "new hash", at=MONDAY))

    hashes = dict(db.session.execute(select(Cadre.id, Cadre.password_hash)).all())
    assert {one for one, stored in hashes.items() if stored != PASSWORD_HASH} == {cast.li_mei}


def test_passwords_set_from_outside_end_the_sign_ins_of_those_cadres(session, cast):
    _sign_in(cast.li_mei, "hers")
    _sign_in(cast.sun, "his", browser="his browser")

    write(lambda: set_password_hash({cast.li_mei: "one", cast.zhou: "two"}, at=MONDAY))

    assert _viewer("hers") is None
    assert _viewer("his") is not None
    stored = db.session.execute(
        select(Cadre.id, Cadre.password_hash).where(Cadre.password_hash.in_(["one", "two"]))
    )
    assert {tuple(row) for row in stored} == {(cast.li_mei, "one"), (cast.zhou, "two")}


def test_ones_own_open_sign_ins_are_listed_newest_first(session, cast):
    _sign_in(cast.li_mei, "over", at=MONDAY - 13 * HOUR)
    ended = _sign_in(cast.li_mei, "ended")
    early = _sign_in(cast.li_mei, "early", browser="phone")
    late = _sign_in(cast.li_mei, "late", at=MONDAY + HOUR)
    _sign_in(cast.wang_qiang, "his", browser="his browser")
    write(lambda: end_sign_in(ended, ended.sign_in_id, at=MONDAY))

    rows = own_sign_ins(late, at=MONDAY + 2 * HOUR)

    assert [(row.id, row.device, row.started_at) for row in rows] == [
        (late.sign_in_id, "Firefox · Linux", MONDAY + HOUR),
        (early.sign_in_id, "Firefox · Linux", MONDAY),
    ]


def test_sign_ins_are_forgotten_six_months_after_their_end(session, cast):
    _sign_in(cast.li_mei, "kept", at=MONDAY - timedelta(days=184))
    _sign_in(cast.li_mei, "forgotten", at=MONDAY - timedelta(days=185))

    write(lambda: forget_old_sign_ins(at=MONDAY))

    assert db.session.scalars(select(SignIn.token_digest)).all() == [token_digest("kept")]


def test_what_is_asked_along_comes_with_the_viewer(session, cast):
    _sign_in(cast.li_mei)
    demonstration = update(Cadre).where(Cadre.id == cast.li_mei).values(is_demonstration=True)

    assert viewer_of_token(DEMONSTRATION, "token", at=MONDAY)[1] == (False,)
    db.session.close()
    write(lambda: db.session.execute(demonstration))

    _, also = viewer_of_token(DEMONSTRATION, "token", at=MONDAY)
    assert [bool(value) for value in also] == [True]
