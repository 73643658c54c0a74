"""The first page of the 教研台: the courses one looks after, and what waits for review."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.queries import TEACHERS, TaughtCourse, taught_courses
from cadreschool.courses.radar.queries import rechecks_for
from cadreschool.courses.radar.tasks import tasks_of
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.web.guards import viewer
from cadreschool.web.teach.views.blueprint import blueprint, teachers


@blueprint.get("/teach/")
@teachers
def home() -> ResponseReturnValue:
    """List the courses within the viewer's appointments; what waits for them comes first."""
    who = viewer()
    rows = [_row(who, course) for course in taught_courses(who)]
    tasks = tasks_of(rechecks_for(who, *TEACHERS), clock.today())
    return render_template(
        "teach/home.html",
        waiting=[row for row in rows if row["waits"]],
        courses=rows,
        rechecks=sum(len(task.rows) for task in tasks),
        may_write=Role.TRAINER in who.roles,
    )


def _row(who: Viewer, course: TaughtCourse) -> dict[str, object]:
    draft = course.draft
    waits = draft is not None and not draft.is_editing
    return {
        "title": course.title,
        "id": course.id,
        "owner": course.owner_name,
        "edition": course.edition,
        "draft": draft,
        "is_behind": course.is_behind,
        "waits": waits and may(who, Role.REVIEWER, course.owner_path),
        "url": url_for("teach.course", course_id=course.id),
        "review_url": url_for("teach.changes", course_id=course.id),
    }
