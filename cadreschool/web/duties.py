"""What somebody must do before going on: change an old password, set up a second factor.

Pages lead there; what is sent still arrives, so that an answer under way is never lost. Only what
the desks of the appointed are sent is refused while their holder lacks the second factor.
"""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ForbiddenError
from cadreschool.people.passwords.rules import is_outdated
from cadreschool.web.guards import Guard, door_state, viewer_or_none
from cadreschool.web.policies import door, policies

_NO_SECOND = "您有任命，须先开启第二重验证，才能继续。"


def init_app(app: Flask) -> None:
    """Look at every request of somebody signed in, before its view."""

    @app.before_request
    def lead_to_duties() -> Response | None:
        guard = getattr(current_app.view_functions.get(request.endpoint or ""), "guard", None)
        if guard is None or guard.is_public or request.blueprint == "account":
            return None
        return _way(guard)


def _way(guard: Guard) -> Response | None:
    known = viewer_or_none()
    if known is None:
        return None
    lacks_second = bool(
        policies().needs_second_factor and known.grants and not door_state().has_second_factor
    )
    if request.method not in {"GET", "HEAD"}:
        if lacks_second and guard.roles:
            raise ForbiddenError(_NO_SECOND, "请在“账户”里设置第二重验证。")
        return None
    if is_outdated(door_state().password_set_at, clock.now(), door()):
        return redirect(url_for("account.password"), 303)  # which says why
    return redirect(url_for("account.second_factor"), 303) if lacks_second else None
