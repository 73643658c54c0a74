"""A first password by one-time code: on a slip of paper, from a phone, without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.activation.rules import GOOD_FOR, written
from cadreschool.people.queries import account_named

NEW = "a quiet street by the river"
WRONG = "登录名或激活码不对，或者激活码已经用过、过期。"


@pytest.fixture
def code(app, cast):
    """Return a code for 李梅."""
    with app.app_context():
        made = write(lambda: make_codes([cast.li_mei], by=None, at=clock.now()))
    return written(made[cast.li_mei])


def _activate(browse, code, *, login="limei", new=NEW, repeat=None):
    return browse.post(
        "account.create_activation", login=login, code=code, new=new, repeat=repeat or new
    )


def _said(response):
    return response.get_data(as_text=True)


def test_the_page_is_linked_from_the_sign_in_page(browse):
    page = browse.get("account.sign_in")
    link = page.find("a", string="首次登录？用激活码设置密码")

    assert link["href"] == browse.address("account.activation")
    assert browse.get("account.activation").h1.get_text() == "用激活码设置密码"


def test_a_code_sets_a_password_and_signs_in(browse, code):
    response = _activate(browse, code.lower().replace("-", " "), login=" LiMei ")

    assert (response.status_code, response.location) == (303, "/")
    assert "密码已设好" in browse.open("/study/").get_text()
    browse.another().sign_in("li_mei", password=NEW)


def test_a_code_is_good_once(browse, code):
    _activate(browse, code)
    again = _activate(browse.another(), code, new="another street by the hill")

    assert again.status_code == 422
    assert WRONG in _said(again)


def test_whoever_was_signed_in_is_out_when_a_new_password_is_set(browse, code):
    before = browse.another().enter("li_mei")
    _activate(browse, code)

    assert before.client.get("/study/").status_code == 303
    assert browse.client.get("/study/").status_code == 200


def test_the_old_password_is_good_until_the_code_is_used(browse, code):
    browse.another().sign_in("li_mei")
    _activate(browse, code)

    response = browse.another().post(
        "account.create_sign_in", login="limei", password="wei zhi gong shuo hua"
    )
    assert response.status_code == 422


@pytest.mark.parametrize("login", ["limei", "wangqiang", "nobody"])
def test_wrong_names_and_wrong_codes_get_one_answer(browse, code, login):
    wrong = "0000-0000-0000-0000" if login == "limei" else code
    response = _activate(browse, wrong, login=login)

    assert response.status_code == 422
    assert WRONG in _said(response)
    assert NEW not in _said(response)


def test_a_code_that_is_too_old_gets_the_same_answer(browse, app, cast):
    with app.app_context():
        long_ago = clock.now() - GOOD_FOR - timedelta(seconds=1)
        made = write(lambda: make_codes([cast.li_mei], by=None, at=long_ago))

    assert WRONG in _said(_activate(browse, made[cast.li_mei]))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"new": "short"}, "密码至少 15 个字符"),
        ({"repeat": "something else here"}, "两次填写的新密码不一样。"),
        ({"new": "纺织工会纺织工会李梅李梅limei"}, "密码太容易猜到"),
        ({"login": ""}, "请填写登录名。"),
    ],
)
def test_a_password_that_is_no_good_leaves_the_code_as_it_is(browse, code, fields, said):
    response = _activate(browse, code, **fields)

    assert response.status_code == 422
    assert said in _said(response)
    assert _activate(browse, code).status_code == 303


def test_an_eleventh_guess_waits_and_signing_in_does_not(browse, code):
    for _ in range(10):
        assert _activate(browse, "0000-0000-0000-0000").status_code == 422

    assert _activate(browse, code).status_code == 429
    browse.another().sign_in("li_mei")


def test_what_happens_is_audited_without_the_code(app, browse, code):
    _activate(browse, "0000-0000-0000-0000")
    _activate(browse, code)

    with app.app_context():
        cadre_id = account_named("limei").cadre_id
        rows = db.session.execute(
            select(AuditRow.action, AuditRow.actor_id)
            .where(AuditRow.action.like("activation.%"))
            .order_by(AuditRow.id)
        ).all()
    assert rows == [
        ("activation.make", None),
        ("activation.fail", None),
        ("activation.use", cadre_id),
    ]
