"""Cases at the 教研台: the queue, the legal review of one, and the scenario made of it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.cases import actions, queries
from cadreschool.courses.cases.permissions import may_decide
from cadreschool.courses.cases.queries import CaseSheet
from cadreschool.courses.cases.rules import LONGEST_WORDS, REVIEWED, CaseState
from cadreschool.courses.cases.seeds import Seeding, scenario_course, scenario_draft
from cadreschool.courses.drafts.actions import open_draft
from cadreschool.courses.drafts.queries import is_taken, taught_course
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import roots_for
from cadreschool.web.addresses import page_asked
from cadreschool.web.case_pages import page, row, step
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.teach.desk import usual_competency
from cadreschool.web.teach.views.blueprint import blueprint, reviewer, teachers, trainer
from cadreschool.web.units import follow, write_once

_STATES = (CaseState.SUBMITTED, CaseState.PUBLISHED, CaseState.WITHDRAWN)


@blueprint.get("/teach/cases/")
@teachers
def cases() -> ResponseReturnValue:
    """List the cases that wait for a review, the oldest first, or were decided."""
    asked = request.args.get("state", CaseState.SUBMITTED.value)
    state = next((one for one in _STATES if one == asked), CaseState.SUBMITTED)
    found = queries.handed_in_cases(viewer(), state, page=page_asked())
    return render_template(
        "teach/cases.html",
        rows=[
            row(one, url_for("teach.case", case_id=one.id))
            | {"is_own": one.author_id == viewer().cadre_id}
            for one in found.rows
        ],
        state=state.value,
        states=[(one.value, one.label) for one in _STATES],
        found=found,
    )


@blueprint.get("/teach/cases/<int:case_id>/")
@teachers
def case(case_id: int) -> ResponseReturnValue:
    """Show a case with its law as it stands today, to be reviewed."""
    return _page(queries.case_to_review(viewer(), case_id))


def _page(sheet: CaseSheet, *, typed: str = "", errors: dict[str, str] | None = None) -> str:
    who = viewer()
    steps = queries.steps_of(sheet.id)
    is_taken_already = is_taken(scenario_course(sheet.id))
    return render_template(
        "teach/case.html",
        case=page(sheet),
        author=f"{sheet.author_name}，{sheet.union_name}",
        is_own=sheet.author_id == who.cadre_id,
        steps=[step(one, who.cadre_id, named=True) for one in steps],
        may_decide=may_decide(who, sheet.union_path, sheet.author_id),
        may_seed=Role.TRAINER in who.roles,
        is_seeded=is_taken_already,
        reviewed=REVIEWED,
        longest=LONGEST_WORDS,
        typed=typed,
        errors=errors or {},
    )


@blueprint.post("/teach/cases/<int:case_id>/returns")
@teachers
def create_case_return(case_id: int) -> ResponseReturnValue:
    """Give a case back to its author with what is to be changed."""
    at, words = clock.now(), request.form.get("words", "")

    def decide(who: Viewer, seen: int) -> str:
        actions.return_case(who, case_id, words, seen=seen, at=at)
        return "案例已退回，写的人会收到消息。"

    return _decided(case_id, decide, field="return", words=words)


@blueprint.post("/teach/cases/<int:case_id>/publication")
@reviewer
def create_case_publication(case_id: int) -> ResponseReturnValue:
    """Publish a case whose law was reviewed."""
    at, words = clock.now(), request.form.get("words", "")
    registry = catalogue().registry
    if request.form.get("reviewed") != "yes":
        sheet = queries.case_to_review(viewer(), case_id)
        told = _page(sheet, typed=words, errors={"publish": f"发布以前请确认“{REVIEWED}”。"})
        return told, HTTPStatus.UNPROCESSABLE_ENTITY

    def decide(who: Viewer, seen: int) -> str:
        actions.publish_case(who, case_id, words, seen=seen, registry=registry, at=at)
        return "案例已发布，写的人会收到消息。"

    return _decided(case_id, decide, field="publish", words=words)


@blueprint.post("/teach/cases/<int:case_id>/withdrawal")
@reviewer
def withdraw_case(case_id: int) -> ResponseReturnValue:
    """Take a case down with a reason."""
    at, words = clock.now(), request.form.get("words", "")

    def decide(who: Viewer, _seen: int) -> str:
        actions.take_down_case(who, case_id, words, at=at)
        return "案例已撤下，写的人会收到消息。"

    return _decided(case_id, decide, field="withdraw", words=words)


def _decided(
    case_id: int, decide: Callable[[Viewer, int], str], *, field: str, words: str
) -> ResponseReturnValue:
    """Run the writing half of a decision; with a mistake in its words the form comes back."""
    who = viewer()
    seen = request.form.get("version", 0, type=int)

    def unit() -> Reply:
        notice = decide(who, seen)
        return Reply(location=url_for("teach.case", case_id=case_id), notice=notice)

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        sheet = queries.case_to_review(who, case_id)
        told = _page(sheet, typed=words, errors={field: error.message})
        return told, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/teach/cases/<int:case_id>/scenario")
@trainer
def create_case_scenario(case_id: int) -> ResponseReturnValue:
    """Begin a scenario with what a published case tells; the second time, open it."""
    who, at = viewer(), clock.now()
    owners = [node.id for node in roots_for(who, Role.TRAINER)]
    is_everywhere = Role.TRAINER in who.whole_school_roles
    competency, course_id = usual_competency(), scenario_course(case_id)

    def unit() -> Reply:
        sheet = queries.case_to_review(who, case_id)
        url = url_for("teach.course", course_id=course_id)
        if is_taken(course_id):
            _require_reached(who, course_id)
            return Reply(location=url, notice="这个案例已经写成情景，打开的就是它。")
        if sheet.state is not CaseState.PUBLISHED:
            raise ConflictError("案例还没有发布，不能写成情景。", "请先审核、发布案例。")
        owner = None if is_everywhere else owners[0]
        seeding = Seeding(who.name, owner, competency, clock.day_of(at).isoformat())
        open_draft(scenario_draft(sheet, seeding), by=who.cadre_id, at=at)
        return Reply(location=url, notice="情景的草稿已建立，情况写进了开场，法条写进了依据。")

    return follow(write_once(who, unit))


def _require_reached(who: Viewer, course_id: str) -> None:
    try:
        taught_course(who, course_id)
    except NotFoundError as error:
        message = "别的工会的教员已经用这个案例写了情景。"
        raise ConflictError(message, "发布以后可以在课程里看到。") from error
