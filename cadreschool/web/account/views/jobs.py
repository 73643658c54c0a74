"""One's own jobs: how far they are, their files, and stopping them."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.jobs import actions, queries
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.downloads import download
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.job_rows import shown_jobs
from cadreschool.web.units import follow, write_once
from cadreschool.worker.entitlement import is_entitled
from cadreschool.worker.results import folder_of

_PAGE_SIZE = 20


@blueprint.get("/account/jobs/")
@signed_in
def jobs() -> ResponseReturnValue:
    """List what one has asked for, newest first."""
    who = viewer()
    page = page_asked()
    rows = queries.own_jobs(who, offset=(page - 1) * _PAGE_SIZE, limit=_PAGE_SIZE)
    turn_back(page, rows)
    shown = shown_jobs(rows, at=clock.now())
    return render_template(
        "account/jobs.html",
        jobs=shown,
        is_live=any(job.is_open for job in shown),
        page=page,
        pages=pages_of(queries.own_job_number(who), _PAGE_SIZE),
    )


@blueprint.get("/account/jobs/<int:job_id>/file")
@signed_in
def job_file(job_id: int) -> ResponseReturnValue:
    """Send the file of one's own job, to whoever may still have it; else it is not found."""
    who = viewer()
    job = queries.own_job(who, job_id)
    if not job.has_file(clock.now()) or not is_entitled(who, queries.payload_of(job_id)):
        raise NotFoundError
    path = folder_of(current_app.config["SETTINGS"].instance) / (job.result_file or "")
    if not path.is_file():
        raise NotFoundError
    return download(path, job.result_name)


@blueprint.post("/account/jobs/<int:job_id>/attempts")
@signed_in
def create_attempt(job_id: int) -> ResponseReturnValue:
    """Let one's own failed job begin again."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.retry(job_id, by=who.cadre_id, at=at, own_only=True)
        return Reply(location=url_for("account.jobs"), notice="已重新排队。")

    return follow(write_once(who, unit))


@blueprint.post("/account/jobs/<int:job_id>/withdrawal")
@signed_in
def withdraw_job(job_id: int) -> ResponseReturnValue:
    """Stop one's own job."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.withdraw(job_id, by=who.cadre_id, at=at)
        return Reply(location=url_for("account.jobs"), notice="已停止这个任务。")

    return follow(write_once(who, unit))
