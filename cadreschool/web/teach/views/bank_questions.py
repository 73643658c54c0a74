"""One question of a bank: what it says, its way, its versions; steps with one or with several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.comparing import compare_texts
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.laws.citations import label
from cadreschool.questions.banks import actions, queries, rules
from cadreschool.questions.banks.actions import Decision
from cadreschool.questions.banks.models import BankEntry, StepKind
from cadreschool.questions.banks.queries import BankRow, EntryRow, PastVersion
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.papers.queries import papers_with
from cadreschool.questions.queries import published_questions
from cadreschool.questions.writing import grounds_of, write_question
from cadreschool.web.guards import viewer
from cadreschool.web.policies import policies
from cadreschool.web.teach import banking
from cadreschool.web.teach.bank_forms import StepForm
from cadreschool.web.teach.views.banks import FILTERS, require_some
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

_NEEDS_FAULTLESS = frozenset({rules.SUBMIT, rules.ACCEPT})
_DONE = {
    rules.SUBMIT: "已送审",
    rules.RECALL: "已撤回",
    rules.ACCEPT: "已通过，可以抽到",
    rules.RETURN: "已退回",
    rules.WITHDRAW: "已停用，不再抽到",
    rules.RESTORE: "已恢复为草稿",
}
_VERSIONS = 10


@blueprint.get("/teach/banks/<string:bank_id>/questions/<string:question_id>/")
@teachers
def bank_question(bank_id: str, question_id: str) -> ResponseReturnValue:
    """Show a question with its key, and what may be done with it."""
    bank = queries.bank_for(viewer(), bank_id)
    return _page(bank, queries.entry_of(bank_id, question_id), StepForm())


def _page(bank: BankRow, row: EntryRow, form: StepForm) -> str:
    published = published_questions([row.version_id])[row.version_id]
    mistakes = banking.wrong_with(row.question, row.unit)
    needs_other = policies().needs_review and row.author_id == viewer().cadre_id
    steps = rules.steps_from(row.state, bank.roles)
    names = dict(banking.competencies())
    papers, elsewhere = papers_with(viewer(), row.question_id)
    return render_template(
        "teach/bank_question.html",
        bank=bank,
        row=row,
        kind=kind_named(row.kind).label,
        question=banking.with_key(row.question, published.shown),
        citations=list(dict.fromkeys(_cited(row))),
        competencies=[names.get(one, one) for one in row.question.competencies],
        mistakes=[one for one in mistakes if one.blocking],
        notes=[one for one in mistakes if not one.blocking],
        form=form,
        steps=[step for step in steps if not (step == rules.ACCEPT and needs_other)],
        own_work=rules.OWN_WORK if rules.ACCEPT in steps and needs_other else "",
        way=[
            {
                "label": StepKind(step.kind).label,
                "name": step.name or "文件",
                "number": step.number,
                "words": step.words,
                "made_at": step.made_at,
            }
            for step in queries.steps_of(row.question_id)
        ],
        versions=_differences(queries.versions_of(row.question_id)),
        papers=[
            {"title": title, "state": state.value, "number": number}
            for title, state, number in papers
        ],
        elsewhere=elsewhere,
    )


def _cited(row: EntryRow) -> list[str]:
    return [label(one) for one in grounds_of(row.question) or row.question.citations]


def _differences(versions: Sequence[PastVersion]) -> list[dict[str, object]]:
    """Return the versions, each with what it changed in the one before."""
    texts = [write_question(version.question) for version in versions]
    before = [*texts[1:], ""]
    return [
        {
            "number": version.number,
            "made_at": version.made_at,
            "lines": compare_texts(old, text) if old else (),
        }
        for version, text, old in zip(
            versions[:_VERSIONS], texts[:_VERSIONS], before[:_VERSIONS], strict=True
        )
    ]


@blueprint.post("/teach/banks/<string:bank_id>/questions/<string:question_id>/steps")
@teachers
def create_bank_step(bank_id: str, question_id: str) -> ResponseReturnValue:
    """Lead one question on: hand in, accept, give back, take out of use, bring back."""
    bank = queries.bank_for(viewer(), bank_id)
    row = queries.entry_of(bank_id, question_id)
    form = StepForm()
    if not form.validate() or form.step.data not in rules.STEPS:
        raise InvalidError("表单不完整，没有改动。", "请返回上一页，刷新后再提交。")
    step, words = form.step.data or "", (form.words.data or "").strip()
    rules.require_role(step, bank.roles)
    if step == rules.RETURN and not words:
        form.words.errors = ("请写明退回的理由，编写人照着改。",)
        return _page(bank, row, form), 422
    faultless = _faultless([row]) if step in _NEEDS_FAULTLESS else {row.version_id}
    here = url_for("teach.bank_question", bank_id=bank_id, question_id=question_id)
    return _take(bank, [question_id], step, words, faultless, here)


@blueprint.post("/teach/banks/<string:bank_id>/steps")
@teachers
def create_bank_steps(bank_id: str) -> ResponseReturnValue:
    """Do the same with all questions that were ticked in the list."""
    bank = queries.bank_for(viewer(), bank_id)
    form = StepForm()
    if not form.validate() or form.step.data not in rules.STEPS:
        raise InvalidError("表单不完整，没有改动。", "请返回上一页，刷新后再提交。")
    step, words = form.step.data or "", (form.words.data or "").strip()
    rules.require_role(step, bank.roles)
    rules.require_words(step, words)
    wanted = request.form.getlist("question")
    require_some(wanted)
    rows = [queries.entry_of(bank_id, one) for one in dict.fromkeys(wanted)]
    faultless = _faultless(rows) if step in _NEEDS_FAULTLESS else {row.version_id for row in rows}
    here = _address(bank_id)
    return _take(bank, wanted, step, words, faultless, here)


def _address(bank_id: str) -> str:
    """Return the list with the filters that it was shown with."""
    known = {name: request.form.get(f"at-{name}", "") for name in (*FILTERS, "page")}
    asked = urlencode({name: value for name, value in known.items() if value})
    return f"{url_for('teach.bank', bank_id=bank_id)}{f'?{asked}' if asked else ''}"


def _faultless(rows: Sequence[EntryRow]) -> set[int]:
    """Return the versions in which nothing is wrong, checked before the unit."""
    return {
        row.version_id
        for row in rows
        if not any(one.blocking for one in banking.wrong_with(row.question, row.unit))
    }


def _take(
    bank: BankRow,
    question_ids: Sequence[str],
    step: str,
    words: str,
    faultless: Collection[int],
    here: str,
) -> ResponseReturnValue:
    who, at = viewer(), clock.now()
    decision = Decision(step, words, needs_other=policies().needs_review)

    def unit() -> Reply:
        found = queries.bank_for(who, bank.id)
        rules.require_role(step, found.roles)
        row = queries.lock(bank.id)
        entries = actions.locked_entries(row, question_ids)
        if not entries:
            raise NotFoundError
        may = [
            one
            for one in entries
            if step in rules.steps_from(one.state, found.roles)
            and one.question_version_id in faultless
            and not (
                step == rules.ACCEPT and decision.needs_other and one.author_id == who.cadre_id
            )
        ]
        if not may:
            _explain(entries, step, faultless, who.cadre_id, decision)
        actions.take_steps(row, may, decision, by=who.cadre_id, at=at)
        left = len(entries) - len(may)
        said = f"{_DONE[step]}：{len(may)} 题。" if len(question_ids) > 1 else f"{_DONE[step]}。"
        notice = f"{said}{f'另有 {left} 题状态不合或有错误，没有改动。' if left else ''}"
        return Reply(location=here, notice=notice)

    return follow(write_once(who, unit))


def _explain(
    entries: Sequence[BankEntry],
    step: str,
    faultless: Collection[int],
    by: int,
    decision: Decision,
) -> None:
    """Say why nothing can be done."""
    first = entries[0]
    rules.state_after(step, first.state)
    if step == rules.ACCEPT:
        rules.require_other(first.author_id, by, needs_other=decision.needs_other)
    if first.question_version_id not in faultless:
        raise ConflictError("题目还有错误，没有改动。", "请打开题目，改好列出的错误再试。")
