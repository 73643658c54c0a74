"""How pages look to this browser."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from cadreschool.web.account.door import own_address, with_cookie
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import public
from cadreschool.web.site import DISPLAY_COOKIE, Display


@blueprint.post("/display")
@public
def update_display() -> ResponseReturnValue:
    """Keep text size and theme in a cookie; nothing about a person is stored."""
    wished = Display(request.form.get("text_size", ""), request.form.get("theme", ""))
    response = redirect(own_address(request.form.get("next")), 303)
    return with_cookie(response, DISPLAY_COOKIE, f"{wished.text_size}.{wished.theme}"[:12])
