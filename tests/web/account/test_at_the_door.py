"""Abuse at the door and behind it: the cases of the threat model that concern joining.

Guessing, spraying, finding out names, forged addresses, planted cookies, foreign pages, foreign
targets, huge forms; two people on one account, rights that end while one is signed in, and an
administrator who would like to be somebody else.
"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint, end_appointment
from cadreschool.people.models import Appointment, Cadre, SignIn
from cadreschool.people.policies.actions import change_policies
from tests.school.cast import MONDAY, PASSWORD
from tests.web.seeing import text

KEY = "0c7b6a52-0000-4000-8000-000000000000"
GUESS = "not the password"


def _try(browse, login="limei", password=GUESS, **more):
    return browse.post("account.create_sign_in", login=login, password=password, **more)


def _forget(browse):
    """Let a browser be signed in no more, and still be the same browser."""
    with browse.client.session_transaction() as session:
        session.clear()


def _number_of_sign_ins(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(SignIn))


# Guessing


@time_machine.travel(MONDAY, tick=False)
def test_guessing_from_a_thousand_addresses_stops_at_ten_and_the_owner_comes_in(browse):
    browse.sign_in("li_mei")
    _forget(browse)
    answers = []
    for number in range(12):
        stranger = browse.another()
        stranger.client.environ_base["REMOTE_ADDR"] = f"10.{number}.0.1"
        answers.append(_try(stranger).status_code)

    assert answers == [422] * 10 + [429] * 2
    owner = _try(browse, password=PASSWORD)
    assert owner.status_code == 303
    assert "有10次用您的登录名登录没有成功" in text(browse.get("study.home"))


@time_machine.travel(MONDAY, tick=False)
def test_one_guess_at_each_of_many_accounts_ends_after_sixty(browse):
    answers = []
    for number in range(62):
        browse.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        answers.append(_try(browse, login=f"cadre{number}").status_code)

    assert answers == [422] * 60 + [429] * 2


def test_a_refusal_says_to_the_second_when_to_try_again(browse):
    with time_machine.travel(MONDAY + timedelta(minutes=1, seconds=13), tick=False):
        answers = [_try(browse) for _ in range(11)]

    assert answers[-1].headers["Retry-After"] == str(13 * 60 + 47)
    assert "请在 09:15 之后再试" in answers[-1].text


def test_under_classified_protection_there_are_five_tries(app, browse):
    with app.app_context():
        write(lambda: change_policies({"password_profile": "dengbao"}, by=None, at=MONDAY))

    assert [_try(browse).status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_name_that_nobody_has_takes_as_long_as_any(browse):
    def seconds(login):
        begun = time.perf_counter()
        _try(browse, login=login)
        return time.perf_counter() - begun

    seconds("warm-up")
    known = min(seconds("limei") for _ in range(3))
    unknown = min(seconds("nobody") for _ in range(3))
    assert unknown > known / 4  # hashing for nobody takes its time too


# Leading astray


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "evil.example",
        "/laws/\r\nLocation: https://evil.example/",
        "/nowhere/",
        "/sign-ins",
        "/account/passwords",
        f"/laws/?q={'x' * 1000}",
        "javascript:alert(1)",
        "",
    ],
)
def test_after_signing_in_one_is_led_to_a_page_of_this_school_only(browse, target):
    assert _try(browse, password=PASSWORD, next=target).location == "/"


@pytest.mark.parametrize("target", ["/laws/", "/courses/?track=law", "/courses/speaking/"])
def test_a_page_that_was_wanted_is_where_one_comes_out(browse, target):
    assert _try(browse, password=PASSWORD, next=target).location == target


def test_a_foreign_page_signs_nobody_in(app, browse):
    data = {"csrf_token": browse.token(), "login": "limei", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browse.client.post("/sign-ins", data=data, headers=headers).status_code == 400
    del data["csrf_token"]
    assert browse.client.post("/sign-ins", data=data).status_code == 400
    assert _number_of_sign_ins(app) == 0


def test_a_planted_half_sign_in_opens_nothing(browse):
    with browse.client.session_transaction() as session:
        session["half"] = "planted"

    assert browse.client.get("/sign-in/second-step/").location == "/sign-in/"
    response = browse.post("account.create_second_step", number="123456")
    assert response.location.startswith("/sign-in/")
    assert browse.client.get("/study/").status_code == 303


def test_a_form_of_ten_thousand_parts_or_megabytes_is_too_big(browse):
    browse.get("account.sign_in")
    parts = {f"field{number}": (None, "x") for number in range(10_000)}
    boundary = "x" * 20
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n'
        for name in parts
    )
    many = browse.client.post(
        "/sign-ins",
        data=f"{body}--{boundary}--\r\n",
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    huge = browse.client.post("/sign-ins", data={"login": "x" * (3 * 1024 * 1024)})

    assert (many.status_code, huge.status_code) == (413, 413)


# One button, one sign-in; one computer, several people


def test_the_button_pressed_twice_is_one_sign_in(app, browse):
    first = _try(browse, password=PASSWORD, key=KEY)
    _forget(browse)  # the browser has not read the first answer yet
    second = _try(browse, password=PASSWORD, key=KEY)

    assert first.location == second.location
    assert _number_of_sign_ins(app) == 1
    assert browse.client.get("/study/").status_code == 200


def test_the_same_form_after_signing_out_is_a_new_sign_in(app, browse):
    _try(browse, password=PASSWORD, key=KEY)
    browse.post("account.withdraw_sign_in")
    again = _try(browse, password=PASSWORD, key=KEY)

    assert again.status_code == 303
    assert browse.client.get("/study/").status_code == 200
    assert _number_of_sign_ins(app) == 2


def test_a_computer_in_the_office_is_known_to_everybody_who_signed_in_there(browse):
    for login in ("li_mei", "chen_xiao"):
        browse.sign_in(login)
        browse.post("account.withdraw_sign_in")
    with time_machine.travel(clock.now(), tick=False):
        for login in ("limei", "chenxiao"):
            for _ in range(11):
                _try(browse.another(), login=login)

        for login in ("limei", "chenxiao"):
            assert _try(browse, login=login, password=PASSWORD).status_code == 303
            _forget(browse)


def test_who_closed_the_window_and_comes_again_has_one_sign_in(browse):
    browse.sign_in("li_mei")
    _forget(browse)
    browse.sign_in("li_mei")

    assert "还在别处登录着" not in text(browse.get("study.home"))
    assert browse.get("account.sessions").select("main form") == []


def test_two_people_on_one_account_are_told_and_one_can_end_the_other(browse):
    first = browse.another().sign_in("li_mei")
    second = browse.sign_in("li_mei")

    assert "您的账户还在别处登录着" in text(second.get("study.home"))
    page = second.get("account.sessions")
    form = page.select_one("main form[action*=sessions]")
    second.follow(second.send(str(form["action"]), {}))
    assert first.client.get("/study/").status_code == 303


# Behind the door


def test_an_appointment_that_ends_ends_at_the_next_request(app, browse, cast):
    browse.enter("zhou")
    assert browse.client.get("/supervise/").status_code == 302

    def unit():
        row = db.session.scalars(select(Appointment).where(Appointment.cadre_id == cast.zhou)).one()
        yesterday = clock.today() - timedelta(days=1)
        end_appointment(row, until_on=yesterday, by=None, at=clock.now())

    with app.app_context():
        write(unit)

    assert browse.client.get("/supervise/").status_code == 403


def test_no_administrator_can_set_a_password_or_come_in_as_somebody_else(app, browse, cast):
    def unit():
        county = db.session.get_one(Organisation, cast.county)
        chen_xiao = db.session.get_one(Cadre, cast.chen_xiao)
        today = clock.today()
        appoint(chen_xiao, Role.SYSTEM_ADMIN, county, from_on=today, by=None, at=clock.now())

    with app.app_context():
        write(unit)
    browse.enter("chen_xiao")
    page = browse.get("office.code", cadre_id=cast.li_mei)

    assert page.select("input[type=password]") == []
    assert "管理员不能替别人设密码" in text(page)
    rules = {rule.rule for rule in app.url_map.iter_rules() if "password" in rule.rule}
    assert rules == {"/account/password/", "/account/passwords"}
    browse.post("office.create_code", into={"cadre_id": cast.li_mei})
    owner = browse.another().sign_in("li_mei")
    assert "陈晓于" in text(owner.get("study.home"))
    assert "陈晓发了一个激活码" in text(owner.get("account.home"))
