"""Where one is signed in, and signing out, here or there."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.people import actions, queries
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import forget_sign_in, signed_in, viewer
from cadreschool.web.units import follow, write_once


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
