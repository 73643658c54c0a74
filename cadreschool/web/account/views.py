"""Account pages. The slow part of signing in (argon2) runs outside of every unit."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, TooManyError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.tokens import new_token, token_digest
from cadreschool.people import actions, queries
from cadreschool.people.activation.actions import activate, record_failed_activation
from cadreschool.people.activation.queries import open_activation
from cadreschool.people.activation.rules import activation_buckets, code_digest
from cadreschool.people.passwords import is_password, password_hash
from cadreschool.people.rules import (
    PASSWORD_MINIMUM,
    Bucket,
    buckets,
    device_name,
    login_key,
    password_bucket,
)
from cadreschool.web.account.forms import ActivationForm, PasswordForm, SignInForm
from cadreschool.web.guards import (
    forget_sign_in,
    is_from_this_machine,
    public,
    remember_sign_in,
    signed_in,
    viewer,
    viewer_or_none,
)
from cadreschool.web.site import DISPLAY_COOKIE, Display
from cadreschool.web.units import answered, follow, write_once

blueprint = Blueprint("account", __name__)

_BROWSER_COOKIE = "cadreschool_browser"
_YEAR = 365 * 24 * 3600
_WRONG = "登录名或密码不对，请核对后再试。"
_WRONG_CODE = "登录名或激活码不对，或者激活码已经用过、过期。如果您刚才已经设好密码，请直接登录。"
_RULES = (f"至少 {PASSWORD_MINIMUM} 个字符，可以用一句好记的话", "不要只用姓名、单位、生日或常见词")


@blueprint.get("/sign-in/")
@public
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page; who is signed in goes on."""
    if viewer_or_none() is not None:
        return redirect(_own_address(request.args.get("next")))
    return render_template(
        "account/sign_in.html", form=SignInForm(), next=request.args.get("next"), error=None
    )


@blueprint.post("/sign-ins")
@public
def create_sign_in() -> ResponseReturnValue:
    """Check name and password, begin a sign-in, and go where the person wanted."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_again(form, None)
    at = clock.now()
    login = login_key(form.login.data or "")
    browser_token = request.cookies.get(_BROWSER_COOKIE, "")
    known = bool(browser_token) and queries.is_known_browser(browser_token, login)
    drawn_from = buckets(login, _address(), token_digest(browser_token) if known else None)
    empty = write(lambda: actions.take_tries(drawn_from, at=at))
    if empty is not None:
        raise _too_many(empty, at)
    account = _account(login, form.password.data or "", at=at)
    if account is None:
        return _sign_in_again(form, _WRONG)
    browser = _browser(browser_token if known else new_token())

    def unit() -> None:
        # Checking took its time: meanwhile the password may have been changed.
        if queries.account_named(login) != account:
            message = "这个账户刚刚改过密码。"
            raise ConflictError(message, "请用新密码登录。")
        actions.sign_in(account.cadre_id, browser, drawn_from, at=at)

    write(unit)
    return _welcome(browser, _own_address(request.form.get("next")))


def _browser(browser_token: str) -> actions.Browser:
    return actions.Browser(new_token(), browser_token, device_name(request.user_agent.string))


def _welcome(browser: actions.Browser, target: str) -> Response:
    """Name the new sign-in in the cookie, and go on."""
    remember_sign_in(browser.token)
    return _with_cookie(redirect(target, 303), _BROWSER_COOKIE, browser.browser_token)


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


def _with_cookie(response: Response, name: str, value: str) -> Response:
    """Let the browser keep a value for a year, out of the reach of scripts."""
    response.set_cookie(
        name, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


def _sign_in_again(form: SignInForm, error: str | None) -> ResponseReturnValue:
    form.password.data = ""
    target = request.form.get("next")
    page = render_template("account/sign_in.html", form=form, next=target, error=error)
    return page, 422


def _too_many(empty: Bucket, at: datetime) -> TooManyError:
    reopens = clock.minute_text(empty.reopens_at(at))
    return TooManyError(
        f"尝试次数过多，请在 {reopens} 之后再试。",
        "如果您以前在别的设备上登录过，可以用那台设备登录；也可以联系本单位工会的管理员。",
    )


def _address() -> str:
    """Return the visitor's network: the address, of IPv6 its first half."""
    address = request.remote_addr or "-"
    return ":".join(address.split(":")[:4]) if ":" in address else address


