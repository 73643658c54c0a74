"""Importing a roster: the template, the file, what it would do, carrying it out, the codes.

Reading and comparing is done by jobs; pages show what they wrote down. Codes are made when they are
asked for and go into the answer alone: nothing that could open an account is stored in clear.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from cadreschool.files import uploads
from cadreschool.jobs import actions as jobs
from cadreschool.jobs import queries
from cadreschool.jobs.models import State
from cadreschool.jobs.queries import JobRow
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.text import without_invisible
from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.queries import organisation_for, roots_for
from cadreschool.people.imports.planning import summary_from
from cadreschool.people.rosters.template import FILE_NAME, write_template
from cadreschool.web.bodies import takes_files
from cadreschool.web.guards import viewer
from cadreschool.web.job_rows import shown_jobs
from cadreschool.web.office.forms.rosters import RosterForm
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import ROLE
from cadreschool.web.units import answered, follow, write_once
from cadreschool.worker.entitlement import is_entitled

CHECK, IMPORT = "roster_check", "roster_import"
MOST_SLIPS = 1000
"""Codes that are made at once: some 2 s of a unit."""
_LATEST = 10
_LONGEST_NAME = 60
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/office/rosters/")
@system_admin
def rosters() -> ResponseReturnValue:
    """Show how to import, and my latest imports."""
    return _first_page(RosterForm(_unions(viewer())))


@blueprint.get("/office/rosters/template")
@system_admin
def roster_template() -> ResponseReturnValue:
    """Send the template."""
    out = io.BytesIO()
    write_template(out)
    out.seek(0)
    return send_file(out, mimetype=_XLSX, as_attachment=True, download_name=FILE_NAME)


@blueprint.post("/office/rosters")
@system_admin
@takes_files
def create_roster() -> ResponseReturnValue:
    """Keep the file and have it checked."""
    who, at = viewer(), clock.now()
    reply = answered(who)
    if reply is not None:
        return follow(reply)
    form = RosterForm(_unions(who))
    if not form.validate():
        return _first_page(form), 422
    sent = without_invisible(form.file.data.filename or "")  # no sign that turns the rest around
    name = Path(sent.replace("\\", "/")).name[-_LONGEST_NAME:]
    kept = uploads.keep(folder(), form.file.data.stream)

    def unit() -> Reply:
        top = organisation_for(who, form.organisation_id.data, role=ROLE)
        payload = {
            "role": ROLE.value,
            "organisation_id": top.id,
            "file": kept,
            "name": name,
            "may_create": form.may_create.data,
        }
        made = jobs.enqueue(CHECK, f"检查花名册 {name}", payload, by=who.cadre_id, at=at)
        return Reply(location=url_for("office.roster", job_id=made))

    return follow(write_once(who, unit))


@blueprint.get("/office/rosters/<int:job_id>/")
@system_admin
def roster(job_id: int) -> ResponseReturnValue:
    """Show how far a check or an import is, and what came of it."""
    who, at = viewer(), clock.now()
    job, payload = roster_job(who, job_id)
    summary = uploads.noted(folder(), str(payload["file"]), "check")
    is_done = job.state == State.FINISHED
    people = uploads.noted(folder(), str(payload["file"]), "people") or {}
    number = len(people.get("ids", [])) if job.kind == IMPORT else 0
    (shown,) = shown_jobs([job], at=at)
    return render_template(
        "office/roster.html",
        job=shown,
        is_check=job.kind == CHECK,
        is_done=is_done,
        name=payload["name"],
        top=organisation_for(who, int(payload["organisation_id"]), role=ROLE),
        summary=summary_from(summary) if summary and is_done else None,
        is_gone=is_done and uploads.path_of(folder(), str(payload["file"])) is None,
        waiting=number,
        parts=_parts(number),
        tables_url=url_for("account.job_file", job_id=job_id),
    )


@blueprint.post("/office/rosters/<int:job_id>/imports")
@system_admin
def create_roster_import(job_id: int) -> ResponseReturnValue:
    """Have a checked roster imported."""
    who, at = viewer(), clock.now()
    is_partial = request.form.get("do") == "partial"

    def unit() -> Reply:
        job, payload = roster_job(who, job_id)
        found = uploads.noted(folder(), str(payload["file"]), "check")
        if job.kind != CHECK or job.state != State.FINISHED or found is None:
            raise ConflictError("这张表还没有检查完，不能导入。", "请等检查完成，或重新上传。")
        if uploads.path_of(folder(), str(payload["file"])) is None:
            raise ConflictError("这张表已经导入过，或者过了保留期。", "请重新上传。")
        summary = summary_from(found)
        if not summary.is_clean and not is_partial:
            raise ConflictError("这张表有错误。", "请改正后重新上传，或选择跳过有错误的行。")
        made = jobs.enqueue(
            IMPORT,
            f"导入花名册 {payload['name']}",
            {**payload, "is_partial": is_partial},
            by=who.cadre_id,
            at=at,
            single=f"{IMPORT}:{payload['file']}",
        )
        return Reply(location=url_for("office.roster", job_id=made))

    return follow(write_once(who, unit))


def roster_job(who: Viewer, job_id: int) -> tuple[JobRow, Mapping[str, Any]]:
    """Return one of my own checks or imports with its payload; anything else is not found."""
    job = queries.own_job(who, job_id)
    payload = queries.payload_of(job_id)
    if job.kind not in {CHECK, IMPORT} or not is_entitled(who, payload):
        raise NotFoundError
    return job, payload


def folder() -> Path:
    """Return where the files lie."""
    return uploads.folder_of(current_app.config["SETTINGS"].instance)


def _parts(number: int) -> list[dict[str, int]]:
    """Return the portions in which codes for so many people are made."""
    return [
        {"number": part, "first": first + 1, "last": min(first + MOST_SLIPS, number)}
        for part, first in enumerate(range(0, number, MOST_SLIPS))
    ]


def _unions(who: Viewer) -> list[tuple[int, str]]:
    return [(node.id, f"{node.name}及其以下") for node in roots_for(who, ROLE)]


def _first_page(form: RosterForm) -> str:
    who = viewer()
    rows = [one for one in queries.own_jobs(who, offset=0, limit=50) if one.kind in {CHECK, IMPORT}]
    return render_template(
        "office/rosters.html", form=form, jobs=shown_jobs(rows[:_LATEST], at=clock.now())
    )
