"""Joining a draft with an edition that was published meanwhile; nobody's words are lost."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.canonical import is_text
from cadreschool.courses.comparing import FileChange, compare_sources
from cadreschool.courses.drafts import actions
from cadreschool.courses.drafts.queries import draft_for
from cadreschool.courses.merging import merge_sources
from cadreschool.courses.queries import EditionRow
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import viewer
from cadreschool.web.teach.desk import DraftDesk, draft_desk
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import answered, follow, write_once

Files = dict[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Joined:
    """A draft's files with what came in between, and what is left to a person by path."""

    sources: Files
    open_places: dict[str, int]
    between: tuple[FileChange, ...]


@blueprint.get("/teach/courses/<string:course_id>/merge/")
@teachers
def merge(course_id: str) -> ResponseReturnValue:
    """Show what was published since the draft was begun, and how the two go together."""
    desk = draft_desk(course_id)
    newest = desk.course.edition
    joined = _joined(desk, newest) if newest and desk.course.is_behind else None
    return render_template(
        "teach/merge.html",
        course=desk.course,
        draft=desk.draft,
        joined=joined,
        may_write=Role.TRAINER in viewer().roles and desk.draft.is_editing,
    )


@blueprint.post("/teach/courses/<string:course_id>/draft/merges")
@trainer
def create_merge(course_id: str) -> ResponseReturnValue:
    """Put the draft on the newest edition, with both sides' changes in it."""
    who, at = viewer(), clock.now()
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    desk = draft_desk(course_id, Role.TRAINER)
    newest, seen = desk.course.edition, request.form.get("version", "")
    if newest is None:
        raise NotFoundError
    joined = _joined(desk, newest)

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        here = url_for("teach.course", course_id=course_id)
        if draft.base_edition_id == newest.id:
            return Reply(location=here, notice="草稿已经在最新的一版上。")
        if str(draft.version) != seen:
            message = "您看过以后，草稿又改过，没有合并。"
            raise ConflictError(message, "请重新打开合并的页面，看过再提交。")
        actions.rebase_draft(draft, joined.sources, newest, by=who.cadre_id, at=at)
        number = sum(joined.open_places.values())
        rest = f"还有 {number} 处两边都改过，已用记号标出，请逐处决定。" if number else ""
        return Reply(location=here, notice=f"已并入第 {newest.number} 版。{rest}")

    return follow(write_once(who, unit))


def _joined(desk: DraftDesk, newest: EditionRow) -> Joined:
    base = _files(desk.draft.base_edition_id)
    theirs = _files(newest.id)
    ours: Files = {path: (row.text, row.file_digest) for path, row in desk.files.items()}
    merged = merge_sources(_texts(base), _texts(ours), _texts(theirs))
    sources: Files = {path: (text, None) for path, text in merged.sources.items()}
    for path in base.keys() | ours.keys() | theirs.keys():
        if not is_text(path):
            picture = _picture(base.get(path), ours.get(path), theirs.get(path))
            if picture is not None:
                sources[path] = picture
    between = compare_sources(_comparable(base), _comparable(theirs))
    return Joined(sources, dict(merged.open_places), between)


def _files(edition_id: int | None) -> Files:
    return actions.sources_of(edition_id) if edition_id else {}


def _texts(files: Files) -> dict[str, str]:
    return {path: text for path, (text, _) in files.items() if text is not None}


def _comparable(files: Files) -> dict[str, str]:
    return {
        path: text if text is not None else f"（图片 {(digest or '')[:12]}）\n"
        for path, (text, digest) in files.items()
    }


def _picture(
    base: tuple[str | None, str | None] | None,
    ours: tuple[str | None, str | None] | None,
    theirs: tuple[str | None, str | None] | None,
) -> tuple[str | None, str | None] | None:
    """Choose a picture: what one side changed; ours where both did."""
    return theirs if ours == base else ours
