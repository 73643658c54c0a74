"""Changing one's password."""

from __future__ import annotations

import pytest
import time_machine

from tests.school.cast import MONDAY, PASSWORD
from tests.web.seeing import text, words

NEW = "seven paper boats drift"


def _change(browse, *, key=None, **fields):
    usual = {"current": PASSWORD, "new": NEW, "repeat": NEW}
    return browse.post("account.update_password", key=key, **(usual | fields))


def _signs_in(browse, password):
    data = {"csrf_token": browse.token(), "login": "limei", "password": password}
    return browse.client.post("/sign-ins", data=data).status_code == 303


def test_the_page_tells_the_rules_and_asks_for_the_present_password(browse):
    page = browse.enter("li_mei").get("account.password")

    assert "至少15个字符" in text(page)
    assert [field["autocomplete"] for field in page.select("main input[type=password]")] == [
        "current-password",
        "new-password",
        "new-password",
    ]


def test_the_new_password_opens_the_door_and_the_old_one_does_not(browse):
    response = _change(browse.enter("li_mei"))
    page = browse.follow(response)

    assert response.location == "/account/"
    assert "密码已修改，其他设备上的登录已退出。" in words(page)
    assert _signs_in(browse.another(), NEW)
    assert not _signs_in(browse.another(), PASSWORD)


def test_other_devices_are_signed_out_at_their_next_request(browse):
    phone = browse.another().enter("li_mei")
    stranger = browse.another().enter("chen_xiao")

    _change(browse.enter("li_mei"))

    assert phone.client.get("/study/").location == "/sign-in/?next=/study/"
    assert browse.client.get("/study/").status_code == 200
    assert stranger.client.get("/study/").status_code == 200


def test_a_double_click_changes_the_password_once_and_says_so_twice(browse):
    browse.enter("li_mei")
    key = "0c7b6a52-0000-4000-8000-000000000000"

    first, second = _change(browse, key=key), _change(browse, key=key)

    assert first.status_code == second.status_code == 303
    assert first.location == second.location


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"current": "not the password"}, "现在的密码不对。"),
        ({"current": ""}, "请填写现在的密码。"),
        ({"new": "", "repeat": ""}, "请填写新密码。"),
        ({"repeat": f"{NEW}x"}, "两次填写的新密码不一样。"),
        ({"new": "short one", "repeat": "short one"}, "密码至少 15 个字符，现在是 9 个。"),
        ({"new": "x" * 129, "repeat": "x" * 129}, "密码最多 128 个字符。"),
        ({"new": "limeilimeilimei", "repeat": "limeilimeilimei"}, "密码太容易猜到"),
        ({"new": "纺织工会李梅纺织工会李梅纺织", "repeat": "x"}, "密码"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_changes(browse, fields, message):
    response = _change(browse.enter("li_mei"), **fields)

    assert response.status_code == 422
    assert message in response.text
    assert NEW not in response.text
    assert PASSWORD not in response.text
    assert _signs_in(browse.another(), PASSWORD)


@time_machine.travel(MONDAY, tick=False)
def test_whoever_found_a_browser_open_cannot_guess_the_password_there(browse):
    browse.enter("li_mei")

    answers = [_change(browse, current=f"guess {number}").status_code for number in range(11)]

    assert answers == [422] * 10 + [429]


def test_looking_for_a_new_password_that_will_do_is_no_guessing(browse):
    browse.enter("li_mei")

    short = [_change(browse, new="short", repeat="short").status_code for _ in range(12)]

    assert set(short) == {422}
    assert _change(browse).status_code == 303


def test_a_stranger_is_led_to_the_door(browse):
    assert browse.client.get("/account/password/").location.startswith("/sign-in/")
    assert _change(browse).location == "/sign-in/"
