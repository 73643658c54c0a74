"""Who sat a paper, what is different for one person, and the paper on paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role
from cadreschool.learning.exams.actions import lengthen
from cadreschool.learning.exams.queries import (
    Shown,
    TakerRow,
    seats_changed,
    takers_of,
    turnouts_of,
)
from cadreschool.people.rules import login_key
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.actions import NewException
from cadreschool.questions.papers.models import PaperState
from cadreschool.questions.papers.queries import (
    TaughtPaper,
    exceptions_of,
    items_of,
    paper_for,
    taker_named,
)
from cadreschool.questions.papers.rules import FORM_NAMES
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.teach.paper_desk import NOBODY, STATES
from cadreschool.web.teach.paper_forms import ExceptionForm, moment
from cadreschool.web.teach.paper_sheets import sections
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once

_PAGE = 50
_KEPT = timedelta(days=30)
"""How long an exception may be used where nobody says."""


def _opened(paper_id: int, *roles: Role) -> TaughtPaper:
    """Return a paper that has questions: a draft has neither takers nor sheets."""
    found = paper_for(viewer(), paper_id, *roles)
    if found.facts.state is PaperState.DRAFT:
        raise NotFoundError
    return found


@blueprint.get("/teach/papers/<int:paper_id>/takers/")
@teachers
def takers(paper_id: int) -> ResponseReturnValue:
    """List the sittings at a paper, who passed and who did not; never an answer."""
    found, page = _opened(paper_id), page_asked()
    asked = request.args.get("shown", "")
    shown = Shown(asked) if asked in list(Shown) else Shown.ALL
    rows, number = takers_of(paper_id, shown, page=page, size=_PAGE)
    turn_back(page, rows)
    seats = seats_changed([row.sitting_id for row in rows])
    return render_template(
        "teach/takers.html",
        paper=found.facts,
        turnout=turnouts_of([paper_id]).get(paper_id, NOBODY),
        rows=[_taker(row, seats.get(row.sitting_id, 0), found.facts.forms) for row in rows],
        shown=shown.value,
        choices=[(one.value, one.label) for one in Shown],
        number=number,
        page=page,
        pages=pages_of(number, _PAGE),
    )


def _taker(row: TakerRow, seats: int, forms: int) -> dict[str, object]:
    remarks = []
    if row.submitted_at and row.due_at and row.submitted_at >= row.due_at:
        remarks.append("到时自动交卷")
    if row.late_answers:
        remarks.append(f"过时送到 {row.late_answers} 处答案，没有计分")
    if seats:
        remarks.append(f"换过 {seats} 次设备")
    if row.submitted_at is None:
        status, words = "in_progress", "正在作答"
    elif row.is_passed:
        status, words = "finished", "合格"
    else:
        status = "in_progress"
        words = f"待评 {row.pending} 题" if row.pending else "未合格"
    return {
        "name": row.name,
        "union": row.organisation_name,
        "number": row.number,
        "form": f"{FORM_NAMES[row.form - 1]} 卷" if row.form and forms > 1 else "",
        "started_at": row.started_at,
        "submitted_at": row.submitted_at,
        "score": row.score,
        "status": status,
        "words": words,
        "remarks": "；".join(remarks),
    }


# What is different for one person ----------------------------------------------------------------


@blueprint.get("/teach/papers/<int:paper_id>/exceptions/")
@teachers
def exceptions(paper_id: int) -> ResponseReturnValue:
    """List the exceptions made for a paper, with the form for another."""
    return _exceptions_page(paper_for(viewer(), paper_id), ExceptionForm())


def _exceptions_page(paper: TaughtPaper, form: ExceptionForm, error: str = "") -> str:
    now = clock.now()
    return render_template(
        "teach/exceptions.html",
        paper=paper.facts,
        state=STATES[paper.facts.state],
        form=form,
        error=error,
        may_write=paper.may_write,
        rows=[
            {
                "name": row.name,
                "union": row.organisation_name,
                "words": _exception_words(row.extra_minutes, row.extra_attempts, row.closes_at),
                "reason": row.reason,
                "made_by": row.made_by_name,
                "made_at": row.made_at,
                "expires_at": row.expires_at,
                "is_in_force": row.is_in_force(now),
                "is_withdrawn": row.withdrawn_at is not None,
                "withdraw_url": url_for(
                    "teach.withdraw_exception", paper_id=paper.facts.id, exception_id=row.id
                ),
            }
            for row in exceptions_of(paper.facts.id)
        ],
    )


def _exception_words(minutes: int, attempts: int, closes_at: datetime | None) -> str:
    parts = (
        f"加时 {minutes} 分钟" if minutes else "",
        f"加 {attempts} 次" if attempts else "",
        f"延期到 {clock.moment_text(closes_at)}" if closes_at else "",
    )
    return "，".join(part for part in parts if part)


@blueprint.post("/teach/papers/<int:paper_id>/exceptions")
@trainer
def create_exception(paper_id: int) -> ResponseReturnValue:
    """Let one person have more time, another go, or come later; a sitting under way gets it too."""
    who, at = viewer(), clock.now()
    found = paper_for(who, paper_id, Role.TRAINER)
    form = ExceptionForm()
    is_valid = form.validate()
    login = login_key(form.login.data or "")
    cadre_id = taker_named(login, found.facts.owner_path) if is_valid else None
    if is_valid and cadre_id is None:
        form.login.errors = ("这份试卷的范围里没有这个登录名。",)
    if cadre_id is None:
        return _exceptions_page(found, form), 422
    closes_at = moment(form.closes_at.data)
    new = NewException(
        cadre_id,
        " ".join((form.reason.data or "").split()),
        moment(form.expires_at.data) or closes_at or at + _KEPT,
        form.extra_minutes.data or 0,
        form.extra_attempts.data or 0,
        closes_at,
    )

    def unit() -> Reply:
        paper_for(who, paper_id, Role.TRAINER)
        actions.make_exception(paper_id, new, by=who.cadre_id, at=at)
        lengthen(paper_id, new.cadre_id, at=at)
        url = url_for("teach.exceptions", paper_id=paper_id)
        return Reply(location=url, notice="已登记，并记入审计。")

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        return _exceptions_page(found, form, error.message), error.status


@blueprint.post("/teach/papers/<int:paper_id>/exceptions/<int:exception_id>/withdrawal")
@trainer
def withdraw_exception(paper_id: int, exception_id: int) -> ResponseReturnValue:
    """Take an exception back; time that a sitting under way already has stays."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        paper_for(who, paper_id, Role.TRAINER)
        actions.withdraw_exception(paper_id, exception_id, by=who.cadre_id, at=at)
        url = url_for("teach.exceptions", paper_id=paper_id)
        return Reply(location=url, notice="已撤回。正在作答的人，已经给的时间不收回。")

    return follow(write_once(who, unit))


# On paper ----------------------------------------------------------------------------------------


@blueprint.get("/teach/papers/<int:paper_id>/sheets/<int:form>/")
@teachers
def paper_sheet(paper_id: int, form: int) -> ResponseReturnValue:
    """Show one form to be printed on A4, with or without what is right."""
    found = _opened(paper_id)
    items = items_of(paper_id, form)
    if not items:
        raise NotFoundError
    has_key = request.args.get("key") == "1"
    questions = school.questions({one.version_id for one in items})
    return render_template(
        "teach/paper_sheet.html",
        paper=found.facts,
        form_name=f"{FORM_NAMES[form - 1]} 卷" if found.facts.forms > 1 else "",
        has_key=has_key,
        sections=sections(items, questions, seed=paper_id * 10 + form, has_key=has_key),
        number=len(items),
        points=sum(one.points for one in items),
        other_url=url_for(
            "teach.paper_sheet", paper_id=paper_id, form=form, key=None if has_key else 1
        ),
    )