def _own_address(target: str | None) -> str:
    """Return a path on this site; anything that could lead away is replaced by home."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return url_for("public.home")
    if any(ord(character) < ord(" ") or character == "\\" for character in target):
        return url_for("public.home")
    return target


@blueprint.get("/activation/")
@public
def activation() -> ResponseReturnValue:
    """Show the form for a first password."""
    form = ActivationForm()
    return render_template("account/activation.html", form=form, rules=_RULES, error=None)


@blueprint.post("/activations")
@public
def create_activation() -> ResponseReturnValue:
    """Set a password with a one-time code and begin a sign-in: both, or neither.

    A wrong name, a wrong code and one that is used up get the same answer.
    """
    form = ActivationForm(request.form.get("login", ""))
    if not form.validate():
        return _activation_again(form, None)
    at = clock.now()
    login, digest = login_key(form.login.data or ""), code_digest(form.code.data or "")
    drawn_from = activation_buckets(login, _address())
    empty = write(lambda: actions.take_tries(drawn_from, at=at))
    if empty is not None:
        raise _too_many(empty, at)
    found = open_activation(login, digest, at=at)
    if found is None:
        account = queries.account_named(login)
        cadre_id = account.cadre_id if account else None
        write(lambda: record_failed_activation(cadre_id, at=at))
        return _activation_again(form, _WRONG_CODE)
    form.known = (login, found.name, found.organisation_name)
    if not form.validate():
        return _activation_again(form, None)
    db.session.close()  # hashing takes its time: hold no transaction meanwhile
    new_hash, browser = password_hash(form.new.data or ""), _browser(new_token())

    def unit() -> None:
        activate(found.cadre_id, digest, new_hash, at=at)
        actions.sign_in(found.cadre_id, browser, drawn_from, at=at)

    write(unit)
    response = _welcome(browser, url_for("public.home"))
    flash("密码已设好，您已登录。下次请用登录名和密码登录。")
    return response


def _activation_again(form: ActivationForm, error: str | None) -> ResponseReturnValue:
    page = render_template("account/activation.html", form=form, rules=_RULES, error=error)
    return page, 422


@blueprint.post("/sign-ins/current/withdrawal")
@signed_in
def withdraw_sign_in() -> ResponseReturnValue:
    """End this sign-in."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.end_sign_in(who, who.sign_in_id, at=at)
        return Reply(location=url_for("account.sign_in"))

    reply = write_once(who, unit)
    forget_sign_in()
    flash("已退出登录。")
    return follow(reply)


@blueprint.get("/account/password/")
@signed_in
def password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return render_template("account/password.html", form=PasswordForm(), rules=_RULES)


@blueprint.post("/account/passwords")
@signed_in
def update_password() -> ResponseReturnValue:
    """Change the password; every other sign-in ends.

    Sent a second time, the present password is another one by then: hence the look for a reply.
    """
    who, at = viewer(), clock.now()
    reply = answered(who)
    if reply is not None:
        return follow(reply)
    form = PasswordForm(who.name, who.organisation_name, queries.own_login(who))
    if not form.validate():  # looking for a good new password is no guessing of the present one
        return render_template("account/password.html", form=form, rules=_RULES), 422
    stored = queries.own_password_hash(who)
    bucket = password_bucket(who.cadre_id)
    if write(lambda: actions.take_tries((bucket,), at=at)) is not None:
        raise _too_many(bucket, at)
    if not is_password(form.current.data or "", stored):
        form.current.errors = ["现在的密码不对。"]
        return render_template("account/password.html", form=form, rules=_RULES), 422
    new_hash = password_hash(form.new.data or "")

    def unit() -> Reply:
        actions.change_password(who, new_hash, at=at)
        return Reply(
            location=url_for("account.sessions"),
            notice="密码已修改，其他设备上的登录已退出。",
        )

    return follow(write_once(who, unit))


@blueprint.get("/account/sessions/")
@signed_in
def sessions() -> ResponseReturnValue:
    """List where one is signed in."""
    who = viewer()
    rows = [
        {
            "id": row.id,
            "device": row.device,
            "started_at": row.started_at,
            "is_current": row.id == who.sign_in_id,
        }
        for row in queries.own_sign_ins(who, at=clock.now())
    ]
    return render_template("account/sessions.html", sessions=rows)


@blueprint.post("/account/sessions/<int:session_id>/withdrawal")
@signed_in
def withdraw_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.end_sign_in(who, session_id, at=at)
        return Reply(location=url_for("account.sessions"), notice="已让那台设备退出。")

    return follow(write_once(who, unit))


@blueprint.post("/display")
@public
def update_display() -> ResponseReturnValue:
    """Keep text size and theme in a cookie; nothing about a person is stored."""
    wished = Display(request.form.get("text_size", ""), request.form.get("theme", ""))
    response = redirect(_own_address(request.form.get("next")), 303)
    return _with_cookie(response, DISPLAY_COOKIE, f"{wished.text_size}.{wished.theme}"[:12])
