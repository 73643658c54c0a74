"""Who may use which route. Every view declares it; a view that declares nothing is refused.

The sign-in lies in the database: the cookie only names it, so that ending it ends it everywhere
at the next request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, LoginManager, current_user
from werkzeug.wrappers import Response

from cadreschool.courses.queries import stamp_number
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ForbiddenError, InvalidError
from cadreschool.kernel.policy_store import policies_number
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import has_demonstration
from cadreschool.people.passwords.queries import password_set_at
from cadreschool.people.queries import (
    is_demonstration_account,
    viewer_of_token,
    viewer_query,
)
from cadreschool.people.second_factor.queries import has_second_factor

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

LONGEST_TARGET = 1000
"""Characters of an address to which one is led back after signing in."""
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_TOKEN = "_user_id"  # noqa: S105 -- the name under which Flask-Login keeps its id

# Built once: every request of somebody signed in runs it.
_VIEWER = viewer_query(
    stamp_number(),
    has_demonstration(),
    policies_number(),
    password_set_at(),
    has_second_factor(),
    is_demonstration_account(),
)


@dataclass(frozen=True, slots=True)
class Guard:
    """What a view asks of its visitor: nothing, to be signed in, or to hold one of some roles.

    For the whole school means: at a union above which there is none.
    """

    is_public: bool = False
    roles: frozenset[Role] = frozenset()
    is_whole_school: bool = False


@dataclass(frozen=True, slots=True)
class SiteState:
    """What one query per request tells of the site besides the viewer."""

    stamp: int
    is_demonstration: bool
    policies: int = 0


@dataclass(frozen=True, slots=True)
class DoorState:
    """What the same query tells of the viewer's own way in."""

    password_set_at: datetime | None
    has_second_factor: bool


def public(view: View) -> View:
    """Let everybody use this view."""
    return _declare(view, Guard(is_public=True))


def signed_in(view: View) -> View:
    """Let every signed-in cadre use this view."""
    return _declare(view, Guard())


def holds(*roles: Role, whole_school: bool = False) -> Callable[[View], View]:
    """Let only cadres appointed to one of these roles use the view; others are told so (403)."""

    def declare(view: View) -> View:
        return _declare(view, Guard(roles=frozenset(roles), is_whole_school=whole_school))

    return declare


def _declare(view: View, guard: Guard) -> View:
    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
        refusal = _refusal(guard)
        return view(*args, **kwargs) if refusal is None else refusal

    guarded.guard = guard  # type: ignore[attr-defined]
    return cast("View", guarded)


def _refusal(guard: Guard) -> Response | None:
    if guard.is_public:
        return None
    known = viewer_or_none()
    if known is None:
        if request.accept_mimetypes.best == "application/json":
            abort(401)
        target = request.full_path.rstrip("?") if request.method == "GET" else None
        if target is not None and len(target) > LONGEST_TARGET:
            target = None
        return redirect(url_for("account.sign_in", next=target), 303)
    held = known.whole_school_roles if guard.is_whole_school else known.roles
    if guard.roles and not guard.roles & held:
        message = "这个页面需要相应的任命才能查看。"
        raise ForbiddenError(message, "如果您负责这项工作，请联系上级工会的管理员。")
    return None


def viewer() -> Viewer:
    """Return the signed-in viewer; only for views that are not public."""
    known = viewer_or_none()
    if known is None:
        msg = "a public view asked for its viewer"
        raise RuntimeError(msg)
    return known


def viewer_or_none() -> Viewer | None:
    """Return the viewer, None for strangers."""
    # Where Flask-Login keeps it: asked for six times a request, its own way is four times as long.
    known = g.get("_login_user") or current_user._get_current_object()  # noqa: SLF001 -- werkzeug's way to the object
    return known if isinstance(known, Viewer) else None


def remember_sign_in(token: str) -> None:
    """Name a sign-in in the cookie; whatever the cookie held before is dropped (fixation)."""
    session.clear()
    session[_TOKEN] = token


