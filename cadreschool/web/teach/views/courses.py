"""One course at the 教研台: its editions, its draft, its lessons; beginning and giving up."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts import actions
from cadreschool.courses.drafts.actions import NewDraft
from cadreschool.courses.drafts.models import StepKind
from cadreschool.courses.drafts.outline import outline
from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.queries import (
    StepRow,
    TaughtCourse,
    draft_for,
    editions_of,
    kept_texts,
    steps_of,
    taught_course,
)
from cadreschool.courses.inventory import COURSE
from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.teach.desk import DraftDesk, desk_of, withdrawn_case
from cadreschool.web.teach.forms import NewLessonForm
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once


@blueprint.get("/teach/courses/<string:course_id>/")
@teachers
def course(course_id: str) -> ResponseReturnValue:
    """Show a course: what is published, how far the draft is, and its lessons."""
    return course_page(course_id, NewLessonForm())


def course_page(course_id: str, form: NewLessonForm) -> str:
    """Render the page of a course, with the form for a new lesson as it stands."""
    who = viewer()
    found = taught_course(who, course_id)
    desk = desk_of(found) if found.draft else None
    return render_template(
        "teach/course.html",
        course=found,
        draft=found.draft,
        rechecks=_rechecks(course_id),
        withdrawn_case=withdrawn_case(course_id),
        lessons=_lessons(found, desk),
        head_mistakes=_number(desk, COURSE) if desk else 0,
        steps=[_step(row) for row in steps_of(found.draft.id)] if found.draft else [],
        editions=editions_of(course_id),
        form=form,
        may_write=may(who, Role.TRAINER, found.owner_path),
        may_review=may(who, Role.REVIEWER, found.owner_path),
    )


def _rechecks(course_id: str) -> int:
    """Count what is to be looked at again since a law was amended."""
    today = clock.today()
    return sum(
        one.course_id == course_id and not one.is_over(today) for one in catalogue().rechecks
    )


def _step(row: StepRow) -> dict[str, object]:
    return {
        "label": StepKind(row.kind).label,
        "words": row.words,
        "name": row.name,
        "made_at": row.made_at,
    }


def _lessons(course: TaughtCourse, desk: DraftDesk | None) -> list[dict[str, object]]:
    """Return the lessons of the draft, of the newest edition where there is none."""
    if desk is None:
        published = catalogue().course(course.id)
        lessons = published.lessons if published else ()
        return [
            {"number": one.position, "title": one.title, "questions": len(one.questions)}
            for one in lessons
        ]
    return [
        {
            "number": number,
            "title": one.title,
            "folder": one.folder,
            "questions": len(one.questions),
            "pictures": sum(path.startswith(f"{one.folder}/media/") for path in desk.files),
            "mistakes": _number(desk, f"{one.folder}/"),
            "url": url_for("teach.lesson", course_id=course.id, folder=one.folder),
            "questions_url": url_for("teach.questions", course_id=course.id, folder=one.folder),
            "pictures_url": url_for("teach.pictures", course_id=course.id, folder=one.folder),
        }
        for number, one in enumerate(outline(desk.comparable), start=1)
    ]


def _number(desk: DraftDesk, below: str) -> int:
    """Count the mistakes that forbid publication in a file or folder."""
    return sum(mistake.path.startswith(below) for mistake in desk.reading.blocking)


@blueprint.post("/teach/courses/<string:course_id>/drafts")
@trainer
def create_draft(course_id: str) -> ResponseReturnValue:
    """Begin to change a published course; a draft that is there is simply gone on with."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        found = taught_course(who, course_id, Role.TRAINER)
        here = Reply(location=url_for("teach.course", course_id=course_id))
        if found.draft is not None or found.edition is None:
            return here
        new = NewDraft(
            course_id,
            found.edition.title,
            found.owner_id,
            actions.sources_of(found.edition.id),
            found.edition.id,
        )
        actions.open_draft(new, by=who.cadre_id, at=at)
        notice = "草稿已经准备好。改动只在草稿里，发布以前学员看不到。"
        return Reply(location=here.location, notice=notice)

    return follow(write_once(who, unit))


@blueprint.post("/teach/courses/<string:course_id>/draft/withdrawal")
@trainer
def withdraw_draft(course_id: str) -> ResponseReturnValue:
    """Give a draft up, after a tick that says so."""
    who, at = viewer(), clock.now()
    taught_course(who, course_id, Role.TRAINER)
    if not request.form.get("sure"):
        message = "还没有勾选确认，草稿没有放弃。"
        raise InvalidError(message, "确实不要这些改动，请先勾选再提交。")

    def unit() -> Reply:
        draft = draft_for(who, course_id, Role.TRAINER)
        actions.discard_draft(draft, by=who.cadre_id, at=at)
        notice = f"“{draft.title}”的草稿已放弃，写过的留在“留存的文字”里。"
        return Reply(location=url_for("teach.home"), notice=notice)

    return follow(write_once(who, unit))


@blueprint.get("/teach/courses/<string:course_id>/kept/")
@teachers
def kept(course_id: str) -> ResponseReturnValue:
    """Show the texts that were overwritten, set aside, deleted or given up with a draft."""
    found = taught_course(viewer(), course_id)
    texts = kept_texts(found.id, found.owner_id)
    return render_template("teach/kept.html", course=found, texts=texts)
