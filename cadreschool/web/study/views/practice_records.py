"""One's own practice records: the list, the form, the record with its course of events, witnesses.

A form is named by its own key, not by an address: it may be written before the server knows it,
and however often it arrives it is one record. Speaks JSON to
`static/js/record-post.js`.
"""

from __future__ import annotations

import json
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.clock import clock_text, day_of
from cadreschool.kernel.faults import Faults, UnfitError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.practice_records import actions, queries
from cadreschool.learning.practice_records.actions import LeftError, MovedOnError, StaleError
from cadreschool.learning.practice_records.fitness import faults_in
from cadreschool.learning.practice_records.rules import Draft, RecordState, gaps
from cadreschool.learning.practice_records.sheets import RecordSheet
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.record_pages import card
from cadreschool.web.study import records as pages
from cadreschool.web.study.record_forms import PracticeRecordForm, blank, filled, new_key, read
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_ON_A_PAGE = 30


@blueprint.get("/practice-records/")
@signed_in
def practice_records() -> ResponseReturnValue:
    """List one's records with where each stands, and what colleagues ask one to witness."""
    who = viewer()
    number = queries.own_number(who)
    last = pages_of(number, _ON_A_PAGE)
    page = min(page_asked(), last)
    rows = queries.own_records(who, offset=(page - 1) * _ON_A_PAGE, limit=_ON_A_PAGE)
    return render_template(
        "study/practice_records.html",
        rows=[pages.row(one) for one in rows],
        requests=[pages.request_row(one) for one in queries.witness_requests(who)],
        page=page,
        pages=last,
        owner=who.cadre_id,
    )


@blueprint.get("/practice-records/new/")
@signed_in
def new_practice_record() -> ResponseReturnValue:
    """Show an empty form; the browser keeps this page, to be opened without a network."""
    return _form_page(viewer(), blank(viewer()))


@blueprint.get("/practice-records/<int:record_id>/text/")
@signed_in
def practice_record_text(record_id: int) -> ResponseReturnValue:
    """Show the form of a record that may be changed; another leads to its page."""
    who = viewer()
    sheet = queries.own_record(who, record_id)
    if not sheet.state.is_editable:
        return redirect(url_for("study.practice_record", record_id=record_id))
    return _form_page(who, filled(who, sheet), sheet=sheet)


def _form_page(
    who: Viewer,
    form: PracticeRecordForm,
    *,
    sheet: RecordSheet | None = None,
    faults: Faults | None = None,
    found: list[dict[str, str]] | None = None,
    stale: RecordSheet | None = None,
) -> str:
    for name, said in (faults or {}).items():
        getattr(form, name).errors = ["".join(said)]
    known = sheet or stale
    last = sheet.last if sheet and sheet.state is RecordState.RETURNED else None
    return render_template(
        f"study/{'practice_record_text' if known else 'new_practice_record'}.html",
        **pages.form_values(who, form),
        record=pages.head(known) if known else None,
        saved_at=sheet.saved_at if sheet else None,
        returned=last.words if last else "",
        found=found,
        faults=[(name, said[0]) for name, said in (faults or {}).items()],
        stale=card(stale) if stale else None,
    )


@blueprint.post("/practice-records")
@signed_in
def create_practice_record() -> ResponseReturnValue:
    """Save a record as a draft, or save and submit it; with a mistake the form comes back."""
    who, at = viewer(), clock.now()
    form, wish = PracticeRecordForm(), request.form.get("do", "save")
    reading = read(who, form)
    if reading.faults:
        sheet = queries.own_record_of_key(who, reading.draft.form_key)
        faults = faults_in(who, reading.draft, sheet, today=day_of(at)) | reading.faults
        return _refused(who, form, faults)
    draft = reading.draft
    try:
        reply = write_once(who, lambda: _keep(who, draft, is_final=wish == "submit", at=at))
    except UnfitError as error:
        return _refused(who, form, error.faults)
    except StaleError as error:
        return _stale(who, form, error)
    except MovedOnError as error:
        return _moved_on(who, form, error)
    if reply.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        told = json.loads(reply.body)
        form.base.data = str(told["version"])
        return _refused(who, form, gaps(draft), version=told["version"])
    return _receipt(reply) if _is_script() else follow(reply)


def _keep(who: Viewer, draft: Draft, *, is_final: bool, at: datetime) -> Reply:
    """Run the writing half: what is missing for a submission does not keep the draft from it."""
    record_id = actions.save_draft(who, draft, at=at)
    missing = bool(gaps(draft)) if is_final else False
    left = LeftError() if is_final and queries.present_union(who.cadre_id) is None else None
    is_final = is_final and left is None
    if is_final and not missing:
        actions.submit(who, record_id, at=at)
    sheet = queries.own_record(who, record_id)
    page = "study.practice_record" if is_final and not missing else "study.practice_record_text"
    url = url_for(page, record_id=record_id)
    receipt = {
        "saved_at": clock_text(at),
        "version": sheet.version,
        "url": url,
        "is_submitted": is_final and not missing,
    }
    if left:
        told = receipt | {"message": f"{left.message}{left.advice}"}
        return Reply(location=url, notice=str(told["message"]), body=json.dumps(told))
    if missing:
        return Reply(status=HTTPStatus.UNPROCESSABLE_ENTITY, body=json.dumps(receipt))
    notice = (
        "已提交，等督学签认。有了结果，首页会告诉您。" if is_final else f"已保存 {clock_text(at)}"
    )
    return Reply(location=url, notice=notice, body=json.dumps(receipt))


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _receipt(reply: Reply) -> Response:
    told = json.loads(reply.body)
    return _json(told, HTTPStatus.CONFLICT if "message" in told else HTTPStatus.OK)


