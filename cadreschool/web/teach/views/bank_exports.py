"""Exporting a bank: the format, the job that writes the file, and what does not go into it."""

from __future__ import annotations

import secrets

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.files import uploads
from cadreschool.jobs import actions as jobs
from cadreschool.jobs.models import State
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.questions.banks import queries
from cadreschool.questions.banks.permissions import TEACHERS
from cadreschool.questions.banks.queries import BankRow
from cadreschool.questions.formats import FORMATS
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.job_rows import shown_jobs
from cadreschool.web.teach.bank_forms import ExportForm
from cadreschool.web.teach.bank_review import folder
from cadreschool.web.teach.views.bank_imports import bank_job, right_for
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

EXPORT = "bank_export"
_PAGE = 100


@blueprint.get("/teach/banks/<string:bank_id>/exports/")
@teachers
def bank_exports(bank_id: str) -> ResponseReturnValue:
    """Show in which formats a bank can be had."""
    return _page(queries.bank_for(viewer(), bank_id), _form())


def _form() -> ExportForm:
    form = ExportForm()
    form.format.choices = choices([(one.name, one.label) for one in FORMATS])
    return form


def _page(bank: BankRow, form: ExportForm) -> str:
    return render_template("teach/bank_exports.html", bank=bank, form=form)


@blueprint.post("/teach/banks/<string:bank_id>/exports")
@teachers
def create_bank_export(bank_id: str) -> ResponseReturnValue:
    """Have a bank written to a file."""
    who, at = viewer(), clock.now()
    bank = queries.bank_for(who, bank_id)
    form = _form()
    if not form.validate():
        return _page(bank, form), 422
    role = next(role for role in TEACHERS if role in bank.roles)
    payload = {
        **right_for(bank, role),
        "bank_id": bank_id,
        "format": form.format.data,
        "state": form.state.data,
        "note": secrets.token_hex(16),
    }

    def unit() -> Reply:
        queries.bank_for(who, bank_id, role)
        made = jobs.enqueue(EXPORT, f"导出题库 {bank.title}", payload, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.bank_export", job_id=made))

    return follow(write_once(who, unit))


@blueprint.get("/teach/exports/<int:job_id>/")
@teachers
def bank_export(job_id: int) -> ResponseReturnValue:
    """Offer the file, beside what did not go into it."""
    job, payload, bank = bank_job(viewer(), job_id, EXPORT)
    noted = uploads.noted(folder(), str(payload["note"]), "left_out") or {}
    left_out, page = noted.get("left_out", []), page_asked()
    here = left_out[(page - 1) * _PAGE : page * _PAGE]
    turn_back(page, here)
    (shown,) = shown_jobs([job], at=clock.now())
    return render_template(
        "teach/bank_export.html",
        bank=bank,
        job=shown,
        is_done=job.state == State.FINISHED,
        left_out=here,
        number=len(left_out),
        page=page,
        pages=pages_of(len(left_out), _PAGE),
        file_url=url_for("account.job_file", job_id=job_id),
    )
