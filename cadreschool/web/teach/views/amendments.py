"""Laws that were amended: what rests on the articles that changed, and confirming it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.queries import TEACHERS, taught_course
from cadreschool.courses.radar import actions
from cadreschool.courses.radar.queries import (
    Confirmed,
    bank_titles,
    confirmed_for,
    recheck_for,
    rechecks_for,
)
from cadreschool.courses.radar.tasks import Task, task_of, tasks_of
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.laws.citations import article_label
from cadreschool.laws.comparing import Fate
from cadreschool.learning.profile.due import note_reviewed
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.teach.amending import compared, passages
from cadreschool.web.teach.forms import ConfirmationForm
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import answered, follow, write_once

PAGE_SIZE = 40
MOST_SHOWN = 30
"""Passages on one page; the rest comes when these are done."""
_DIGITS = 10
_SORTS = (Fate.CHANGED, Fate.DELETED, Fate.ENDED, Fate.UNKNOWN, Fate.RENUMBERED)


@blueprint.get("/teach/amendments/")
@teachers
def amendments() -> ResponseReturnValue:
    """List the amended articles that the viewer's courses and banks rest on."""
    tasks = tasks_of(rechecks_for(viewer(), *TEACHERS), clock.today())
    titles = _titles(tasks)
    place, sort = request.args.get("place", ""), request.args.get("sort", "")
    shown = [
        task
        for task in tasks
        if place in {"", _place(task)} and sort in {"", task.first.fate.value}
    ]
    pages = pages_of(len(shown), PAGE_SIZE)
    page = min(page_asked(), pages)
    return render_template(
        "teach/amendments.html",
        tasks=[_row(task, titles) for task in shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]],
        is_filtered=bool(place or sort),
        number=len(shown),
        texts=sum(task.texts for task in shown),
        questions=sum(task.questions for task in shown),
        places=[("", "全部"), *sorted(titles.items(), key=lambda one: one[1])],
        sorts=[("", "全部"), *((one.value, one.label) for one in _SORTS)],
        place=place,
        sort=sort,
        confirmed=[_confirmed(one) for one in confirmed_for(viewer(), *TEACHERS)],
        page=page,
        pages=pages,
    )


def _confirmed(one: Confirmed) -> dict[str, object]:
    course = catalogue().course(one.course_id or "")
    place = course.title if course else f"题库 {one.bank_id}"
    return {
        "label": f"《{one.law}》{article_label(one.article) if one.article else ''}",
        "place": f"{place} · 题目 {one.question_id}" if one.question_id else place,
        "closed_at": one.closed_at,
        "name": one.name,
        "note": one.note,
    }


def _titles(tasks: list[Task]) -> dict[str, str]:
    """Return the courses and banks that tasks are about: {what stands in the address: title}."""
    here = catalogue()
    banks = bank_titles() if any(task.first.bank_id for task in tasks) else {}
    found = {}
    for task in tasks:
        course = here.course(task.first.course_id or "")
        title = course.title if course else f"题库：{banks.get(task.first.bank_id or '', '')}"
        found[_place(task)] = title
    return found


def _place(task: Task) -> str:
    return task.first.course_id or f"bank:{task.first.bank_id}"


def _row(task: Task, titles: dict[str, str]) -> dict[str, object]:
    one = task.first
    return {
        "id": one.id,
        "label": f"《{one.law}》{article_label(one.article) if one.article else ''}",
        "versions": f"{one.from_version} → {one.to_version}" if one.to_version else "失效",
        "fate": one.fate.label,
        "to": article_label(one.to_article) if one.fate is Fate.RENUMBERED else "",
        "place": titles[_place(task)],
        "texts": task.texts,
        "questions": task.questions,
        "withheld": task.withheld,
        "from_on": one.from_on,
        "is_coming": one.from_on > clock.today(),
        "url": url_for("teach.amendment", recheck_id=one.id),
    }


@blueprint.get("/teach/amendments/<int:recheck_id>/")
@teachers
def amendment(recheck_id: int) -> ResponseReturnValue:
    """Show both texts of an article beside each other, and everything that rests on it."""
    row = recheck_for(viewer(), recheck_id, *TEACHERS)
    if row.closed_at is not None:
        return redirect(url_for("teach.amendments"))
    return _page(recheck_id, ConfirmationForm())


def _page(recheck_id: int, form: ConfirmationForm) -> str:
    who, here = viewer(), catalogue()
    task = task_of(rechecks_for(who, *TEACHERS), recheck_id)
    if task is None:
        raise NotFoundError
    one = task.first
    draft = taught_course(who, one.course_id).draft if one.course_id else None
    found = passages(task, here, draft)
    return render_template(
        "teach/amendment.html",
        task=_row(task, _titles([task])),
        texts=compared(one, here.registry),
        passages=found[:MOST_SHOWN],
        more=len(found[MOST_SHOWN:]),
        ticked=_ticked(),
        proposal=_proposal(task),
        form=form,
        course_id=one.course_id,
        draft=draft,
        may_write=may(who, Role.TRAINER, one.owner_path),
    )


def _proposal(task: Task) -> tuple[str, str]:
    """Return what is written and what to write instead, where only the number changed."""
    one = task.first
    if one.fate is not Fate.RENUMBERED:
        return "", ""
    return f"[[{one.law}#{one.article}]]", f"[[{one.law}#{one.to_article}]]"


def _ticked() -> set[int]:
    sent = request.form.getlist("recheck")
    return {int(one) for one in sent if one.isascii() and one.isdecimal() and len(one) < _DIGITS}


@blueprint.post("/teach/amendments/<int:recheck_id>/confirmations")
@trainer
def create_confirmation(recheck_id: int) -> ResponseReturnValue:
    """Confirm that what was ticked is right under the new text, with a word on why."""
    who, at = viewer(), clock.now()
    recheck_for(who, recheck_id)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    form, ticked = ConfirmationForm(), _ticked()
    if not form.validate() or not ticked:
        form.is_empty = not ticked
        return _page(recheck_id, form), 422

    def unit() -> Reply:
        number = actions.confirm(who, ticked, form.note.data or "", at=at)
        note_reviewed(at=at)
        left = task_of(rechecks_for(who, Role.TRAINER), recheck_id)
        notice = f"已确认 {number} 处仍然正确。"
        if left is not None:
            return Reply(location=url_for("teach.amendment", recheck_id=recheck_id), notice=notice)
        return Reply(location=url_for("teach.amendments"), notice=notice)

    return follow(write_once(who, unit))
