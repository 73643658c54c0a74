"""The number at the door: after the password, once each, or a code for the day it is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.actions import take_tries
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.models import SignIn
from cadreschool.people.rules import number_bucket
from tests.school.cast import MONDAY, PASSWORD
from tests.web.account.phone import number_now, set_up
from tests.web.seeing import text

KEY = "0c7b6a52-0000-4000-8000-000000000000"
NEW = "a quiet street by the river"


@pytest.fixture
def now():
    """Let it be Monday, and let a test move the clock."""
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def phone(browse, now):
    """Return 李梅's secret and recovery codes; a minute has passed since she set it up."""
    kept = set_up(browse.another().enter("li_mei"))
    now.shift(60)
    return kept


def _password(browse, **more):
    return browse.post("account.create_sign_in", login="limei", password=PASSWORD, **more)


def _number(browse, number, **more):
    return browse.post("account.create_second_step", number=number, **more)


def _is_in(browse):
    return browse.client.get("/study/").status_code == 200


def test_the_password_alone_opens_nothing(browse, phone):
    response = _password(browse, next="/laws/")
    page = browse.follow(response)

    assert "填动态码" in text(page)
    assert page.select_one("main input[name=next]")["value"] == "/laws/"
    assert not _is_in(browse)


def test_password_and_number_open_the_door_to_where_one_wanted(browse, phone):
    _password(browse)
    response = _number(browse, f" {number_now(phone[0])} ", next="/laws/")

    assert response.location == "/laws/"
    assert _is_in(browse)


def test_a_number_opens_once(browse, phone):
    number = number_now(phone[0])
    _password(browse)
    _number(browse, number)
    thief = browse.another()
    _password(thief)
    again = _number(thief, number)

    assert again.status_code == 422
    assert "已经用过" in again.text
    assert not _is_in(thief)


def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not(browse, phone):
    _password(browse)

    assert _number(browse, number_now(phone[0], later=4)).status_code == 422
    assert _number(browse, number_now(phone[0], later=1)).status_code == 303


def test_a_recovery_code_opens_once(browse, phone):
    code = phone[1][0].lower()
    _password(browse)
    assert _number(browse, code).status_code == 303

    other = browse.another()
    _password(other)
    assert _number(other, code).status_code == 422
    assert _number(other, phone[1][1]).status_code == 303


def test_there_are_ninety_six_guesses_a_day(app, browse, cast, phone, now):
    with app.app_context():
        for _ in range(95):  # setting it up took one
            assert write(lambda: take_tries((number_bucket(cast.li_mei),), at=clock.now())) is None
    _password(browse)
    refused = _number(browse, number_now(phone[0]))
    now.shift(timedelta(days=1))
    tomorrow = browse.another()
    _password(tomorrow)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 3600
    assert _number(tomorrow, number_now(phone[0])).status_code == 303


def test_ten_minutes_after_the_password_one_begins_again(browse, phone, now):
    _password(browse)
    now.shift(timedelta(minutes=10))
    response = _number(browse, number_now(phone[0]))

    assert response.location.startswith("/sign-in/")
    assert not _is_in(browse)


def test_a_password_changed_meanwhile_opens_nothing(app, browse, cast, phone):
    _password(browse)
    with app.app_context():
        code = write(lambda: make_codes([cast.li_mei], by=None, at=clock.now()))[cast.li_mei]
    browse.another().post(
        "account.create_activation", login="limei", code=code, new=NEW, repeat=NEW
    )

    assert _number(browse, number_now(phone[0])).status_code == 409
    assert not _is_in(browse)


def test_a_one_time_code_does_not_lead_past_the_number(app, browse, cast, phone):
    with app.app_context():
        code = write(lambda: make_codes([cast.li_mei], by=None, at=clock.now()))[cast.li_mei]
    response = browse.post(
        "account.create_activation", login="limei", code=code, new=NEW, repeat=NEW
    )

    assert response.location.startswith("/sign-in/second-step/")
    assert not _is_in(browse)
    _number(browse, number_now(phone[0]))
    assert _is_in(browse)


def test_the_button_pressed_twice_is_one_sign_in(app, browse, phone):
    _password(browse)
    number = number_now(phone[0])
    with browse.client.session_transaction() as session:
        before = dict(session)
    first = _number(browse, number, key=KEY)
    with browse.client.session_transaction() as session:
        session.clear()
        session.update(before)  # the browser has not read the first answer yet
    second = _number(browse, number, key=KEY)

    assert first.location == second.location
    assert _is_in(browse)
    with app.app_context():
        begun = select(func.count()).where(SignIn.started_at == clock.now())
        assert db.session.scalar(begun) == 1


def test_without_a_password_before_there_is_no_second_step(browse):
    assert browse.client.get("/sign-in/second-step/").location == "/sign-in/"
