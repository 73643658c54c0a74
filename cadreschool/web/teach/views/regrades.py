"""Regrades: proposed with a reason, previewed, approved or returned, taken back."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.learning.regrading import actions, queries
from cadreschool.learning.regrading.actions import NewRegrade
from cadreschool.learning.regrading.queries import PAGE_SIZE, RegradeFacts
from cadreschool.learning.regrading.rules import (
    LineState,
    RegradeKind,
    RegradeState,
    hands_in,
    may_approve,
    needs_other,
)
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.policies import policies
from cadreschool.web.teach.marking_desk import asked, short
from cadreschool.web.teach.regrade_desk import (
    Proposal,
    compared,
    group_proposal,
    question_proposal,
    shown,
    tiles,
)
from cadreschool.web.teach.regrade_forms import GroupForm, RegradeForm, StepForm
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

_UNDER_WAY = (RegradeState.PREVIEWING, RegradeState.APPLYING, RegradeState.UNDOING)
_UNDO = (RegradeState.APPLIED, RegradeState.UNDO_SUBMITTED)


@blueprint.get("/teach/regrades/")
@teachers
def regrades() -> ResponseReturnValue:
    """List the regrades of the viewer's questions, newest first."""
    page = page_asked()
    rows, number = queries.regrades_for(viewer(), page=page)
    turn_back(page, rows)
    return render_template(
        "teach/regrades.html",
        rows=rows,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


@blueprint.get("/teach/quality/<string:question_id>/regrade/")
@teachers
def new_regrade(question_id: str) -> ResponseReturnValue:
    """Show the form for a correction of a question, of a case one question of it."""
    proposal = question_proposal(viewer(), question_id, request.args.get("part", 1, type=int))
    return _new_page(proposal, _form_for(proposal))


@blueprint.get("/teach/marking/<int:task_id>/regrade/")
@teachers
def new_group_regrade(task_id: int) -> ResponseReturnValue:
    """Show the form for a correction of a group of equal answers."""
    proposal = group_proposal(viewer(), task_id)
    return _new_page(proposal, _form_for(proposal))


def _form_for(proposal: Proposal) -> RegradeForm | GroupForm:
    if proposal.task is not None:
        return GroupForm()
    form = RegradeForm()
    form.offer(proposal.keys, proposal.asked)
    return form


def _new_page(proposal: Proposal, form: RegradeForm | GroupForm, *, error: str = "") -> str:
    name = "new_regrade" if proposal.task is None else "new_group_regrade"
    return render_template(
        f"teach/{name}.html", proposal=proposal, form=form, error=error, **shown(proposal)
    )


@blueprint.post("/teach/quality/<string:question_id>/regrades")
@teachers
def create_regrade(question_id: str) -> ResponseReturnValue:
    """Propose a correction of a question; it is previewed, and nothing is changed by that."""
    return _propose(question_proposal(viewer(), question_id, request.form.get("part", 1, type=int)))


@blueprint.post("/teach/marking/<int:task_id>/regrades")
@teachers
def create_group_regrade(task_id: int) -> ResponseReturnValue:
    """Propose a correction of a group of equal answers; it is previewed."""
    return _propose(group_proposal(viewer(), task_id))


def _propose(proposal: Proposal) -> ResponseReturnValue:
    who, at = viewer(), clock.now()
    form = _form_for(proposal)
    if not form.validate():
        return _new_page(proposal, form), HTTPStatus.UNPROCESSABLE_ENTITY
    new = _new(proposal, form)

    def unit() -> Reply:
        regrade_id = actions.open_regrade(who, new, at=at)
        notice = "已预览，还没有改任何成绩。"
        return Reply(location=url_for("teach.regrade", regrade_id=regrade_id), notice=notice)

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        words = f"{error.message}{error.advice}"
        return _new_page(proposal, form, error=words), HTTPStatus.UNPROCESSABLE_ENTITY


def _new(proposal: Proposal, form: RegradeForm | GroupForm) -> NewRegrade:
    reason = (form.reason.data or "").strip()
    if isinstance(form, GroupForm):
        return NewRegrade(
            RegradeKind.GROUP,
            proposal.question_id,
            proposal.part,
            reason,
            task_id=proposal.task.id if proposal.task else None,
            thousandths=(form.percent.data or 0) * 10,
        )
    kind = RegradeKind(form.kind.data)
    new_version = form.new_version.data
    return NewRegrade(
        kind,
        proposal.question_id,
        proposal.part,
        reason,
        version_ids=tuple(int(one) for one in form.versions.data or ()),
        new_version_id=int(new_version) if new_version and kind is RegradeKind.KEY else None,
    )


@blueprint.get("/teach/regrades/<int:regrade_id>/")
@teachers
def regrade(regrade_id: int) -> ResponseReturnValue:
    """Show a regrade: what it changes and for whom, its steps, and what may be done now."""
    return _page(queries.regrade_for(viewer(), regrade_id), StepForm())


def _page(facts: RegradeFacts, form: StepForm) -> str:
    who, page = viewer(), page_asked()
    lines, number = queries.lines_for(who, facts.id, page=page)
    numbers = queries.numbers_of(facts.id)
    changed = sum(numbers.values())
    steps = queries.steps_of(facts.id)
    hands = hands_in(steps, undo=facts.state in _UNDO)
    concern = queries.concern_of(
        facts.id, hands, who.cadre_id, needs_review=policies().needs_review
    )
    corrected = queries.versions_of(facts.id)
    found = asked(corrected)
    return render_template(
        "teach/regrade.html",
        regrade=facts,
        title=short(next(iter(found.values()), None), facts.part)[1],
        versions=compared(facts, corrected),
        tiles=tiles(facts.summary) if facts.summary else [],
        lines=lines,
        hidden=max(changed - number, 0),
        few=0 < facts.summary.get("people", 0) <= _FEW and facts.summary.get("answers", 0) > _FEW,
        left=numbers.get(LineState.LEFT, 0),
        done=changed - numbers.get(LineState.PLANNED, 0),
        total=changed,
        steps=steps,
        under_way=facts.state in _UNDER_WAY,
        needs_other=needs_other(concern, who.cadre_id),
        may_approve=may_approve(concern, who.cadre_id, is_reviewer=Role.REVIEWER in facts.roles),
        form=form,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


_FEW = 2
"""Where no more than so many people of many answers gain or lose, the approver is told."""


def _step(
    regrade_id: int, notice: str, do: Callable[[int, str], object], *, needs_words: str = ""
) -> ResponseReturnValue:
    """Carry one step out; `needs_words` is what to say where there are none."""
    who = viewer()
    facts = queries.regrade_for(who, regrade_id)
    form = StepForm()
    words = (form.words.data or "").strip()
    if needs_words and not words:
        form.words.errors = [needs_words]
        return _page(facts, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.validate():
        return _page(facts, form), HTTPStatus.UNPROCESSABLE_ENTITY
    seen = form.version.data or 0

    def unit() -> Reply:
        do(seen, words)
        return Reply(location=url_for("teach.regrade", regrade_id=regrade_id), notice=notice)

    return follow(write_once(who, unit))


@blueprint.post("/teach/regrades/<int:regrade_id>/previews")
@teachers
def create_regrade_preview(regrade_id: int) -> ResponseReturnValue:
    """Preview anew."""
    who, at = viewer(), clock.now()
    return _step(
        regrade_id,
        "已重新预览。",
        lambda seen, _: actions.preview_again(who, regrade_id, version=seen, at=at),
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/submissions")
@teachers
def create_regrade_submission(regrade_id: int) -> ResponseReturnValue:
    """Ask another person to approve."""
    who, at = viewer(), clock.now()
    return _step(
        regrade_id,
        "已送审，由另一名审核人批准。",
        lambda seen, _: actions.submit_regrade(who, regrade_id, version=seen, at=at),
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/approval")
@teachers
def create_regrade_approval(regrade_id: int) -> ResponseReturnValue:
    """Let it be carried out as it was previewed."""
    who, at, needs_review = viewer(), clock.now(), policies().needs_review
    return _step(
        regrade_id,
        "已批准，正在改判。成绩有变的人都会收到消息。",
        lambda seen, _: actions.approve_regrade(
            who, regrade_id, version=seen, needs_review=needs_review, at=at
        ),
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/returns")
@teachers
def create_regrade_return(regrade_id: int) -> ResponseReturnValue:
    """Give it back with a reason."""
    who, at = viewer(), clock.now()
    return _step(
        regrade_id,
        "已退回。",
        lambda seen, words: actions.return_regrade(
            who, regrade_id, version=seen, words=words, at=at
        ),
        needs_words="请写明退回的理由。",
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/withdrawal")
@teachers
def withdraw_regrade(regrade_id: int) -> ResponseReturnValue:
    """Give it up before anything was changed."""
    who, at = viewer(), clock.now()
    return _step(
        regrade_id,
        "已放弃，没有改任何成绩。",
        lambda seen, _: actions.discard_regrade(who, regrade_id, version=seen, at=at),
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/undoing")
@teachers
def create_regrade_undo(regrade_id: int) -> ResponseReturnValue:
    """Take it back, or ask another person to approve that."""
    who, at, needs_review = viewer(), clock.now(), policies().needs_review
    return _step(
        regrade_id,
        "已记下。撤销执行以后，成绩恢复为改判以前的。",
        lambda seen, words: actions.undo_regrade(
            who, regrade_id, version=seen, words=words, needs_review=needs_review, at=at
        ),
        needs_words="请写明撤销的理由，成绩有变的人都会看到。",
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/undo-approval")
@teachers
def create_undo_approval(regrade_id: int) -> ResponseReturnValue:
    """Let it be taken back."""
    who, at, needs_review = viewer(), clock.now(), policies().needs_review
    return _step(
        regrade_id,
        "已批准，正在撤销。",
        lambda seen, _: actions.approve_undo(
            who, regrade_id, version=seen, needs_review=needs_review, at=at
        ),
    )


@blueprint.post("/teach/regrades/<int:regrade_id>/undo-returns")
@teachers
def create_undo_return(regrade_id: int) -> ResponseReturnValue:
    """Let it stand, with a reason."""
    who, at = viewer(), clock.now()
    return _step(
        regrade_id,
        "没有同意撤销，改判仍然有效。",
        lambda seen, words: actions.return_undo(who, regrade_id, version=seen, words=words, at=at),
        needs_words="请写明不同意的理由。",
    )
