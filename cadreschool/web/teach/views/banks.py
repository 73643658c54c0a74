"""Banks: the list, one bank with its questions, new banks."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import roots_for
from cadreschool.questions.banks import actions, queries, rules
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.queries import BankRow, EntryRow, Filters
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.plain import plain_text
from cadreschool.web.addresses import pages_of
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.teach import banking
from cadreschool.web.teach.bank_forms import NewBankForm, TitleForm
from cadreschool.web.teach.bank_review import page_number
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once

PAGE = 25
_WHOLE_SCHOOL = 0
_LONGEST_STEM = 90
_LONGEST_WORDS = 60
FILTERS = ("state", "kind", "unit", "law", "competency", "difficulty", "words")
STATES = [(state.value, state.label) for state in EntryState]


@blueprint.get("/teach/banks/")
@teachers
def banks() -> ResponseReturnValue:
    """List the banks within the viewer's appointments."""
    who = viewer()
    return render_template(
        "teach/banks.html",
        banks=queries.banks_for(who),
        states=STATES,
        may_write=Role.TRAINER in who.roles,
    )


@blueprint.get("/teach/new-bank/")
@trainer
def new_bank() -> ResponseReturnValue:
    """Show the form for a new bank."""
    return render_template("teach/new_bank.html", form=_new_bank_form(viewer()))


def _new_bank_form(who: Viewer) -> NewBankForm:
    form = NewBankForm()
    owners = [(node.id, node.name) for node in roots_for(who, Role.TRAINER)]
    if Role.TRAINER in who.whole_school_roles:
        owners.insert(0, (_WHOLE_SCHOOL, "全校"))
    form.owner.choices = choices(owners)
    return form


@blueprint.post("/teach/banks")
@trainer
def create_bank() -> ResponseReturnValue:
    """Make an empty bank."""
    who, at = viewer(), clock.now()
    form = _new_bank_form(who)
    if not form.validate():
        return render_template("teach/new_bank.html", form=form), 422
    bank_id, title = form.bank_id.data or "", form.title.data or ""

    def unit() -> Reply:
        if queries.is_taken(bank_id):
            return Reply(status=422)
        actions.create_bank(bank_id, title, form.owner.data or None, by=who.cadre_id, at=at)
        here = url_for("teach.bank", bank_id=bank_id)
        return Reply(location=here, notice="题库已建立，现在是空的。可以新写，也可以导入。")

    reply = write_once(who, unit)
    if not reply.location:
        form.bank_id.errors = ("这个编号已经用过，请换一个。",)
        return render_template("teach/new_bank.html", form=form), 422
    return follow(reply)


@blueprint.get("/teach/banks/<string:bank_id>/")
@teachers
def bank(bank_id: str) -> ResponseReturnValue:
    """Show a bank's questions, filtered by the address."""
    return _page(queries.bank_for(viewer(), bank_id), TitleForm())


def _page(found: BankRow, form: TitleForm) -> str:
    filters, page = _filters(), page_number(request.args)
    number = queries.number_of_entries(found.id, filters)
    pages = pages_of(number, PAGE)
    rows = queries.entries_of(found.id, filters, offset=(page - 1) * PAGE, limit=PAGE)
    form.title.data = form.title.data or found.title
    return render_template(
        "teach/bank.html",
        bank=found,
        form=form,
        rows=[shown_row(found, row) for row in rows],
        number=number,
        page=page,
        pages=pages,
        filters=filters,
        arguments=arguments_of(filters),
        states=STATES,
        choices=_choices(found.id),
        steps=_steps(found, rows),
    )


def _filters() -> Filters:
    """Read the address; what it does not know is no filter."""
    given = request.args
    difficulty = given.get("difficulty", "")
    return Filters(
        state=_known(given.get("state", ""), STATES),
        kind=_known(given.get("kind", ""), banking.KINDS),
        unit=given.get("unit", "")[:10],
        law=given.get("law", "")[:60],
        competency=given.get("competency", "")[:60],
        difficulty=int(difficulty) if difficulty in {"1", "2", "3"} else 0,
        words=given.get("words", "").strip()[:_LONGEST_WORDS],
    )


def _known(value: str, among: list[tuple[str, str]]) -> str:
    return value if value in dict(among) else ""


def arguments_of(filters: Filters) -> dict[str, str]:
    """Return the filters as they stand in an address."""
    values = {name: str(getattr(filters, name) or "") for name in FILTERS}
    return {name: value for name, value in values.items() if value}


def _choices(bank_id: str) -> dict[str, list[tuple[str, str]]]:
    """Return what may be filtered by: only what the bank has."""
    there = queries.choices_in(bank_id)
    names = dict(banking.competencies())
    return {
        "kind": [(one, kind_named(one).label) for one in there["kind"]],
        "unit": [(one, one) for one in there["unit"]],
        "law": [(one, one) for one in there.get(queries.LAW, [])],
        "competency": [(one, names.get(one, one)) for one in there.get(queries.COMPETENCY, [])],
        "difficulty": banking.DIFFICULTIES,
        "state": STATES,
    }


def shown_row(bank: BankRow, row: EntryRow) -> dict[str, object]:
    """Return a question for a list."""
    stem = plain_text(row.question.stem)
    return {
        "id": row.question_id,
        "url": url_for("teach.bank_question", bank_id=bank.id, question_id=row.question_id),
        "stem": stem if len(stem) <= _LONGEST_STEM else f"{stem[:_LONGEST_STEM]}…",
        "kind": kind_named(row.kind).label,
        "unit": row.unit,
        "difficulty": row.difficulty,
        "state": row.state,
        "state_text": row.state_text,
        "author": row.author,
        "reviewer": row.reviewer,
        "changed_at": row.changed_at,
    }


def _steps(bank: BankRow, rows: list[EntryRow]) -> list[str]:
    """Return the steps that may be taken with any of these questions."""
    possible = {step for row in rows for step in rules.steps_from(row.state, bank.roles)}
    return [step for step in rules.STEPS if step in possible]


@blueprint.post("/teach/banks/<string:bank_id>/title")
@trainer
def update_bank(bank_id: str) -> ResponseReturnValue:
    """Give a bank another title."""
    who, at = viewer(), clock.now()
    found = queries.bank_for(who, bank_id, Role.TRAINER)
    form = TitleForm()
    if not form.validate():
        return _page(found, form), 422

    def unit() -> Reply:
        row = queries.locked_bank(who, bank_id, Role.TRAINER)
        actions.rename_bank(row, form.title.data or "", by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.bank", bank_id=bank_id), notice="题库名已改。")

    return follow(write_once(who, unit))


def require_some(question_ids: list[str]) -> None:
    """Refuse a step with nothing."""
    if not question_ids:
        raise InvalidError("没有勾选题目，没有改动。", "请先在列表里勾选，再按按钮。")
