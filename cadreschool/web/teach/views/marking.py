"""Marking: what waits, one group of equal answers, the verdict. No page names a learner."""

from __future__ import annotations

from fractions import Fraction
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.clock import minute_text
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.marking import actions
from cadreschool.learning.marking.deciding import Given, give_verdict
from cadreschool.learning.marking.queries import (
    PAGE_SIZE,
    QueuedQuestion,
    TaskFacts,
    may_decide,
    next_task_id,
    queue_of,
    queue_total,
    sample_of,
    task_for,
    verdicts_told,
)
from cadreschool.learning.marking.rules import (
    LOCK,
    Point,
    TaskState,
    age_text,
    points_of,
    waited_text,
)
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.teach.marking_desk import asked, short, with_case
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

_LONGEST_COMMENT = 500
_NOTHING_LEFT = "没有您能评的了：其余的有人在评，或者须由别人评。"


@blueprint.get("/teach/marking/")
@teachers
def marking() -> ResponseReturnValue:
    """List the questions whose answers wait for a person, the oldest first."""
    who, page, at = viewer(), page_asked(), clock.now()
    rows, number = queue_of(who, page=page)
    turn_back(page, rows)
    found = asked({row.version_id for row in rows})
    total = queue_total(who)
    return render_template(
        "teach/marking.html",
        rows=[_row(row, found.get(row.version_id)) for row in rows],
        total=total,
        waited=waited_text(total.since, at=at) if total.since else "",
        minutes=LOCK.seconds // 60,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


def _row(row: QueuedQuestion, published: PublishedQuestion | None) -> dict[str, object]:
    kind, stem = short(published, row.part)
    remarks = []
    if row.second:
        remarks.append(f"{row.second} 组待第二人评")
    if row.third:
        remarks.append(f"{row.third} 组两人评得不同")
    return {
        "version_id": row.version_id,
        "part": row.part,
        "kind": kind,
        "stem": stem,
        "owner": row.owner_name,
        "groups": row.groups,
        "answers": row.answers,
        "age": age_text(row.since, at=clock.now()),
        "remarks": "，".join(remarks),
    }


@blueprint.post("/teach/marking/locks")
@teachers
def create_marking_lock() -> ResponseReturnValue:
    """Take the group that waits longest, of one question where it is named."""
    who, at = viewer(), clock.now()
    version_id, part = _number("version"), _number("part")

    def unit() -> Reply:
        task_id = next_task_id(who, version_id=version_id, part=part or 0, at=at)
        if task_id is None:
            return Reply(location=url_for("teach.marking"), notice=_NOTHING_LEFT)
        actions.take_task(who, task_id, at=at)
        return Reply(location=url_for("teach.marking_task", task_id=task_id))

    return follow(write_once(who, unit))


def _number(name: str) -> int | None:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 -- an id


@blueprint.get("/teach/marking/<int:task_id>/")
@teachers
def marking_task(task_id: int) -> ResponseReturnValue:
    """Show one group: the question, what is right, the answer, and how many are equal to it."""
    return _page(task_for(viewer(), task_id))


def _page(task: TaskFacts, *, error: str = "") -> str:
    who, at = viewer(), clock.now()
    published = asked({task.version_id})[task.version_id]
    question = published.part(task.part).question
    sample = sample_of(task.id)
    is_held = task.locked_until is not None and task.locked_until > at
    is_mine = task.locked_by == who.cadre_id and task.state is not TaskState.DECIDED
    told = verdicts_told(task.id) if task.state is TaskState.DECIDED else []
    return render_template(
        "teach/marking_task.html",
        task=task,
        question=with_case(published, task.part),
        answer=kind_named(question.kind).response_text(question, sample.value),
        sample=sample,
        points=[
            (point, _typed(number, point))
            for number, point in enumerate(points_of(question, sample.value), start=1)
        ],
        waited=waited_text(task.opened_at, at=at),
        is_mine=is_mine,
        held_until=minute_text(task.locked_until) if is_held and task.locked_until else "",
        may_take=not is_mine and not is_held and may_decide(who, task.id),
        verdicts=told,
        comment=request.form.get("comment", ""),
        longest=_LONGEST_COMMENT,
        error=error,
    )


def _typed(number: int, point: Point) -> str:
    """Return what was chosen for a point, nothing before somebody has."""
    if point.fixed is not None:
        return str(point.fixed)
    return request.form.get(f"point-{number}", "")


@blueprint.post("/teach/marking/<int:task_id>/lock")
@teachers
def create_task_lock(task_id: int) -> ResponseReturnValue:
    """Take this group, for a quarter of an hour."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.take_task(who, task_id, at=at)
        return Reply(location=url_for("teach.marking_task", task_id=task_id))

    return follow(write_once(who, unit))


@blueprint.post("/teach/marking/<int:task_id>/release")
@teachers
def withdraw_task_lock(task_id: int) -> ResponseReturnValue:
    """Give this group back without marking it."""
    who = viewer()

    def unit() -> Reply:
        actions.give_back(who, task_id)
        return Reply(location=url_for("teach.marking"), notice="已放回，别人可以评。")

    return follow(write_once(who, unit))


@blueprint.post("/teach/marking/<int:task_id>/marks")
@teachers
def create_task_mark(task_id: int) -> ResponseReturnValue:
    """Mark this group, and take the next one of the same question when that was the button."""
    who, at = viewer(), clock.now()
    task = task_for(who, task_id)
    question = asked({task.version_id})[task.version_id].part(task.part).question
    points = points_of(question, sample_of(task_id).value)
    try:
        given = _given(points)
    except InvalidError as error:
        return _page(task, error=error.message), HTTPStatus.UNPROCESSABLE_ENTITY
    goes_on = request.form.get("do") == "next"

    def unit() -> Reply:
        state = give_verdict(who, task_id, points, given, at=at)
        notice = (
            "评好了，成绩已经更新。" if state is TaskState.DECIDED else f"记下了，{state.label}。"
        )
        following = next_task_id(who, at=at) if goes_on else None
        if following is None:
            more = _NOTHING_LEFT if goes_on else ""
            return Reply(location=url_for("teach.marking"), notice=notice + more)
        actions.take_task(who, following, at=at)
        return Reply(location=url_for("teach.marking_task", task_id=following), notice=notice)

    return follow(write_once(who, unit))


def _given(points: tuple[Point, ...]) -> Given:
    """Read what was chosen for each point."""
    shares = []
    for number, point in enumerate(points, start=1):
        chosen = _typed(number, point)
        found = next((share for share, _ in point.choices if str(share) == chosen), None)
        if point.fixed is None and found is None:
            raise InvalidError(f"请给“{point.label}”选一项。")
        shares.append(point.fixed if found is None else found)
    comment = request.form.get("comment", "").replace("\r\n", "\n").strip()
    if len(comment) > _LONGEST_COMMENT:
        raise InvalidError(f"评语最多 {_LONGEST_COMMENT} 字，现在 {len(comment)} 字。")
    return Given(tuple(share or Fraction(0) for share in shares), comment)
