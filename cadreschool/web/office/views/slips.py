"""Slips with one-time codes for many people at once: of a roster, or of a union.

They are made for those who have no password and never held a role, a thousand at a time, and stand
in the file that answers the button. The stored reply, by which the same button pressed twice gets
the same file, holds them encrypted.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence

from flask import current_app, request, send_file
from flask.typing import ResponseReturnValue

from cadreschool.files import uploads
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.sealing import Seal
from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.queries import organisation_for
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.activation.rules import GOOD_FOR
from cadreschool.people.activation.slips import Slip, write_page, write_table
from cadreschool.people.lookup.queries import FoundCadre, waiting_cadres, waiting_members
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import ROLE
from cadreschool.web.office.views.rosters import MOST_SLIPS, folder, roster_job
from cadreschool.web.units import write_once

_NOBODY = "没有需要激活码的人。"
_HINT = "已经设过密码、有过任命或者账户停用的人，请在本人的一页单独发。"


@blueprint.post("/office/rosters/<int:job_id>/slips")
@system_admin
def create_slips(job_id: int) -> ResponseReturnValue:
    """Make codes for the people of an import, in the order of the roster."""
    who = viewer()
    _, payload = roster_job(who, job_id)
    people = uploads.noted(folder(), str(payload["file"]), "people") or {}
    part = request.form.get("part", 0, type=int) or 0
    ids = [int(one) for one in people.get("ids", [])][part * MOST_SLIPS : (part + 1) * MOST_SLIPS]
    return _answer(who, lambda: waiting_cadres(who, ids, role=ROLE))


@blueprint.post("/office/organisations/<int:organisation_id>/slips")
@system_admin
def create_member_slips(organisation_id: int) -> ResponseReturnValue:
    """Make codes for a union's own people who have no password yet."""
    who = viewer()
    organisation_for(who, organisation_id, role=ROLE)

    def waiting() -> list[FoundCadre]:
        node = organisation_for(who, organisation_id, role=ROLE)
        return waiting_members(node, limit=MOST_SLIPS)

    return _answer(who, waiting)


def _answer(who: Viewer, waiting: Callable[[], Sequence[FoundCadre]]) -> ResponseReturnValue:
    at = clock.now()
    seal = Seal(current_app.config["SECRET_KEY"], "slips")

    def unit() -> Reply:
        people = waiting()
        if not people:
            raise ConflictError(_NOBODY, _HINT)
        codes = make_codes((one.id for one in people), by=who.cadre_id, at=at)
        told = [(one.name, one.organisation_name, one.login, codes[one.id]) for one in people]
        return Reply(status=200, body=seal.close(json.dumps(told, ensure_ascii=False)))

    made = seal.open(write_once(who, unit).body)
    if made is None:
        raise ConflictError("这些激活码已经不再显示。", "请重新生成，先前的随即作废。")
    return _file(
        [Slip(*one) for one in json.loads(made)], clock.day_text(clock.day_of(at + GOOD_FOR))
    )


def _file(slips: Iterable[Slip], until: str) -> ResponseReturnValue:
    """Send the slips to be printed, or as a table; a browser keeps no copy of its own."""
    is_table = request.form.get("do") == "table"
    text = io.StringIO(newline="")
    if is_table:
        write_table(slips, text, until=until)
    else:
        write_page(slips, text, until=until, address=request.host_url.rstrip("/"))
    encoding, extension = ("utf-8-sig", "csv") if is_table else ("utf-8", "html")
    response = send_file(
        io.BytesIO(text.getvalue().encode(encoding)),
        mimetype=f"text/{extension}",
        as_attachment=True,
        download_name=f"激活码.{extension}",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
