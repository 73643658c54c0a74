"""Audit rows for auditors of the whole school: search, files, and the state of the seals."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.queries import state
from cadreschool.audit.vault import Vault
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.reports.audit_trail.files import write_csv, write_xlsx
from cadreschool.reports.audit_trail.queries import LARGEST_AT_ONCE, Entry, Trail
from cadreschool.reports.audit_trail.requests import TrailRequest, action_choices, read_request
from cadreschool.web.downloads import download
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import auditor, blueprint
from cadreschool.web.units import follow, write_once

_FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STANDS_STILL = timedelta(minutes=10)
_RIGHT = {"role": Role.AUDIT_ADMIN.value}


@blueprint.get("/office/audit/")
@auditor
def audit() -> ResponseReturnValue:
    """Show the rows that the address asks for, and how far sealing is."""
    error = None
    try:
        wanted = read_request(request.args)
    except InvalidError as refused:
        wanted, error = TrailRequest(), f"{refused.message}{refused.advice}"
    trail = Trail(viewer(), wanted)
    rows, has_more = trail.page()
    page = render_template(
        "office/audit.html",
        rows=[_row(row) for row in rows],
        wanted=wanted,
        given=request.args,
        arguments=wanted.arguments(),
        choices=action_choices(),
        has_more=has_more,
        number=trail.number(),
        most=LARGEST_AT_ONCE,
        seals=_seals(),
        error=error,
    )
    return page, 422 if error else 200


@blueprint.get("/office/audit/file")
@auditor
def audit_file() -> ResponseReturnValue:
    """Hand out what the address asks for as a file, when it is not too long to wait for."""
    wanted = read_request(request.args)
    extension = request.args.get("format", "")
    if extension not in _FORMATS:
        raise InvalidError("没有这种格式。", "可以导出 csv 或 xlsx。")
    trail = Trail(viewer(), wanted)
    if trail.number() > LARGEST_AT_ONCE:
        message = f"超过 {LARGEST_AT_ONCE} 行。"
        raise InvalidError(message, "请缩小时间范围，或在审计页上作为任务导出。")
    out = BytesIO()
    write = write_csv if extension == "csv" else write_xlsx
    write(trail.every(), out)
    out.seek(0)
    name = f"审计-{clock.today():%Y%m%d}.{extension}"
    return download(out, name, _FORMATS[extension])


@blueprint.post("/office/audit/exports")
@auditor
def create_audit_export() -> ResponseReturnValue:
    """Have a long file written by a job."""
    who, at, wanted = viewer(), clock.now(), read_request(request.form)
    extension = "csv" if request.form.get("format") == "csv" else "xlsx"
    payload = {**_RIGHT, "filters": wanted.arguments(), "format": extension}

    def unit() -> Reply:
        enqueue("audit_export", "导出审计", payload, by=who.cadre_id, at=at)
        return Reply(location=url_for("account.jobs"), notice="正在导出，完成后可以在这里下载。")

    return follow(write_once(who, unit))


@blueprint.post("/office/audit/verifications")
@auditor
def create_verification() -> ResponseReturnValue:
    """Have all rows and seals verified by a job."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        enqueue("audit_verify", "核对审计", _RIGHT, by=who.cadre_id, at=at, single="audit_verify")
        return Reply(location=url_for("account.jobs"), notice="正在核对，结果写在这里。")

    return follow(write_once(who, unit))


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "object": entry.object,
        "details": entry.details,
        "request_id": entry.request_id,
        "is_sealed": entry.is_sealed,
    }


def _seals() -> dict[str, object]:
    """Say how far sealing is, and whether its end is the one of the anchor."""
    now, head = state(), Vault(current_app.config["SETTINGS"].instance).head()
    stood_still_at = clock.now() - _STANDS_STILL
    fits = now.seals == 0 if head is None else now.seals >= head.number
    if head is not None and now.seals == head.number:
        fits = now.mac == head.mac
    return {
        "number": now.seals,
        "made_at": now.made_at,
        "unsealed": now.unsealed,
        "head": head.line if head else "",
        "is_behind": not fits,
        "is_late": now.oldest_unsealed is not None
        and now.oldest_unsealed < stood_still_at
        and (now.made_at is None or now.made_at < stood_still_at),
    }
