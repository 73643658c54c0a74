"""Spreadsheets of what is on the screen: small ones at once, large ones as a job.

Asking for one leaves an audit row, so it is a POST although nothing else changes.
"""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.actions import record
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.files import FileFormat
from cadreschool.reports.permissions import may_see_logins
from cadreschool.reports.requests import ReportRequest, View
from cadreschool.reports.tables import Table, table
from cadreschool.web.downloads import table_download
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor
from cadreschool.web.units import follow, write_once

MOST_AT_ONCE = 2_000
"""Rows of a file that is made while one waits; of more, a job makes it."""


@blueprint.post("/supervise/organisations/<int:organisation_id>/reports")
@supervisor
def create_report(organisation_id: int) -> ResponseReturnValue:
    """Write the report that the form describes, or ask for the job that will."""
    who, at = viewer(), clock.now()
    view, file_format = _wished()
    node = organisation_for(who, organisation_id)
    wanted = ReportRequest.read(node, view, request.form, catalogue().curriculum)
    made = table(wanted, catalogue().curriculum, whole_logins=may_see_logins(who, node), at=at)
    is_large = made.number > MOST_AT_ONCE

    def unit() -> Reply:
        organisation_for(who, organisation_id)
        record(
            "report.export",
            "organisation",
            organisation_id,
            by=who.cadre_id,
            at=at,
            what=made.title,
            kind=file_format.value.upper(),
            note="、".join(made.filters),
        )
        if not is_large:
            return Reply(location=request.path)
        _ask_for_job(who, wanted, file_format, made)
        return Reply(
            location=url_for("account.jobs"),
            notice="数据较多，正在后台制作。完成后在这里下载。",
        )

    reply = write_once(who, unit)
    return follow(reply) if is_large else table_download(made, file_format)


def _wished() -> tuple[View, FileFormat]:
    try:
        return View(request.form.get("view", "")), FileFormat(request.form.get("format", ""))
    except ValueError:
        raise InvalidError("没有这样的报表。", "请从督学台的页面上点“导出”。") from None


def _ask_for_job(who: Viewer, wanted: ReportRequest, file_format: FileFormat, made: Table) -> None:
    payload = {
        "role": Role.SUPERVISOR.value,
        "organisation_id": wanted.node.id,
        "view": wanted.view.value,
        "format": file_format.value,
        "arguments": wanted.arguments,
    }
    if may_see_logins(who, wanted.node):
        payload["also"] = Role.SYSTEM_ADMIN.value
    title = f"{made.unit}：{made.title}（{file_format.value.upper()}）"
    enqueue("report", title, payload, by=who.cadre_id, at=made.as_of)
