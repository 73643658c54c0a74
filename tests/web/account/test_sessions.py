"""Where one is signed in, and ending it there."""

from __future__ import annotations

import pytest

from tests.web.seeing import words

KEY = "0c7b6a52-0000-4000-8000-000000000000"


def _forms(browse):
    return [str(one["action"]) for one in browse.get("account.sessions").select("main form")]


def test_ones_own_devices_are_listed_and_this_one_is_marked(browse):
    browse.another().enter("li_mei")
    browse.another().enter("chen_xiao")

    page = browse.enter("li_mei").get("account.sessions")

    assert words(page).count("Firefox · Linux") == 2
    assert words(page).count("本设备") == 1
    assert len(page.select("main form")) == 1


def test_a_lost_phone_is_signed_out_from_here(browse):
    phone = browse.another().enter("li_mei")
    browse.enter("li_mei")
    [form] = _forms(browse)

    page = browse.follow(browse.send(form, {}))

    assert "已让那台设备退出。" in words(page)
    assert phone.client.get("/study/").location == "/sign-in/?next=/study/"
    assert _forms(browse) == []


@pytest.mark.parametrize("other", ["chen_xiao", "wang_qiang", "sun"])
def test_nobody_else_can_end_it(browse, other):
    phone = browse.another().enter("li_mei")
    [form] = _forms(browse.enter("li_mei"))

    response = browse.another().enter(other).send(form, {})

    assert response.status_code == 404
    assert phone.client.get("/study/").status_code == 200


def test_signing_out_ends_this_device_only_and_says_so(browse):
    phone = browse.another().enter("li_mei")

    response = browse.enter("li_mei").post("account.withdraw_sign_in")
    page = browse.follow(response)

    assert response.location == "/sign-in/"
    assert "已退出登录。" in words(page)
    assert browse.client.get("/study/").location == "/sign-in/?next=/study/"
    assert phone.client.get("/study/").status_code == 200


def test_a_cookie_that_was_copied_before_is_worth_nothing_afterwards(browse):
    browse.enter("li_mei")
    with browse.client.session_transaction() as session:
        token = session["_user_id"]
    browse.post("account.withdraw_sign_in")

    thief = browse.another()
    with thief.client.session_transaction() as session:
        session["_user_id"] = token

    assert thief.client.get("/study/").location == "/sign-in/?next=/study/"


def test_clicking_twice_signs_out_once_and_leads_to_the_door_twice(browse):
    browse.enter("li_mei")

    answers = [browse.post("account.withdraw_sign_in", key=KEY) for _ in range(2)]

    assert [one.location for one in answers] == ["/sign-in/", "/sign-in/"]


def test_a_device_that_is_signed_out_already_can_be_signed_out_again(browse):
    browse.another().enter("li_mei")
    [form] = _forms(browse.enter("li_mei"))

    answers = [browse.send(form, {}) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
