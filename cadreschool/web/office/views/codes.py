"""One-time codes: an administrator can make one, and sees it once; never a password.

The code stands on the page that answers the button, and nowhere else: no address, no cookie. That
the same button pressed twice gets the same page, the stored reply holds it encrypted.
"""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.sealing import Seal
from cadreschool.people.activation.actions import issue_code
from cadreschool.people.activation.permissions import why_no_code, why_no_reset
from cadreschool.people.activation.queries import code_holder_for, unused_codes
from cadreschool.people.activation.rules import GOOD_FOR, code_digest, written
from cadreschool.people.second_factor.actions import reset_second_factor
from cadreschool.people.second_factor.queries import second_factor_of
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import blueprint, code_issuer, security_admin
from cadreschool.web.units import follow, write_once

_PAGE_SIZE = 50


@blueprint.get("/office/codes/")
@code_issuer
def codes() -> ResponseReturnValue:
    """List the codes that nobody has used yet, oldest first."""
    page = page_asked()
    at = clock.now()
    rows, number = unused_codes(viewer(), offset=(page - 1) * _PAGE_SIZE, limit=_PAGE_SIZE, at=at)
    turn_back(page, rows)
    return render_template(
        "office/codes.html", rows=rows, number=number, page=page, pages=pages_of(number, _PAGE_SIZE)
    )


@blueprint.get("/office/people/<int:cadre_id>/code/")
@code_issuer
def code(cadre_id: int) -> ResponseReturnValue:
    """Show whether a cadre has a code that is open, and the button for a new one."""
    return _page(cadre_id, None)


@blueprint.post("/office/people/<int:cadre_id>/codes")
@code_issuer
def create_code(cadre_id: int) -> ResponseReturnValue:
    """Make a code in place of the one before, and show it on a slip to be printed."""
    who, at, seal = viewer(), clock.now(), _seal()

    def unit() -> Reply:
        made = issue_code(who, cadre_id, at=at)
        return Reply(status=200, body=seal.close(made))

    return _page(cadre_id, seal.open(write_once(who, unit).body))


@blueprint.post("/office/people/<int:cadre_id>/second-factor/withdrawal")
@security_admin
def withdraw_second_factor(cadre_id: int) -> ResponseReturnValue:
    """Take the second factor of somebody who lost phone and codes; the password stays."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        reset_second_factor(who, cadre_id, at=at)
        return Reply(
            location=url_for("office.code", cadre_id=cadre_id),
            notice="第二重验证已重设，本人可以只用密码登录，再重新设置。",
        )

    return follow(write_once(who, unit))


def _seal() -> Seal:
    return Seal(current_app.config["SECRET_KEY"], "code")


def _page(cadre_id: int, made: str | None) -> str:
    who, at = viewer(), clock.now()
    holder = code_holder_for(who, cadre_id, at=at)
    factor = second_factor_of(cadre_id)
    is_open = holder.expires_at is not None and holder.expires_at > at
    return render_template(
        "office/code.html",
        holder=holder,
        open_since=holder.made_at if is_open else None,
        open_until=clock.day_of(holder.expires_at) if is_open and holder.expires_at else None,
        why_not=why_no_code(who, cadre_id, holder.held)
        or (None if holder.is_active else "账户已经停用，请先恢复账户。"),
        code=written(made) if made and code_digest(made) == holder.code_digest else None,
        is_gone=made is not None and code_digest(made) != holder.code_digest,
        days=GOOD_FOR.days,
        has_second=factor is not None and factor.is_on,
        why_no_reset=why_no_reset(who, cadre_id, holder.held),
    )
