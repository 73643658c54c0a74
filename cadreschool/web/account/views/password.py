"""Changing the password. The slow part (argon2) runs outside of every unit."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.keys import Reply
from cadreschool.people.actions import take_tries
from cadreschool.people.passwords import is_password, password_hash
from cadreschool.people.passwords.actions import change_password
from cadreschool.people.passwords.queries import hashes_not_to_repeat, password_of
from cadreschool.people.passwords.rules import is_outdated, password_hints
from cadreschool.people.rules import password_bucket
from cadreschool.web.account.door import is_repeated, too_many
from cadreschool.web.account.forms import PasswordForm
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import door_state, signed_in, viewer
from cadreschool.web.policies import door
from cadreschool.web.units import answered, follow, write_once

_REPEATED = "这个密码最近用过，请换一个。"


@blueprint.get("/account/password/")
@signed_in
def password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return _page(PasswordForm())


@blueprint.post("/account/passwords")
@signed_in
def update_password() -> ResponseReturnValue:
    """Change the password; every other sign-in ends.

    Sent a second time, the present password is another one by then: hence the look for a reply.
    """
    who, at, rules = viewer(), clock.now(), door()
    reply = answered(who)
    if reply is not None:
        return follow(reply)
    stored = password_of(who.cadre_id)
    has_second = door_state().has_second_factor
    known = (who.name, who.organisation_name, stored.login)
    form = PasswordForm(*known, door=rules, has_second=has_second)
    if not form.validate():  # looking for a good new password is no guessing of the present one
        return _page(form), 422
    former = hashes_not_to_repeat(who.cadre_id, rules)
    bucket = password_bucket(who.cadre_id, rules)
    if write(lambda: take_tries((bucket,), at=at)) is not None:
        raise too_many(bucket, at)
    db.session.close()  # hashing takes its time: hold no transaction meanwhile
    if not is_password(form.current.data or "", stored.password_hash):
        form.current.errors = ["现在的密码不对。"]
        return _page(form), 422
    if is_repeated(form.new.data or "", former):
        form.new.errors = [_REPEATED]
        return _page(form), 422
    new_hash = password_hash(form.new.data or "")

    def unit() -> Reply:
        change_password(who, new_hash, at=at, door=rules)
        return Reply(
            location=url_for("account.home"), notice="密码已修改，其他设备上的登录已退出。"
        )

    return follow(write_once(who, unit))


def _page(form: PasswordForm) -> str:
    rules, state = door(), door_state()
    return render_template(
        "account/password.html",
        form=form,
        rules=password_hints(rules, has_second=state.has_second_factor),
        is_outdated=is_outdated(state.password_set_at, clock.now(), rules),
        days=rules.lasts.days if rules.lasts else None,
    )
