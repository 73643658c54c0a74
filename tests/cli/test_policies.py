"""`flask policies` and `flask people second-factor`."""

from __future__ import annotations

from cadreschool.kernel.db import db
from cadreschool.people.second_factor.models import SecondFactor
from tests.web.account.phone import set_up


def _run(app, *words):
    return app.test_cli_runner().invoke(args=list(words))


def test_a_choice_is_listed_and_changed(app):
    before = _run(app, "policies", "list").output
    changed = _run(app, "policies", "set", "password_profile", "dengbao")
    again = _run(app, "policies", "set", "password_profile", "dengbao")

    assert "password_profile（密码规则）= nist" in before
    assert changed.output.startswith("密码规则已改为：等级保护")
    assert again.output.startswith("密码规则没有改动")
    assert "password_profile（密码规则）= dengbao" in _run(app, "policies", "list").output


def test_what_is_not_offered_ends_with_a_sentence(app):
    wrong_name = _run(app, "policies", "set", "colour", "red")
    wrong_value = _run(app, "policies", "set", "second_factor", "maybe")

    assert (wrong_name.exit_code, wrong_value.exit_code) == (1, 1)
    assert "没有“colour”这项设置" in wrong_name.output
    assert "可选：off、appointed" in wrong_value.output


def test_a_second_factor_whose_phone_is_lost_is_taken_away(app, browse):
    set_up(browse.enter("li_mei"))

    first, second = (_run(app, "people", "second-factor", "limei") for _ in range(2))

    assert first.output == "李梅的第二重验证已重设。\n"
    assert second.output == "李梅没有开启第二重验证。\n"
    with app.app_context():
        assert db.session.scalars(db.select(SecondFactor.cadre_id)).all() == []
    assert browse.another().sign_in("li_mei").client.get("/study/").status_code == 200