def _json(told: dict[str, object], status: HTTPStatus) -> Response:
    text = json.dumps(told, ensure_ascii=False)
    response = Response(text, status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(
    who: Viewer, form: PracticeRecordForm, faults: Faults, *, version: int | None = None
) -> ResponseReturnValue:
    """Say what is wrong, field by field; what was typed stays where it was."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if _is_script():
        first = next(iter(faults.values()))[0]
        told: dict[str, object] = {"message": first, "faults": faults}
        return _json(told | ({"version": version} if version else {}), status)
    return _again(who, form, faults=faults), status


def _again(
    who: Viewer,
    form: PracticeRecordForm,
    *,
    faults: Faults | None = None,
    found: list[dict[str, str]] | None = None,
) -> str:
    """Show the form as it was sent."""
    sheet = queries.own_record_of_key(who, form.form_key.data or "")
    return _form_page(who, form, sheet=sheet, faults=faults, found=found)


def _stale(who: Viewer, form: PracticeRecordForm, error: StaleError) -> ResponseReturnValue:
    """Show both texts: what was typed to be saved on, what is stored beside it."""
    if _is_script():
        told: dict[str, object] = {"message": error.message, "is_stale": True}
        return _json(told, HTTPStatus.CONFLICT)
    form.base.data = str(error.sheet.version)
    return _form_page(who, form, stale=error.sheet), HTTPStatus.CONFLICT


def _moved_on(who: Viewer, form: PracticeRecordForm, error: MovedOnError) -> ResponseReturnValue:
    """Keep what was typed after the record went out: it may become another record."""
    if _is_script():
        told: dict[str, object] = {"message": error.message, "is_stale": True}
        return _json(told, HTTPStatus.CONFLICT)
    sheet = queries.own_record_of_key(who, form.form_key.data or "")
    form.form_key.data, form.base.data = new_key(), "0"
    return _form_page(who, form, stale=sheet), HTTPStatus.CONFLICT


@blueprint.post("/practice-records/laws")
@signed_in
def create_practice_record_law() -> ResponseReturnValue:
    """Look for an article while a record is written, or put one into it; nothing is stored."""
    who, form = viewer(), PracticeRecordForm()
    chosen = request.form.get("cite", "")
    if chosen:
        form.citations.data = f"{form.citations.data or ''} {chosen}".strip()
        return _again(who, form)
    found = pages.found_articles(form.law.data or "")
    if _is_script():
        return _json({"found": found}, HTTPStatus.OK)
    return _again(who, form, found=found)


@blueprint.get("/practice-records/<int:record_id>/")
@signed_in
def practice_record(record_id: int) -> ResponseReturnValue:
    """Show one's own record and its course of events; fit to be printed."""
    sheet = queries.own_record(viewer(), record_id)
    return render_template("study/practice_record.html", record=pages.page(sheet))


@blueprint.post("/practice-records/<int:record_id>/withdrawal")
@signed_in
def withdraw_practice_record(record_id: int) -> ResponseReturnValue:
    """Take back what nobody signed yet; a draft is thrown away."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        was_draft = queries.own_record(who, record_id).state is RecordState.DRAFT
        actions.withdraw(who, record_id, at=at)
        if was_draft:
            return Reply(location=url_for("study.practice_records"), notice="草稿已删除。")
        url = url_for("study.practice_record_text", record_id=record_id)
        return Reply(location=url, notice="已撤回，可以改了再提交。")

    return follow(write_once(who, unit))


@blueprint.get("/practice-records/<int:record_id>/witness/")
@signed_in
def practice_witness(record_id: int) -> ResponseReturnValue:
    """Show a colleague's record to the witness whom they named."""
    sheet = queries.witness_record(viewer(), record_id)
    return render_template("study/practice_witness.html", record=card(sheet), record_id=sheet.id)


@blueprint.post("/practice-records/<int:record_id>/witness")
@signed_in
def create_practice_witness(record_id: int) -> ResponseReturnValue:
    """Confirm that it was as the colleague's text says."""
    who, at = viewer(), clock.now()
    words = request.form.get("words", "")
    version = request.form.get("version", 0, type=int)

    def unit() -> Reply:
        actions.witness(who, record_id, version=version, words=words, at=at)
        return Reply(location=url_for("study.practice_records"), notice="已见证，谢谢您。")

    return follow(write_once(who, unit))


@blueprint.get("/practice-records/worker")
@signed_in
def practice_worker() -> ResponseReturnValue:
    """Send the program by which a browser opens the form without a network.

    It lies at this address because a browser lets it serve no page above it.
    """
    program = Path(current_app.static_folder or "") / "js" / "record-worker.js"
    return Response(program.read_bytes(), mimetype="text/javascript")
