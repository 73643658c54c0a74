"""Backups: which there are, making, verifying, taking away. Each is a job, or audited."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.backups.actions import allow_download
from cadreschool.backups.folder import backup_named, backups_in, folder_of, is_overdue
from cadreschool.backups.queries import may_download
from cadreschool.jobs.actions import enqueue
from cadreschool.jobs.queries import jobs_of_kind
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.web.downloads import download
from cadreschool.web.guards import viewer
from cadreschool.web.job_rows import ShownJob, shown_jobs
from cadreschool.web.office.views.blueprint import blueprint, school_admin
from cadreschool.web.units import follow, write_once

_SHOWN_JOBS = 5
_RIGHT = {"role": Role.SYSTEM_ADMIN.value}


def _instance() -> Path:
    instance: Path = current_app.config["SETTINGS"].instance
    return instance


@blueprint.get("/office/backups/")
@school_admin
def backups() -> ResponseReturnValue:
    """List the backups, newest first, and what is being done about them."""
    at = clock.now()
    found = backups_in(_instance())
    jobs = _jobs(at)
    return render_template(
        "office/backups.html",
        backups=found,
        is_overdue=is_overdue(found, at=at),
        folder=folder_of(_instance()),
        jobs=jobs,
        is_live=any(job.is_open for job in jobs),
    )


def _jobs(at: datetime) -> list[ShownJob]:
    rows = [row for kind in ("backup", "backup_verify") for row in jobs_of_kind(kind, limit=5)]
    rows.sort(key=lambda row: row.id, reverse=True)
    return shown_jobs(rows[:_SHOWN_JOBS], at=at)


@blueprint.post("/office/backups")
@school_admin
def create_backup() -> ResponseReturnValue:
    """Begin a backup; while one is being made there is no second."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        enqueue("backup", "生成备份", _RIGHT, by=who.cadre_id, at=at, single="backup")
        return Reply(location=url_for("office.backups"), notice="已开始生成备份。")

    return follow(write_once(who, unit))


@blueprint.post("/office/backups/<string:name>/checks")
@school_admin
def create_backup_check(name: str) -> ResponseReturnValue:
    """Begin to verify a backup."""
    who, at = viewer(), clock.now()
    backup_named(_instance(), name)

    def unit() -> Reply:
        title, single = f"核对备份 {name}", f"verify:{name}"[:80]
        payload = {**_RIGHT, "name": name}
        enqueue("backup_verify", title, payload, by=who.cadre_id, at=at, single=single)
        return Reply(location=url_for("office.backups"), notice="已开始核对。")

    return follow(write_once(who, unit))


@blueprint.post("/office/backups/<string:name>/downloads")
@school_admin
def create_download(name: str) -> ResponseReturnValue:
    """Note who takes a backup away, and lead to the file."""
    who, at = viewer(), clock.now()
    backup_named(_instance(), name)

    def unit() -> Reply:
        allow_download(name, by=who.cadre_id, at=at)
        return Reply(location=url_for("office.backup_file", name=name))

    return follow(write_once(who, unit))


@blueprint.get("/office/backups/<string:name>/file")
@school_admin
def backup_file(name: str) -> ResponseReturnValue:
    """Send a backup to whom the audit rows tell of; to anybody else it is not there."""
    path = backup_named(_instance(), name)
    if not may_download(name, by=viewer().cadre_id, at=clock.now()):
        raise NotFoundError
    return download(path, name)
