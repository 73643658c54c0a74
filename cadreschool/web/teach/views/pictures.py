"""The pictures of one lesson of a draft."""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts import actions
from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.pictures import PictureError, fit_picture
from cadreschool.courses.drafts.queries import draft_for
from cadreschool.courses.inventory import LESSON
from cadreschool.files.actions import register_file
from cadreschool.files.storage import keep
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.web.bodies import takes_files
from cadreschool.web.guards import viewer
from cadreschool.web.teach.desk import DraftDesk, draft_desk
from cadreschool.web.teach.editor import lesson_title
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ENDING = re.compile(r"\.(?:png|jpe?g|webp)$")


@blueprint.get("/teach/courses/<string:course_id>/lessons/<string:folder>/pictures/")
@teachers
def pictures(course_id: str, folder: str) -> ResponseReturnValue:
    """Show a lesson's pictures, with what to write to use them, and the form for a new one."""
    return _page(draft_desk(course_id), folder)


def _page(desk: DraftDesk, folder: str, error: str = "", name: str = "") -> str:
    if f"{folder}/{LESSON}" not in desk.files:
        raise NotFoundError
    inside = f"{folder}/media/"
    return render_template(
        "teach/pictures.html",
        course=desk.course,
        folder=folder,
        lesson_title=lesson_title(desk, folder),
        pictures=[
            {
                "name": row.path.removeprefix(inside),
                "code": f"![图里有什么]({row.path.removeprefix(f'{folder}/')})",
                "url": url_for("study.media", digest=row.file_digest, extension=row.extension),
            }
            for row in desk.files.values()
            if row.path.startswith(inside)
        ],
        mistakes=[one for one in desk.reading.mistakes if one.path.startswith(inside)],
        error=error,
        name=name,
        may_write=may(viewer(), Role.TRAINER, desk.course.owner_path) and desk.draft.is_editing,
    )


@blueprint.post("/teach/courses/<string:course_id>/draft/lessons/<string:folder>/pictures")
@trainer
@takes_files
def create_picture(course_id: str, folder: str) -> ResponseReturnValue:
    """Add a picture: written anew, so that nothing but the picture is kept of it."""
    who, at = viewer(), clock.now()
    desk = draft_desk(course_id, Role.TRAINER)
    upload, name = request.files.get("picture"), request.form.get("name", "").strip()
    stem = _ENDING.sub("", name.casefold())
    if upload is None or not upload.filename:
        return _page(desk, folder, "请选择一张图片。", name), HTTPStatus.UNPROCESSABLE_ENTITY
    if not _NAME.fullmatch(stem):
        error = "图片名只用小写字母、数字和连字符，如 union-levels。"
        return _page(desk, folder, error, name), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        picture = fit_picture(upload.read())
    except PictureError as error:
        words = f"{error.message}{error.advice}"
        return _page(desk, folder, words, name), HTTPStatus.UNPROCESSABLE_ENTITY
    digest = keep(picture.data, current_app.config["SETTINGS"].media)
    path = f"{folder}/media/{stem}.{picture.extension}"

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        register_file(digest, picture.extension, len(picture.data), at=at)
        actions.put_picture(draft, path, digest, by=who.cadre_id, at=at)
        return Reply(location=_here(course_id, folder), notice="图片已加入，照下面的写法放进课文。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/lessons/<string:folder>/unused-pictures")
@trainer
def withdraw_picture(course_id: str, folder: str) -> ResponseReturnValue:
    """Take a picture out of the draft."""
    who, at = viewer(), clock.now()
    path = f"{folder}/media/{request.form.get('name', '')}"

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        actions.remove_picture(draft, path, by=who.cadre_id, at=at)
        return Reply(location=_here(course_id, folder), notice="图片已从草稿里拿掉。")

    return follow(write_once(who, unit))


def _here(course_id: str, folder: str) -> str:
    return url_for("teach.pictures", course_id=course_id, folder=folder)
