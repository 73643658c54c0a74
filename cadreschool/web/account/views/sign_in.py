"""Signing in: name and password, and for some the number on their phone.

The slow part (argon2) runs outside of every unit.
"""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.tokens import token_digest
from cadreschool.people import actions, queries
from cadreschool.people.passwords import is_password
from cadreschool.people.rules import Bucket, login_key, number_bucket
from cadreschool.people.second_factor import actions as second
from cadreschool.people.second_factor.queries import HalfOpen, half_sign_in, second_factor_of
from cadreschool.people.second_factor.rules import looks_like_number, matching_step
from cadreschool.people.sign_ins.queries import is_sign_in
from cadreschool.web.account.door import (
    BROWSER_COOKIE,
    buckets_of_visitor,
    news_of,
    own_address,
    tell,
    this_browser,
    token_of_form,
    too_many,
    welcome,
)
from cadreschool.web.account.forms import NumberForm, SignInForm
from cadreschool.web.account.secrets import phone_seal
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import is_from_this_machine, public, viewer_or_none
from cadreschool.web.policies import door, policies

_WRONG = "登录名或密码不对，请核对后再试。"
_WRONG_NUMBER = "动态码不对，请填手机上现在显示的六位数。"
_CHANGED = "这个账户刚刚改过密码。"
_ADVICE = "请用新密码登录。"
_HALF = "half"


@blueprint.get("/sign-in/")
@public
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page; who is signed in goes on."""
    if viewer_or_none() is not None:
        return redirect(own_address(request.args.get("next")))
    return _page(SignInForm(), request.args.get("next"))


@blueprint.post("/sign-ins")
@public
def create_sign_in() -> ResponseReturnValue:
    """Check name and password, begin a sign-in, and go where the person wanted."""
    form = SignInForm()
    if not form.validate():
        return _again(form, None)
    at = clock.now()
    login = login_key(form.login.data or "")
    drawn_from = _buckets(login)
    empty = write(lambda: actions.take_tries(drawn_from, at=at))
    if empty is not None:
        raise too_many(empty, at)
    account = _account(login, form.password.data or "", at=at)
    if account is None:
        return _again(form, _WRONG)
    target = own_address(request.form.get("next"))
    browser = this_browser(token_of_form(account.cadre_id, account.password_hash))
    factor, rules = second_factor_of(account.cadre_id), door()
    news = news_of(account.cadre_id, browser, at=at)
    digest = token_digest(account.password_hash or "")

    def unit() -> None:
        # Checking took its time: meanwhile the password may have been changed.
        if queries.account_named(login) != account:
            raise ConflictError(_CHANGED, _ADVICE)
        if factor is not None and factor.is_on:
            second.begin_half_sign_in(account.cadre_id, browser.token, digest, at=at)
        else:
            actions.sign_in(account.cadre_id, browser, drawn_from, at=at, door=rules)

    write(unit)
    if factor is not None and factor.is_on:
        return to_the_number(browser.token, target)
    response = welcome(browser, target)
    tell(news)
    return response


def _buckets(login: str) -> tuple[Bucket, ...]:
    token = request.cookies.get(BROWSER_COOKIE, "")
    is_known = bool(token) and queries.is_known_browser(token, login)
    return buckets_of_visitor(login, is_known=is_known)


def _account(login: str, password: str, *, at: datetime) -> queries.Account | None:
    """Return the account of that name if this is its password; a miss is recorded."""
    account = queries.account_named(login)
    stored = account.password_hash if account else None
    db.session.close()  # hashing takes its time: hold no transaction meanwhile
    if account is not None and account.is_demonstration and not is_from_this_machine():
        stored = None  # a demonstration account: from here nobody has its password
    if is_password(password, stored):
        return account
    cadre_id = account.cadre_id if account else None
    write(lambda: actions.record_failed_sign_in(cadre_id, at=at))
    return None


def _page(form: SignInForm, target: str | None, error: str | None = None) -> str:
    return render_template(
        "account/sign_in.html",
        form=form,
        next=target,
        error=error,
        telephone=policies().telephone,
    )


def _again(form: SignInForm, error: str | None) -> ResponseReturnValue:
    form.password.data = ""
    return _page(form, request.form.get("next"), error), 422


def to_the_number(token: str, target: str) -> Response:
    """Remember in the cookie who stands in the door, and ask for the number."""
    session.clear()
    session[_HALF] = token
    return redirect(url_for("account.second_step", next=target), 303)


@blueprint.get("/sign-in/second-step/")
@public
def second_step() -> ResponseReturnValue:
    """Ask for the number on the phone; without a password before, ask for that first."""
    if _half(clock.now()) is None:
        return redirect(url_for("account.sign_in"))
    return _number_page(NumberForm(), request.args.get("next"))


@blueprint.post("/sign-ins/second-steps")
@public
def create_second_step() -> ResponseReturnValue:
    """Check the number, or a recovery code, and begin the sign-in."""
    at, target = clock.now(), own_address(request.form.get("next"))
    half, token = _half(at), session.get(_HALF, "")
    browser = this_browser(token_of_form(token))
    if half is None:
        if token and is_sign_in(browser.token):  # the button pressed twice
            return welcome(browser, target)
        flash("填动态码的时间过了，请重新登录。", "care")
        return redirect(url_for("account.sign_in", next=target), 303)
    form = NumberForm()
    if not form.validate():
        return _number_page(form, target), 422
    drawn_from = (number_bucket(half.cadre_id), *_buckets(half.login))
    empty = write(lambda: actions.take_tries(drawn_from, at=at))
    if empty is not None:
        raise too_many(empty, at)
    try:
        news = _open(half, token, form.number.data or "", (browser, drawn_from), at=at)
    except second.UsedNumberError as error:
        write(lambda: second.record_failed_number(half.cadre_id, at=at))
        form.number.errors = [f"{error.message}{error.advice}"]
        return _number_page(form, target), 422
    response = welcome(browser, target)
    tell(news)
    return response


def _open(
    half: HalfOpen,
    token: str,
    typed: str,
    way: tuple[actions.Browser, tuple[Bucket, ...]],
    *,
    at: datetime,
) -> list[str]:
    """Use up the number and begin the sign-in, in one unit; return what the person should know."""
    step = _step(half.cadre_id, typed, at=at) if looks_like_number(typed) else None
    if step is None and looks_like_number(typed):
        raise second.UsedNumberError(_WRONG_NUMBER)
    (browser, drawn_from), rules = way, door()
    news = news_of(half.cadre_id, browser, at=at)

    def unit() -> None:
        still = half_sign_in(token, at=at)
        if still is None or still.password_digest != token_digest(still.password_hash or ""):
            raise ConflictError(_CHANGED, _ADVICE)
        if step is None:
            second.use_recovery_code(half.cadre_id, typed, at=at)
        else:
            second.use_number(half.cadre_id, step)
        second.end_half_sign_in(token)
        actions.sign_in(half.cadre_id, browser, drawn_from, at=at, door=rules)

    write(unit)
    return news


def _step(cadre_id: int, typed: str, *, at: datetime) -> int | None:
    factor = second_factor_of(cadre_id)
    secret = phone_seal().open(factor.sealed_secret) if factor else None
    return matching_step(secret, typed, at=at) if secret else None


def _half(at: datetime) -> HalfOpen | None:
    token = session.get(_HALF)
    half = half_sign_in(token, at=at) if token else None
    if half is not None and half.is_demonstration and not is_from_this_machine():
        return None
    return half


def _number_page(form: NumberForm, target: str | None) -> str:
    form.number.data = ""
    return render_template("account/second_step.html", form=form, next=target)
