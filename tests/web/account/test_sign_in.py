"""The door: who comes in, who does not, and that the two cannot be told apart by trying."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import select, update

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.people.models import Cadre, SignIn, SignInTries
from tests.school.cast import MONDAY, PASSWORD
from tests.web.seeing import text, words
from tests.web.test_matrix import without_what_changes

WRONG = "登录名或密码不对，请核对后再试。"


GUESS = "not the password"


def _try(browse, login="limei", password=GUESS, headers=None, **more):
    data = {"csrf_token": browse.token(), "login": login, "password": password, **more}
    return browse.client.post("/sign-ins", data=data, headers=headers)


def _rows(app, *columns):
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(*columns))]


# Coming in


def test_the_page_asks_for_name_and_password(browse):
    page = browse.get("account.sign_in")

    assert [field["name"] for field in page.select("main input:not([type=hidden])")] == [
        "login",
        "password",
    ]
    assert page.select_one("input[name=password]")["autocomplete"] == "current-password"


def test_a_cadre_comes_in_and_finds_their_desk(browse):
    response = _try(browse, password=PASSWORD)

    assert (response.status_code, response.location) == (303, "/")
    assert browse.client.get("/").location == "/study/"
    assert "李梅，您好" in words(browse.get("study.home"))


@pytest.mark.parametrize("login", ["LiMei", " limei ", "ｌｉｍｅｉ"])
def test_a_name_may_be_typed_in_any_width_and_case(browse, login):
    assert _try(browse, login=login, password=PASSWORD).status_code == 303


def test_who_is_signed_in_is_not_asked_again(browse):
    browse.enter("li_mei")

    assert browse.client.get("/sign-in/").location == "/"
    assert browse.client.get("/sign-in/?next=/laws/").location == "/laws/"


def test_one_comes_back_to_the_page_one_wanted(browse):
    wanted = browse.client.get("/courses/?track=law").location
    page = browse.open(wanted)
    target = page.select_one("main input[name=next]")["value"]

    response = _try(browse, password=PASSWORD, next=target)

    assert response.location == "/courses/?track=law"


def test_after_a_mistake_one_still_comes_to_the_page_one_wanted(browse):
    page = _try(browse, next="/laws/").text

    assert 'name="next" value="/laws/"' in page


def test_a_sign_in_is_kept_by_its_digest_with_the_device_and_no_address(app, browse):
    _try(browse, password=PASSWORD, headers={"User-Agent": "X Firefox/1 (Linux)"})

    [(digest, device, ended_at)] = _rows(app, SignIn.token_digest, SignIn.device, SignIn.ended_at)
    with browse.client.session_transaction() as session:
        token = session["_user_id"]
    assert (device, ended_at) == ("Firefox · Linux", None)
    assert len(digest) == 64
    assert digest != token


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(browse):
    response = _try(browse, password=PASSWORD)

    cookies = response.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies)
    assert not any("Domain" in one for one in cookies)


def test_over_https_cookies_travel_over_https_only(with_settings):
    client = with_settings(is_https=True).client

    cookies = client.get("/sign-in/", base_url="https://localhost").headers.getlist("Set-Cookie")

    assert cookies[0].startswith("__Host-cadreschool=")
    assert "Secure" in cookies[0]
    assert "Path=/" in cookies[0]


def test_what_lay_in_the_cookie_before_is_dropped(browse):
    browse.get("account.sign_in")
    with browse.client.session_transaction() as session:
        session["planted"] = "x"
        before = session["csrf_token"]

    _try(browse, password=PASSWORD)

    with browse.client.session_transaction() as session:
        assert set(session) == {"_user_id"}
    browse.get("study.home")
    with browse.client.session_transaction() as session:
        assert session["csrf_token"] != before


def test_a_planted_token_is_nobody(browse):
    with browse.client.session_transaction() as session:
        session["_user_id"] = "planted"

    assert browse.client.get("/study/").location == "/sign-in/?next=/study/"


# Not coming in


def test_a_wrong_password_is_refused_without_saying_which_of_the_two_is_wrong(app, browse):
    response = _try(browse)

    assert response.status_code == 422
    assert WRONG in response.text
    assert 'value="limei"' in response.text
    assert "not the password" not in response.text
    assert _rows(app, SignIn.id) == []


def test_unknown_and_known_accounts_look_the_same(app, browse):
    def silence():
        mute = update(Cadre).where(Cadre.login == "chenxiao").values(password_hash=None)
        db.session.execute(mute)

    with app.app_context():
        write(silence)
    pages = {
        login: without_what_changes(_try(browse, login=login).text).replace(login, "")
        for login in ("limei", "chenxiao", "nobody")
    }

    assert pages["limei"] == pages["nobody"] == pages["chenxiao"]


def test_unknown_and_known_accounts_run_out_of_tries_alike(browse):
    def answers(login):
        return [_try(browse, login=login).status_code for _ in range(11)]

    assert answers("limei") == answers("nobody") == [422] * 10 + [429]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"login": "", "password": ""}, "请填写登录名。"),
        ({"login": "limei", "password": ""}, "请填写密码。"),
        ({"login": "x" * 61, "password": "x"}, "60"),
        ({"login": "limei", "password": "x" * 129}, "128"),
    ],
)
def test_what_is_missing_or_too_long_is_said_in_chinese_before_any_try_is_drawn(
    app, browse, fields, message
):
    response = _try(browse, **fields)

    assert response.status_code == 422
    assert message in response.text
    assert _rows(app, SignInTries.bucket) == []


def test_a_failure_is_audited_without_what_was_typed(app, browse):
    _try(browse, password="secret of somebody")

    rows = _rows(app, AuditRow.id, AuditRow.action, AuditRow.actor_id, AuditRow.detail)

    assert max(rows)[1:] == ("sign_in.fail", None, "")


def test_a_password_that_was_changed_while_it_was_checked_opens_nothing(app, browse):
    """Checking takes its time, outside of every transaction."""
    slow = PasswordHasher(time_cost=6, memory_cost=65536, parallelism=1).hash(PASSWORD)

    def store(hashed):
        changed = update(Cadre).where(Cadre.login == "limei").values(password_hash=hashed)
        with app.app_context():
            write(lambda: db.session.execute(changed))

    store(slow)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(_try(browse, password=PASSWORD)))
    thread.start()
    while not _rows(app, SignInTries.bucket):
        pass  # until the check is under way
    store("another hash")
    thread.join()

    assert answers[0].status_code == 409
    assert "请用新密码登录。" in answers[0].text
    assert _rows(app, SignIn.id) == []


# Too many tries


def test_after_ten_tries_one_is_told_from_when_to_try_again(browse):
    with time_machine.travel(MONDAY + timedelta(minutes=1), tick=False) as now:
        for _ in range(10):
            _try(browse)
        refused = _try(browse, password=PASSWORD)
        now.shift(timedelta(minutes=14))
        later = _try(browse, password=PASSWORD)

    assert refused.status_code == 429
    assert "请在 09:15 之后再试。" in refused.text
    assert refused.headers["Retry-After"].isdigit()
    assert later.status_code == 303


def test_strangers_never_lock_the_owner_out_of_a_browser_they_used_before(browse):
    _try(browse, password=PASSWORD)
    with browse.client.session_transaction() as session:
        session.clear()
    stranger = browse.another()
    for _ in range(11):
        assert _try(stranger).status_code in {422, 429}

    assert _try(browse, password=PASSWORD).status_code == 303
    assert _try(stranger, password=PASSWORD).status_code == 429


def test_a_stolen_browser_runs_out_of_tries_too(browse):
    _try(browse, password=PASSWORD)
    with browse.client.session_transaction() as session:
        session.clear()

    answers = [_try(browse).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_browser_known_to_one_account_is_a_stranger_to_another(browse):
    _try(browse, password=PASSWORD)
    with browse.client.session_transaction() as session:
        session.clear()
    for _ in range(10):
        _try(browse.another(), login="wangqiang")

    assert _try(browse, login="wangqiang", password=PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("address", "drawn_from"),
    [
        ("192.0.2.7", ("address:192.0.2.7", "network:192.0.2")),
        ("2001:db8:1:2:3:4:5:6", ("address:2001:db8:1:2", "network:2001:db8:1")),
    ],
)
def test_tries_are_counted_for_the_network_one_comes_from(app, browse, address, drawn_from):
    browse.client.environ_base["REMOTE_ADDR"] = address

    _try(browse)

    drawn = [name for (name,) in sorted(_rows(app, SignInTries.bucket))]
    assert drawn == ["account:limei", *drawn_from]


# Demonstration accounts


@pytest.fixture
def demonstration(app):
    """Make 李梅 an account of the demonstration."""

    def unit():
        db.session.execute(
            update(Cadre).where(Cadre.login == "limei").values(is_demonstration=True)
        )

    with app.app_context():
        write(unit)


def test_a_demonstration_account_is_open_from_this_machine(browse, demonstration):
    assert _try(browse, password=PASSWORD).status_code == 303
    assert "李梅，您好" in words(browse.get("study.home"))


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.1", "2001:db8::1", "::ffff:127.0.0.1"])
def test_a_demonstration_account_is_refused_from_another_machine(browse, demonstration, address):
    browse.client.environ_base["REMOTE_ADDR"] = address

    response = _try(browse, password=PASSWORD)

    assert response.status_code == 422
    assert WRONG in response.text


def test_a_demonstration_account_is_refused_through_a_proxy_nobody_declared(browse, demonstration):
    response = _try(browse, password=PASSWORD, headers={"X-Forwarded-For": "127.0.0.1"})

    assert response.status_code == 422
    assert WRONG in response.text


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "192.0.2.1", "trusted_hosts": ()},
        {"trusted_proxies": 1},
        {"trusted_hosts": ("localhost", "school.example")},
    ],
    ids=["another address", "a proxy in front", "a name of its own"],
)
def test_a_demonstration_account_is_refused_when_others_can_come(
    with_settings, demonstration, changes
):
    visitor = with_settings(**changes)

    response = _try(visitor, password=PASSWORD)

    assert response.status_code == 422
    assert WRONG in response.text


def test_a_declared_proxy_is_believed_about_where_a_try_comes_from(app, with_settings):
    visitor = with_settings(trusted_proxies=1)

    _try(visitor, headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert ("address:198.51.100.7",) in _rows(app, SignInTries.bucket)


def test_a_proxy_nobody_declared_is_not_believed(app, browse):
    _try(browse, headers={"X-Forwarded-For": "203.0.113.9"})

    assert ("address:127.0.0.1",) in _rows(app, SignInTries.bucket)


def test_a_demonstration_sign_in_is_worth_nothing_elsewhere(browse, demonstration):
    browse.enter("li_mei")
    browse.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"

    assert browse.client.get("/study/").location == "/sign-in/?next=/study/"


def test_real_accounts_come_from_everywhere(browse):
    browse.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"

    assert _try(browse, password=PASSWORD).status_code == 303
    assert "李梅，您好" in text(browse.get("study.home"))
