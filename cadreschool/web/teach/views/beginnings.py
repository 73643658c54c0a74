"""New courses: a draft with a first lesson to be written."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts import actions, rules
from cadreschool.courses.drafts.actions import NewDraft
from cadreschool.courses.drafts.queries import is_taken
from cadreschool.courses.inventory import COURSE
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import roots_for
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.teach.desk import usual_competency
from cadreschool.web.teach.forms import NewCourseForm
from cadreschool.web.teach.views.blueprint import blueprint, trainer
from cadreschool.web.units import follow, write_once

_WHOLE_SCHOOL = 0


@blueprint.get("/teach/new-course/")
@trainer
def new_course() -> ResponseReturnValue:
    """Show the form for a new course."""
    return render_template("teach/new_course.html", form=_new_course_form(viewer()))


def _new_course_form(who: Viewer) -> NewCourseForm:
    form = NewCourseForm()
    owners = [(node.id, node.name) for node in roots_for(who, Role.TRAINER)]
    if Role.TRAINER in who.whole_school_roles:
        owners.insert(0, (_WHOLE_SCHOOL, "全校"))
    form.owner.choices = choices(owners)
    return form


@blueprint.post("/teach/courses")
@trainer
def create_course() -> ResponseReturnValue:
    """Begin a new course: a draft with a first lesson to be written."""
    who, at = viewer(), clock.now()
    form = _new_course_form(who)
    if not form.validate():
        return render_template("teach/new_course.html", form=form), 422
    course_id = form.course_id.data or ""
    competency = usual_competency()
    values = {
        "title": form.title.data or "",
        "track": form.track.data or "",
        "unit": form.unit.data or "",
        "author": who.name,
        "competency": competency,
        "day": clock.today().isoformat(),
    }
    sources = {
        COURSE: (rules.course_skeleton(course_id, values), None),
        "01-first/lesson.md": (rules.lesson_skeleton("first", "第一课", competency), None),
    }
    owner_id = form.owner.data or None

    def unit() -> Reply:
        if is_taken(course_id):
            return Reply(status=422)
        new = NewDraft(course_id, values["title"], owner_id, sources)
        actions.open_draft(new, by=who.cadre_id, at=at)
        url = url_for("teach.course", course_id=course_id)
        return Reply(location=url, notice="新课程的草稿已建立。")

    reply = write_once(who, unit)
    if reply.location:
        return follow(reply)
    form.course_id.errors = ("这个编号已经有人用了，请换一个。",)
    return render_template("teach/new_course.html", form=form), reply.status