def forget_sign_in() -> None:
    """Drop the sign-in from the cookie."""
    session.clear()


def ask_the_database_no_more() -> None:
    """Let the rest of this request go on as a stranger's: the error page must not fail as well."""
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 -- where Flask-Login keeps it
    g.setdefault("site_state", SiteState(0, is_demonstration=False))


def is_from_this_machine() -> bool:
    """Tell whether the request comes from the server's own machine, through no proxy.

    Demonstration accounts are open to such requests only: their password is printed at the start.
    """
    settings = current_app.config["SETTINGS"]
    address = request.remote_addr or ""
    is_near = address == "::1" or address.startswith("127.")
    has_proxy = not settings.trusted_proxies and "X-Forwarded-For" in request.headers
    return settings.is_loopback and is_near and not has_proxy


def site_state() -> SiteState:
    """Return the state of the site; for a signed-in viewer it came with the viewer's query."""
    if "site_state" not in g:
        viewer_or_none()
    if "site_state" not in g:
        state = db.select(stamp_number(), has_demonstration(), policies_number())
        row = db.session.execute(state).one()
        g.site_state = SiteState(row[0] or 0, bool(row[1]), row[2] or 0)
    return cast("SiteState", g.site_state)


def door_state() -> DoorState:
    """Return how the viewer came in; only for views that are not public."""
    viewer()
    return cast("DoorState", g.door_state)


def _load(token: str) -> Viewer | None:
    found = viewer_of_token(_VIEWER, token, at=clock.now())
    if found is None:
        return None
    known, (stamp, is_demonstration, number, set_at, has_second, is_demo_account) = found
    if is_demo_account and not is_from_this_machine():
        return None
    g.site_state = SiteState(
        cast("int | None", stamp) or 0, bool(is_demonstration), cast("int | None", number) or 0
    )
    g.door_state = DoorState(cast("datetime | None", set_at), bool(has_second))
    return known


def _host_name(host: str) -> str:
    """Return a host without its port, as browsers write it: small letters, Chinese as punycode."""
    name = urlsplit(f"//{host}").hostname or ""
    return name if name.isascii() else name.encode("idna").decode()


def _refuse_unknown_hosts(app: Flask) -> None:
    """Answer to our own names only. Flask's TRUSTED_HOSTS cannot name [::1]."""
    trusted = {_host_name(host) for host in app.config["SETTINGS"].trusted_hosts}

    @app.before_request
    def refuse_unknown_hosts() -> None:
        if trusted and _host_name(request.host) not in trusted:
            abort(400)


def init_app(app: Flask) -> None:
    """Register the loader, and refuse every route that declares no guard."""
    manager = LoginManager(app)
    manager.session_protection = None  # type: ignore[assignment]  # the sign-in row is the protection
    manager.user_loader(_load)
    _refuse_unknown_hosts(app)

    @app.before_request
    def refuse_foreign_sites() -> None:
        """Refuse what another site's page sends; old browsers tell neither, the token remains."""
        if request.method not in _UNSAFE:
            return
        origin = request.headers.get("Origin")
        is_foreign = origin is not None and origin.partition("://")[2] != request.host
        if is_foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(400, "表单来自别的网站，没有保存。")

    @app.before_request
    def refuse_nul() -> None:
        """No keyboard types a NUL, and PostgreSQL holds none in its texts.

        In a form it comes with a text that was pasted, whose writer is told what to do.
        """
        asked = request.args.items(multi=True)
        if "\0" in request.path or any("\0" in text for pair in asked for text in pair):
            abort(400)
        if any("\0" in text for pair in request.form.items(multi=True) for text in pair):
            raise InvalidError(
                "填写的文字里夹着一个看不见的空字符（NUL），没有保存。",
                "多半是粘贴时带进来的。请返回上一页，把那段文字重新输入一遍，再提交。",
            )

    @app.before_request
    def refuse_undeclared() -> None:
        endpoint = request.endpoint
        if endpoint is None or endpoint == "static":
            return
        if not hasattr(current_app.view_functions[endpoint], "guard"):
            abort(403)
