"""A first password, or a new one, by one-time code."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.tokens import token_digest
from cadreschool.people import actions, queries
from cadreschool.people.activation.actions import activate, record_failed_activation
from cadreschool.people.activation.queries import open_activation
from cadreschool.people.activation.rules import activation_buckets, code_digest
from cadreschool.people.passwords import password_hash
from cadreschool.people.passwords.queries import hashes_not_to_repeat
from cadreschool.people.passwords.rules import password_hints
from cadreschool.people.rules import login_key
from cadreschool.people.second_factor.actions import begin_half_sign_in
from cadreschool.people.second_factor.queries import second_factor_of
from cadreschool.web.account.door import (
    address_of_visitor,
    is_repeated,
    this_browser,
    token_of_form,
    too_many,
    welcome,
)
from cadreschool.web.account.forms import ActivationForm
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.account.views.sign_in import to_the_number
from cadreschool.web.guards import public
from cadreschool.web.policies import door

_WRONG_CODE = "登录名或激活码不对，或者激活码已经用过、过期。如果您刚才已经设好密码，请直接登录。"
_REPEATED = "这个密码最近用过，请换一个。"


@blueprint.get("/activation/")
@public
def activation() -> ResponseReturnValue:
    """Show the form for a first password."""
    return _page(ActivationForm())


@blueprint.post("/activations")
@public
def create_activation() -> ResponseReturnValue:
    """Set a password with a one-time code and begin a sign-in: both, or neither.

    A wrong name, a wrong code and one that is used up get the same answer.
    """
    # Nothing tells whether there is a second factor, which would allow for a shorter password.
    form = ActivationForm(request.form.get("login", ""), door=door())
    if not form.validate():
        return _page(form), 422
    at = clock.now()
    login, digest = login_key(form.login.data or ""), code_digest(form.code.data or "")
    drawn_from = activation_buckets(login, address_of_visitor())
    empty = write(lambda: actions.take_tries(drawn_from, at=at))
    if empty is not None:
        raise too_many(empty, at)
    found = open_activation(login, digest, at=at)
    if found is None:
        account = queries.account_named(login)
        cadre_id = account.cadre_id if account else None
        write(lambda: record_failed_activation(cadre_id, at=at))
        return _page(form, _WRONG_CODE), 422
    factor, rules = second_factor_of(found.cadre_id), door()
    has_second = factor is not None and factor.is_on
    form.known = (login, found.name, found.organisation_name)
    if not form.validate():
        return _page(form), 422
    former = hashes_not_to_repeat(found.cadre_id, rules)
    db.session.close()  # hashing takes its time: hold no transaction meanwhile
    if is_repeated(form.new.data or "", former):
        form.new.errors = [_REPEATED]
        return _page(form), 422
    new_hash = password_hash(form.new.data or "")
    browser = this_browser(token_of_form(found.cadre_id, digest))

    def unit() -> None:
        activate(found.cadre_id, digest, new_hash, at=at, door=rules)
        if has_second:
            step = token_digest(new_hash)
            begin_half_sign_in(found.cadre_id, browser.token, step, at=at)
        else:
            actions.sign_in(found.cadre_id, browser, drawn_from, at=at, door=rules)

    write(unit)
    if has_second:
        response = to_the_number(browser.token, url_for("public.home"))
        flash("密码已设好，请再填动态码。")
        return response
    response = welcome(browser, url_for("public.home"))
    flash("密码已设好，您已登录。下次请用登录名和密码登录。")
    return response


def _page(form: ActivationForm, error: str | None = None) -> str:
    hints = password_hints(door())
    return render_template("account/activation.html", form=form, rules=hints, error=error)
