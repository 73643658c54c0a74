"""Papers at the 教研台: the list, a new one, its design with what it comes to, open and end."""

from __future__ import annotations

import secrets

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.exams.actions import end_exam
from cadreschool.learning.exams.queries import turnouts_of
from cadreschool.organisations.queries import roots_for
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.actions import PaperValues
from cadreschool.questions.papers.models import PaperMode, PaperState
from cadreschool.questions.papers.permissions import require_opener
from cadreschool.questions.papers.queries import paper_for, papers_for
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.policies import policies
from cadreschool.web.teach.paper_desk import (
    NOBODY,
    STATES,
    Message,
    drawn,
    known,
    offer_banks,
    paper_page,
)
from cadreschool.web.teach.paper_forms import NewPaperForm, PaperForm, read_paper
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once

_PAGE = 20
_WHOLE_SCHOOL = 0


@blueprint.get("/teach/papers/")
@teachers
def papers() -> ResponseReturnValue:
    """List the papers one teaches with, newest first, with their turnout."""
    who, page = viewer(), page_asked()
    found, number = papers_for(who, page=page, size=_PAGE)
    turn_back(page, found)
    turnouts = turnouts_of([one.facts.id for one in found])
    return render_template(
        "teach/papers.html",
        papers=[
            {
                "facts": one.facts,
                "state": STATES[one.facts.state],
                "turnout": turnouts.get(one.facts.id, NOBODY),
                "url": url_for("teach.paper", paper_id=one.facts.id),
            }
            for one in found
        ],
        page=page,
        pages=pages_of(number, _PAGE),
        may_write=Role.TRAINER in who.roles,
    )


@blueprint.get("/teach/new-paper/")
@trainer
def new_paper() -> ResponseReturnValue:
    """Show the form for a new paper."""
    return render_template("teach/new_paper.html", form=_new_form(viewer()))


def _new_form(who: Viewer) -> NewPaperForm:
    form = NewPaperForm()
    owners = [(node.id, node.name) for node in roots_for(who, Role.TRAINER)]
    if Role.TRAINER in who.whole_school_roles:
        owners.insert(0, (_WHOLE_SCHOOL, "全校"))
    form.owner.choices = choices(owners)
    return form


@blueprint.post("/teach/papers")
@trainer
def create_paper() -> ResponseReturnValue:
    """Begin a paper as a draft."""
    who, at = viewer(), clock.now()
    form = _new_form(who)
    if not form.validate():
        return render_template("teach/new_paper.html", form=form), 422
    title = " ".join((form.title.data or "").split())
    values = PaperValues(title, PaperMode(form.mode.data))

    def unit() -> Reply:
        paper_id = actions.create_paper(values, form.owner.data or None, by=who.cadre_id, at=at)
        return Reply(
            location=url_for("teach.paper", paper_id=paper_id),
            notice="试卷的草稿已建立。开放以前学员看不到。",
        )

    return follow(write_once(who, unit))


@blueprint.get("/teach/papers/<int:paper_id>/")
@teachers
def paper(paper_id: int) -> ResponseReturnValue:
    """Show a paper: a draft to be designed, an open one as it stands."""
    return paper_page(paper_for(viewer(), paper_id))


@blueprint.post("/teach/papers/<int:paper_id>/design")
@trainer
def update_paper(paper_id: int) -> ResponseReturnValue:
    """Change a draft; what was typed stays on the page until it is taken."""
    who, at = viewer(), clock.now()
    found = paper_for(who, paper_id, Role.TRAINER)
    form = offer_banks(PaperForm())
    values, typed = read_paper(form, request.form, known(), found.facts.owner_path)
    if values is None:
        return paper_page(found, form, typed), 422
    version = form.version.data or 0

    def unit() -> Reply:
        paper_for(who, paper_id, Role.TRAINER)
        actions.update_paper(paper_id, values, version=version, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.paper", paper_id=paper_id), notice="试卷已保存。")

    try:
        return follow(write_once(who, unit))
    except actions.StalePaperError as stale:
        present = paper_for(who, paper_id, Role.TRAINER)
        form.version.raw_data, form.version.data = None, present.facts.version
        message = Message(stale.message, "再按一次“保存”，就用这里的内容代替。")
        return paper_page(present, form, typed, message), stale.status


@blueprint.post("/teach/papers/<int:paper_id>/openings")
@teachers
def create_opening(paper_id: int) -> ResponseReturnValue:
    """Draw the questions of a draft by chance, fix them, and open it."""
    who, at = viewer(), clock.now()
    found = paper_for(who, paper_id)
    needs_other = policies().needs_review
    require_opener(who, found.roles, found.facts.made_by, needs_other=needs_other)
    version = _number("version")
    if found.facts.state is not PaperState.DRAFT:
        raise actions.FixedPaperError
    draw = drawn(found.facts, seed=secrets.randbits(48))
    if draw.plan.told and "avoidable" in request.form and draw.avoidable > _number("avoidable"):
        raise ConflictError(
            f"这期间有别的试卷开放，有 {len(draw.plan.told)} 题也在那里面，试卷没有开放。",
            "请回到这份试卷，看过“题够不够”再决定。",
        )

    def unit() -> Reply:
        again = paper_for(who, paper_id)
        require_opener(who, again.roles, again.facts.made_by, needs_other=needs_other)
        actions.open_paper(paper_id, draw.plan, version=version, by=who.cadre_id, at=at)
        told = len(draw.plan.told)
        notice = "试卷已开放，题目已经固定。" + (f"有 {told} 题也在别的试卷里。" if told else "")
        return Reply(location=url_for("teach.paper", paper_id=paper_id), notice=notice)

    return follow(write_once(who, unit))


def _number(name: str) -> int:
    """Return a number that the page was made with: the draft's version, what stands elsewhere."""
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 -- an id's length
        raise InvalidError("这一页带来的数不对，请刷新这一页。")
    return int(text)


@blueprint.post("/teach/papers/<int:paper_id>/closings")
@trainer
def create_closing(paper_id: int) -> ResponseReturnValue:
    """End an open paper, after a tick that says so."""
    who, at = viewer(), clock.now()
    paper_for(who, paper_id, Role.TRAINER)
    _require_tick("结束以后不能再进入，正在作答的还有十分钟。确实要结束，请先勾选再提交。")

    def unit() -> Reply:
        paper_for(who, paper_id, Role.TRAINER)
        end_exam(paper_id, by=who.cadre_id, at=at)
        notice = "考试已结束；正在作答的人还有十分钟。"
        return Reply(location=url_for("teach.paper", paper_id=paper_id), notice=notice)

    return follow(write_once(who, unit))


@blueprint.post("/teach/papers/<int:paper_id>/withdrawal")
@trainer
def withdraw_paper(paper_id: int) -> ResponseReturnValue:
    """Delete a draft, after a tick that says so."""
    who, at = viewer(), clock.now()
    found = paper_for(who, paper_id, Role.TRAINER)
    _require_tick("确实不要这份草稿，请先勾选再提交。")

    def unit() -> Reply:
        facts = paper_for(who, paper_id, Role.TRAINER).facts
        actions.discard_paper(paper_id, version=facts.version, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.papers"), notice=f"草稿“{found.facts.title}”已删除。")

    return follow(write_once(who, unit))


def _require_tick(advice: str) -> None:
    if not request.form.get("sure"):
        raise InvalidError("还没有勾选确认，没有改动。", advice)
