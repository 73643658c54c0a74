"""Setting up the number on the phone, and giving it up."""

from __future__ import annotations

import pytest
import time_machine
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.people.second_factor.models import RecoveryCode, SecondFactor
from tests.school.cast import MONDAY, PASSWORD
from tests.web.account.phone import number_now, phone_of, recovery_codes, set_up
from tests.web.seeing import text


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_the_way_from_nothing_to_a_second_factor(app, browse):
    browse.enter("li_mei")
    assert "开始设置" in text(browse.get("account.second_factor"))

    begun = browse.post("account.create_second_factor", current=PASSWORD)
    page = browse.follow(begun)
    secret = phone_of(page)
    confirmed = browse.post("account.update_second_factor", number=number_now(secret))

    assert page.select_one(".qr svg path")
    assert len(recovery_codes(confirmed)) == 8
    assert "已于2026年3月2日09:00开启。还有8个备用码" in text(browse.get("account.second_factor"))
    assert "已开启" in text(browse.get("account.home"))


def test_a_number_that_is_not_right_puts_nothing_to_use(browse):
    browse.enter("li_mei").post("account.create_second_factor", current=PASSWORD)

    response = browse.post("account.update_second_factor", number="000000")

    assert response.status_code == 422
    assert "动态码不对" in response.text
    assert browse.another().sign_in("li_mei").client.get("/study/").status_code == 200


@pytest.mark.parametrize(
    "endpoint",
    [
        "account.create_second_factor",
        "account.create_recovery_codes",
        "account.withdraw_second_factor",
    ],
)
def test_whoever_found_a_browser_open_changes_nothing_without_the_password(browse, endpoint):
    browse.enter("li_mei")

    answers = [browse.post(endpoint, current=f"guess {one}").status_code for one in range(11)]

    assert answers == [422] * 10 + [429]


def test_neither_secret_nor_codes_lie_in_clear(app, browse):
    secret, codes = set_up(browse.enter("li_mei"))
    with app.app_context():
        kept = [*db.session.scalars(select(SecondFactor.sealed_secret))]
        kept += [*db.session.scalars(select(RecoveryCode.code_digest))]
        kept += [str(row) for row in db.session.execute(db.text("SELECT * FROM request_key"))]
        kept += [row or "" for row in db.session.scalars(select(AuditRow.detail))]

    assert not any(one in line for line in kept for one in [secret, *codes])


def test_the_button_pressed_twice_shows_the_same_codes(browse):
    browse.enter("li_mei").post("account.create_second_factor", current=PASSWORD)
    number = number_now(phone_of(browse.get("account.second_factor")))
    key = "0c7b6a52-0000-4000-8000-000000000000"

    first, second = (
        browse.post("account.update_second_factor", key=key, number=number) for _ in range(2)
    )

    assert recovery_codes(first) == recovery_codes(second) != []


def test_new_codes_take_the_place_of_the_old(app, browse):
    _, codes = set_up(browse.enter("li_mei"))
    renewed = browse.post("account.create_recovery_codes", current=PASSWORD)

    assert set(recovery_codes(renewed)).isdisjoint(codes)
    with app.app_context():
        assert len(db.session.scalars(select(RecoveryCode.code_digest)).all()) == 8


def test_it_can_be_given_up_with_the_password(app, browse):
    set_up(browse.enter("li_mei"))

    response = browse.post("account.withdraw_second_factor", current=PASSWORD)

    assert "第二重验证已关闭。" in text(browse.follow(response))
    assert browse.another().sign_in("li_mei").client.get("/study/").status_code == 200
    with app.app_context():
        assert db.session.scalars(select(RecoveryCode.code_digest)).all() == []


def test_other_devices_are_signed_out_when_it_is_put_to_use(browse):
    phone = browse.another().enter("li_mei")
    set_up(browse.enter("li_mei"))

    assert phone.client.get("/study/").status_code == 303
    assert browse.client.get("/study/").status_code == 200


def test_beside_a_second_factor_a_password_may_be_shorter_and_must_grow_before_it_goes(browse):
    set_up(browse.enter("li_mei"))
    short = "lan tian"
    changed = browse.post("account.update_password", current=PASSWORD, new=short, repeat=short)
    refused = browse.post("account.withdraw_second_factor", current=short)

    assert changed.status_code == 303
    assert refused.status_code == 422
    assert "请先把密码改为至少 15 个字符" in refused.text
