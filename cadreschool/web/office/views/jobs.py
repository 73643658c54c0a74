"""Everybody's jobs, for the administrator of the whole school: what waits, runs and has failed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.jobs import actions, queries
from cadreschool.jobs.models import State
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.people.lookup.names import names_of
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.job_rows import shown_jobs
from cadreschool.web.office.views.blueprint import blueprint, school_admin
from cadreschool.web.units import follow, write_once

_PAGE_SIZE = 50


@blueprint.get("/office/jobs/")
@school_admin
def jobs() -> ResponseReturnValue:
    """List the jobs, newest first, of one state or of all."""
    page = page_asked()
    asked = request.args.get("state", "")
    state = State(asked) if asked in set(State) else None
    numbers = queries.numbers_by_state()
    number = sum(numbers.values()) if state is None else numbers.get(state, 0)
    rows = queries.jobs_in(state, offset=(page - 1) * _PAGE_SIZE, limit=_PAGE_SIZE)
    turn_back(page, rows)
    return render_template(
        "office/jobs.html",
        jobs=shown_jobs(rows, at=clock.now()),
        names=names_of({row.made_by for row in rows if row.made_by is not None}),
        states=[("", "全部"), *((one.value, one.label) for one in State)],
        state=state.value if state else "",
        numbers=[(one.label, numbers[one]) for one in State if numbers.get(one)],
        is_live=any(row.is_open for row in rows),
        page=page,
        pages=pages_of(number, _PAGE_SIZE),
    )


@blueprint.post("/office/jobs/<int:job_id>/attempts")
@school_admin
def create_attempt(job_id: int) -> ResponseReturnValue:
    """Let a failed job begin again."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.retry(job_id, by=who.cadre_id, at=at)
        return Reply(location=url_for("office.jobs"), notice="已重新排队。")

    return follow(write_once(who, unit))


@blueprint.post("/office/jobs/<int:job_id>/withdrawal")
@school_admin
def withdraw_job(job_id: int) -> ResponseReturnValue:
    """Stop a job, whoever asked for it."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.withdraw(job_id, by=who.cadre_id, at=at, own_only=False)
        return Reply(location=url_for("office.jobs"), notice="已停止这个任务。")

    return follow(write_once(who, unit))
