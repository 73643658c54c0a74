"""The lessons of a draft: a new one, one less, another order."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts import actions
from cadreschool.courses.drafts.outline import outline
from cadreschool.courses.drafts.queries import draft_for
from cadreschool.courses.drafts.skeletons import skeleton
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import viewer
from cadreschool.web.teach.desk import draft_desk, usual_competency
from cadreschool.web.teach.forms import NewLessonForm
from cadreschool.web.teach.views.blueprint import blueprint, trainer
from cadreschool.web.teach.views.courses import course_page
from cadreschool.web.units import answered, follow, write_once


@blueprint.post("/teach/courses/<string:course_id>/draft/lessons")
@trainer
def create_lesson(course_id: str) -> ResponseReturnValue:
    """Add a lesson at the end, with its seven sections to be written."""
    who, at = viewer(), clock.now()
    desk = draft_desk(course_id, Role.TRAINER)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    form = NewLessonForm()
    lesson_id = form.lesson_id.data or ""
    is_valid = form.validate()
    if is_valid and lesson_id in {one.id for one in outline(desk.comparable)}:
        form.lesson_id.errors = ("这门课程里已经有这个编号，请换一个。",)
        is_valid = False
    if not is_valid:
        return course_page(course_id, form), 422
    text = skeleton(form.kind.data, lesson_id, form.title.data or "", usual_competency())

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        folder = actions.add_lesson(draft, lesson_id, text, by=who.cadre_id, at=at)
        url = url_for("teach.lesson", course_id=course_id, folder=folder)
        return Reply(location=url, notice="新的一课已加在最后。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/lessons/<string:folder>/removal")
@trainer
def withdraw_lesson(course_id: str, folder: str) -> ResponseReturnValue:
    """Take a lesson out of the draft; its texts are kept aside."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        actions.remove_lesson(draft, folder, by=who.cadre_id, at=at)
        url = url_for("teach.course", course_id=course_id)
        return Reply(location=url, notice="这一课已从草稿里删去，文字留在“留存的文字”里。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/lessons/<string:folder>/place")
@trainer
def update_lesson_place(course_id: str, folder: str) -> ResponseReturnValue:
    """Move a lesson one place up or down."""
    who = viewer()
    step = {"up": -1, "down": 1}.get(request.form.get("to", ""), 0)

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        actions.move_lesson(draft, folder, step)
        return Reply(location=url_for("teach.course", course_id=course_id))

    return follow(write_once(who, unit))
