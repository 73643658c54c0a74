"""What the doors of the school share: tokens, cookies, addresses, and what a refusal says."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from urllib.parse import unquote, urlsplit

from flask import current_app, flash, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from cadreschool.kernel import clock
from cadreschool.kernel.errors import TooManyError
from cadreschool.kernel.tokens import new_token, token_digest
from cadreschool.people import actions
from cadreschool.people.events.queries import (
    account_events,
    failures,
    last_sign_in,
    other_devices,
)
from cadreschool.people.passwords import is_password
from cadreschool.people.rules import Bucket, buckets, device_name
from cadreschool.people.sign_ins.queries import is_browser, is_sign_in
from cadreschool.web.guards import LONGEST_TARGET, remember_sign_in
from cadreschool.web.policies import door

BROWSER_COOKIE = "cadreschool_browser"
_YEAR = 365 * 24 * 3600
_TWICE = timedelta(minutes=1)
"""Within this time the same form is a button pressed twice."""
_MANY_FAILURES = 5
_TO_BE_TOLD = frozenset({"activation.make", "second_factor.withdraw"})


def token_of_form(*about: object) -> str:
    """Return the token that this form makes, the same when its button is pressed twice.

    Without the school's key nobody can compute it. A token that was used and is done with, or a
    form without a key of its own, gets a random one.
    """
    key = request.form.get("request_key", "")
    if not key:
        return new_token()
    secret = current_app.config["SECRET_KEY"].encode()
    digest = hmac.new(secret, repr((request.path, key, *about)).encode(), hashlib.sha256).digest()
    token = urlsafe_b64encode(digest).decode("ascii").rstrip("=")
    is_spent = is_sign_in(token) and not is_sign_in(token, since=clock.now() - _TWICE)
    return new_token() if is_spent else token


def this_browser(token: str) -> actions.Browser:
    """Return the visitor's browser; one that somebody signed in from before keeps its name.

    So a computer in the union's office is known to everybody who signed in there.
    """
    present = request.cookies.get(BROWSER_COOKIE, "")
    kept = present if present and is_browser(present) else new_token()
    return actions.Browser(token, kept, device_name(request.user_agent.string))


def buckets_of_visitor(login: str, *, is_known: bool) -> tuple[Bucket, ...]:
    """Return the buckets from which this visitor's try at this account is drawn."""
    digest = token_digest(request.cookies.get(BROWSER_COOKIE, "")) if is_known else None
    return buckets(login, address_of_visitor(), digest, door())


def welcome(browser: actions.Browser, target: str) -> Response:
    """Name the new sign-in in the cookie, and go on."""
    remember_sign_in(browser.token)
    return with_cookie(redirect(target, 303), BROWSER_COOKIE, browser.browser_token)


def news_of(cadre_id: int, browser: actions.Browser, *, at: datetime) -> list[str]:
    """Return what the owner of an account should know when signing in from this browser."""
    since = last_sign_in(cadre_id, at=at)
    news = [
        f"{event.actor_name or '运维人员'}于{clock.moment_text(event.at)}为您{event.text}。"
        "如果不是您要的，请修改密码，并告诉本单位工会。"
        for event in account_events(cadre_id, since=since)
        if event.actor_id != cadre_id and event.action in _TO_BE_TOLD
    ]
    number = failures(cadre_id, since=since)
    if number >= _MANY_FAILURES:
        news.append(
            f"上次登录以来，有 {number} 次用您的登录名登录没有成功。如果不是您本人，请修改密码。"
        )
    devices = other_devices(cadre_id, browser.token, browser.browser_token, at=at)
    if devices:
        news.append(
            f"您的账户还在别处登录着（{'、'.join(devices[:3])}）。"
            "有不认识的，请到“账户—登录设备”让它退出，再修改密码。"
        )
    return news


def tell(news: Iterable[str]) -> None:
    """Let the next page say it."""
    for line in news:
        flash(line, "care")


def with_cookie(response: Response, name: str, value: str) -> Response:
    """Let the browser keep a value for a year, out of the reach of scripts."""
    response.set_cookie(
        name, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


def too_many(empty: Bucket, at: datetime) -> TooManyError:
    """Return the refusal of one try too many, with the time of the next."""
    reopens = empty.reopens_at(at)
    return TooManyError(
        f"尝试次数过多，请在 {clock.minute_text(reopens)} 之后再试。",
        "如果您以前在别的设备上登录过，可以用那台设备登录；也可以联系本单位工会的管理员。",
        seconds=max(ceil((reopens - at).total_seconds()), 1),
    )


def is_repeated(new: str, hashes: Iterable[str]) -> bool:
    """Tell whether a new password fits one of these hashes; slow, never in a unit."""
    return any(is_password(new, one) for one in hashes)


def address_of_visitor() -> str:
    """Return where the visitor comes from: the address, of IPv6 its first half."""
    address = request.remote_addr or "-"
    return ":".join(address.split(":")[:4]) if ":" in address else address


def own_address(target: str | None) -> str:
    """Return a page of this site; what could lead away, or is no page, is replaced by home."""
    home = url_for("public.home")
    if not target or len(target) > LONGEST_TARGET:
        return home
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        return home
    if any(ord(character) < ord(" ") or character == "\\" for character in target):
        return home
    routes = current_app.url_map.bind_to_environ(request.environ)
    try:
        routes.match(unquote(urlsplit(target).path), method="GET")
    except (HTTPException, RequestRedirect, ValueError):
        return home
    return target
