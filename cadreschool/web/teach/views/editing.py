"""Writing: a lesson, its questions, course.yaml; saved while one types, previewed on demand."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.comparing import compare_texts
from cadreschool.courses.drafts import actions, rules
from cadreschool.courses.drafts.actions import FileSave
from cadreschool.courses.drafts.outline import head_of
from cadreschool.courses.drafts.queries import FileRow, draft_for, files_of, taught_course
from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS
from cadreschool.kernel import clock
from cadreschool.kernel.clock import clock_text
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.sources import LARGEST_TEXT, canonical_text
from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import viewer
from cadreschool.web.teach.desk import DraftDesk, draft_desk
from cadreschool.web.teach.editor import Stale, address_of, beside, editor_page
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once


@blueprint.get("/teach/courses/<string:course_id>/sheet/")
@teachers
def course_sheet(course_id: str) -> ResponseReturnValue:
    """Open course.yaml."""
    return editor_page(draft_desk(course_id), COURSE)


@blueprint.get("/teach/courses/<string:course_id>/lessons/<string:folder>/")
@teachers
def lesson(course_id: str, folder: str) -> ResponseReturnValue:
    """Open a lesson's text."""
    desk = draft_desk(course_id)
    path = f"{folder}/{LESSON}"
    if path not in desk.files:
        raise NotFoundError
    return editor_page(desk, path)


@blueprint.get("/teach/courses/<string:course_id>/lessons/<string:folder>/questions/")
@teachers
def questions(course_id: str, folder: str) -> ResponseReturnValue:
    """Open a lesson's questions; where there are none yet, an empty sheet."""
    desk = draft_desk(course_id)
    if f"{folder}/{LESSON}" not in desk.files:
        raise NotFoundError
    return editor_page(desk, f"{folder}/{QUESTIONS}")


@blueprint.post("/teach/courses/<string:course_id>/draft/files")
@trainer
def update_file(course_id: str) -> ResponseReturnValue:
    """Save a text; one that somebody else changed meanwhile is refused with what differs (409).

    What was typed comes back on every page that refuses it.
    """
    who, at = viewer(), clock.now()
    taught_course(who, course_id, Role.TRAINER)
    save = _save_of_form()
    title = head_of({COURSE: save.text}).title if save.path == COURSE else None
    takes_theirs = request.form.get("do") == "theirs"

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        here = address_of(course_id, save.path)
        if takes_theirs:
            actions.set_aside(draft, save.path, save.text, by=who.cadre_id, at=at)
            is_there = save.path in files_of(draft.id)
            here = here if is_there else url_for("teach.course", course_id=course_id)
            return Reply(location=here, notice="已改用对方的文字。您的一份在“留存的文字”里。")
        done = actions.save_file(draft, save, title=title, by=who.cadre_id, at=at)
        time = clock_text(at)
        receipt = json.dumps({"version": done.version, "saved_at": time})
        if done.is_stale:
            return Reply(status=HTTPStatus.CONFLICT, body=receipt)
        return Reply(location=here, notice=f"已保存 {time}", body=receipt)

    is_script = request.accept_mimetypes.best == "application/json"
    try:
        reply = write_once(who, unit)
    except ConflictError as error:
        if is_script:
            raise
        return _rescued(course_id, save, error), HTTPStatus.CONFLICT
    if is_script:
        return _receipt(reply, course_id, save.path)
    if reply.location:
        return follow(reply)
    return _stale_page(course_id, save), HTTPStatus.CONFLICT


def _save_of_form() -> FileSave:
    """Read the form: which file, its text in canonical form, the version it was begun with."""
    path, base = request.form.get("path", ""), request.form.get("base", "")
    text = request.form.get("text")
    if text is None or not rules.is_editable(path) or not _is_number(base):
        message = "表单不完整，没有保存。"
        raise InvalidError(message, "请返回上一页，刷新后再提交。")
    data = canonical_text(text.encode("utf-8", "replace"))
    if len(data) > LARGEST_TEXT:
        message = f"文字有 {len(data) // 1024} KB，超过 {LARGEST_TEXT // 1024} KB，没有保存。"
        raise InvalidError(message, "请拆成几课，或删去多余内容。")
    return FileSave(path, data.decode(), min(int(base[:9]), 10**9))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _receipt(reply: Reply, course_id: str, path: str) -> Response:
    """Answer a script: when it was saved, or who changed the text meanwhile."""
    told = json.loads(reply.body or "{}")
    status = HTTPStatus.OK
    if reply.status == HTTPStatus.CONFLICT:
        row = draft_desk(course_id).files.get(path)
        who = f"{_name(row)} {clock_text(row.changed_at)} " if row else "有人"
        told["message"] = f"{who}改过这份文字，没有覆盖。"
        status = HTTPStatus.CONFLICT
    response = Response(
        json.dumps(told, ensure_ascii=False), status=status, mimetype="application/json"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _name(row: FileRow) -> str:
    """Say who changed a file: often it is oneself, in another window."""
    if row.changed_by == viewer().cadre_id:
        return "您在另一个窗口"
    return row.changed_by_name


def _stale_page(course_id: str, save: FileSave) -> str:
    """Show the editor with the text as typed, and how it differs from what is stored."""
    desk = draft_desk(course_id, Role.TRAINER, typed={save.path: save.text})
    row = desk.files.get(save.path)
    stored = row.text or "" if row else ""
    stale = Stale(
        _name(row) if row else "",
        row.changed_at if row else None,
        compare_texts(stored, save.text),
    )
    return editor_page(desk, save.path, stale=stale)


def _rescued(course_id: str, save: FileSave, error: ConflictError) -> str:
    """Show the text to its author when the draft can take it no more."""
    course = taught_course(viewer(), course_id, Role.TRAINER)
    return render_template(
        "teach/_rescued.html",
        course=course,
        path=save.path,
        text=save.text,
        message=f"{error.message}没有保存，您的文字还在下面。",
        advice=error.advice,
    )


@blueprint.post("/teach/courses/<string:course_id>/draft/previews")
@teachers
def create_preview(course_id: str) -> ResponseReturnValue:
    """Show what a text will look like and what is wrong with it; nothing is saved."""
    taught_course(viewer(), course_id)
    save = _save_of_form()
    desk = draft_desk(course_id, typed={save.path: save.text})
    if request.accept_mimetypes.best != "application/json":
        return editor_page(desk, save.path, base=save.base, preview=True)
    return _beside(desk, save.path)


def _beside(desk: DraftDesk, path: str) -> Response:
    html = beside(desk, path, preview=True)
    response = Response(json.dumps({"html": html}, ensure_ascii=False), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
