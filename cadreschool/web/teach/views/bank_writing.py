"""Writing one question of a bank in the one syntax, with its mistakes and its preview beside it.

Unlike a lesson's draft a question is not saved while one types: every save is a version of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from cadreschool.courses.banks.checking import Surroundings, check_questions
from cadreschool.courses.banks.pictures import media_of
from cadreschool.courses.banks.rendering import render_questions
from cadreschool.courses.comparing import compare_texts
from cadreschool.courses.payload import RENDERER
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.fields import is_identifier
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import LARGEST_TEXT, canonical_text
from cadreschool.kernel.viewer import Role
from cadreschool.questions.banks import actions, queries, rules
from cadreschool.questions.banks.actions import NewEntry, Putting
from cadreschool.questions.banks.models import EntryState, StepKind
from cadreschool.questions.banks.queries import BankRow, EntryRow
from cadreschool.questions.banks.source import NOTES
from cadreschool.questions.content import to_json
from cadreschool.questions.kinds import all_kinds, kind_labelled
from cadreschool.questions.markdown import SourcedQuestion, read_questions
from cadreschool.questions.published import Shown
from cadreschool.questions.writing import write_question
from cadreschool.web.guards import viewer
from cadreschool.web.teach import banking
from cadreschool.web.teach.desk import usual_competency
from cadreschool.web.teach.editor import Stale, a_turn
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import answered, follow, write_once

_MOST_MISTAKES = 60
_NEW = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it was sent, and what reading it gave."""

    text: str
    found: SourcedQuestion | None
    mistakes: tuple[Mistake, ...]

    @property
    def blocking(self) -> list[Mistake]:
        """Return what keeps it from being saved or used."""
        return [one for one in self.mistakes if one.blocking]


@blueprint.get("/teach/banks/<string:bank_id>/new-question/")
@trainer
def new_bank_question(bank_id: str) -> ResponseReturnValue:
    """Open an empty sheet with a question to begin with, of the kind that the address names."""
    bank = queries.bank_for(viewer(), bank_id, Role.TRAINER)
    label = request.args.get("kind", "")
    kind = kind_labelled(label) or all_kinds()[0]
    question_id = next(rules.next_ids(bank_id, queries.ids_beginning(bank_id)))
    head = f"## {kind.label} {question_id}\n能力：{usual_competency()}\n难度：1\n"
    return _page(bank, None, f"{head}\n{kind.example}")


@blueprint.get("/teach/banks/<string:bank_id>/questions/<string:question_id>/text/")
@teachers
def bank_text(bank_id: str, question_id: str) -> ResponseReturnValue:
    """Open a question's text."""
    bank = queries.bank_for(viewer(), bank_id)
    row = queries.entry_of(bank_id, question_id)
    return _page(bank, row, write_question(row.question, row.unit))


def _page(
    bank: BankRow,
    row: EntryRow | None,
    text: str,
    *,
    typed: Typed | None = None,
    stale: Stale | None = None,
    preview: bool = False,
) -> str:
    read = typed or _read(text, row)
    base = request.form.get("base", "") if typed is not None and stale is None else ""
    return render_template(
        "teach/bank_text.html" if row else "teach/new_bank_question.html",
        bank=bank,
        row=row,
        text=text,
        kinds=[one.label for one in all_kinds()],
        base=base or (row.number if row else 0),
        is_typed=typed is not None,
        may_write=bank.may_write and (row is None or row.state != EntryState.REVIEW),
        stale=stale,
        beside=_beside(read, preview=preview),
    )


def _read(text: str, row: EntryRow | None) -> Typed:
    """Read a text that should hold one question, and check it against what there is now."""
    findings = Findings("", notes=NOTES)
    found = read_questions(text, findings, in_bank=True)
    questions = [one.question for one in found if one.question is not None]
    around: Surroundings = banking.surroundings(questions)
    check_questions(found, around, findings)
    if len(found) != 1:
        line = found[1].line if found else 1
        findings.add(
            line, f"这里有 {len(found)} 道题", "一次写一道，以“## 题型 题号”开头", "one-question"
        )
    elif row is not None and found[0].id and found[0].id != row.question_id:
        text_ = f"题号改成了“{found[0].id}”"
        findings.add(found[0].line, text_, f"题号不能改，请写回 {row.question_id}", "bad-id")
    mistakes = tuple(sorted(set(findings.mistakes)))
    return Typed(text, found[0] if len(found) == 1 else None, mistakes)


def _beside(typed: Typed, *, preview: bool) -> Markup:
    html = render_template(
        "teach/_beside.html",
        mistakes=typed.mistakes[:_MOST_MISTAKES],
        more=max(len(typed.mistakes) - _MOST_MISTAKES, 0),
        elsewhere=[],
        blocking=len(typed.blocking),
        preview=_preview(typed) if preview else None,
        wants_preview=preview,
    )
    return Markup(html)  # noqa: S704 -- our own template made it


def _preview(typed: Typed) -> dict[str, object]:
    question = typed.found.question if typed.found else None
    if question is None:
        return {"failure": "", "questions": []}
    with a_turn():
        shown = _rendered(typed)
    if shown is None:
        return {"failure": "这道题的写法过于复杂。", "questions": []}
    return {"failure": "", "questions": [banking.with_key(question, shown)]}


def _rendered(typed: Typed) -> Shown | None:
    question = typed.found.question if typed.found else None
    if question is None:
        return None
    media = media_of([question], current_app.config["SETTINGS"].media)
    return render_questions([question], media)[0]


def _typed(row: EntryRow | None) -> Typed:
    """Read the form."""
    text = request.form.get("text")
    if text is None:
        raise InvalidError("表单不完整，没有保存。", "请返回上一页，刷新后再提交。")
    data = canonical_text(text.encode("utf-8", "replace"))
    if len(data) > LARGEST_TEXT:
        raise InvalidError("文字太长，没有保存。", "一道题请写在 256 KB 以内。")
    return _read(data.decode(), row)


@blueprint.post("/teach/banks/<string:bank_id>/questions")
@trainer
def create_bank_question(bank_id: str) -> ResponseReturnValue:
    """Put a new question into a bank as a draft."""
    who, at = viewer(), clock.now()
    bank = queries.bank_for(who, bank_id, Role.TRAINER)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    typed = _typed(None)
    entry = _entry(typed)
    if entry is None:
        return _page(bank, None, typed.text, typed=typed, preview=True), 422
    question_id = entry.question.id

    def unit() -> Reply:
        row = queries.locked_bank(who, bank_id, Role.TRAINER)
        if queries.ids_taken_outside(bank_id, [question_id]) or queries.bank_of_each([question_id]):
            return Reply(status=422)
        how = Putting(EntryState.DRAFT, StepKind.CREATE, RENDERER)
        actions.save_question(row, entry, how, by=who.cadre_id, at=at)
        return Reply(location=_here(bank_id, question_id), notice="题目已存为草稿。")

    reply = write_once(who, unit)
    if reply.location:
        return follow(reply)
    taken = Mistake("", 1, f"题号“{question_id}”已经用了", "请换一个题号", "duplicate-id")
    again = Typed(typed.text, typed.found, (taken, *typed.mistakes))
    return _page(bank, None, typed.text, typed=again), 422


@blueprint.post("/teach/banks/<string:bank_id>/questions/<string:question_id>/text")
@trainer
def update_bank_text(bank_id: str, question_id: str) -> ResponseReturnValue:
    """Save a question in a new version; one that somebody changed meanwhile is refused (409)."""
    who, at = viewer(), clock.now()
    bank = queries.bank_for(who, bank_id, Role.TRAINER)
    row = queries.entry_of(bank_id, question_id)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    typed, base = _typed(row), request.form.get("base", "")
    entry = _entry(typed)
    if entry is None or typed.found is None or typed.found.id != question_id:
        return _page(bank, row, typed.text, typed=typed, preview=True), 422
    is_same = to_json(entry.question) == to_json(row.question) and entry.unit == row.unit
    if is_same:
        return follow(Reply(location=_here(bank_id, question_id), notice="没有改动。"))

    def unit() -> Reply:
        locked = queries.locked_bank(who, bank_id, Role.TRAINER)
        now = queries.entry_of(bank_id, question_id)
        rules.require_editable(now.state)
        if str(now.number) != base:
            return Reply(status=HTTPStatus.CONFLICT)
        if now.state == EntryState.READY:
            actions.require_few_changed(who.cadre_id, at=at)
        how = Putting(EntryState.DRAFT, StepKind.CHANGE, RENDERER)
        actions.save_question(locked, entry, how, by=who.cadre_id, at=at)
        return Reply(location=_here(bank_id, question_id), notice="已存为新的一版草稿。")

    try:
        reply = write_once(who, unit)
    except ConflictError as error:
        kept = Mistake("", 1, error.message, error.advice, "not-now")
        again = Typed(typed.text, typed.found, (kept, *typed.mistakes))
        return _page(bank, row, typed.text, typed=again), HTTPStatus.CONFLICT
    if reply.location:
        return follow(reply)
    return _stale(bank, question_id, typed), HTTPStatus.CONFLICT


def _entry(typed: Typed) -> NewEntry | None:
    """Return what is stored, when the text holds a question that can be read and rendered."""
    found = typed.found
    if found is None or found.question is None or not is_identifier(found.id):
        return None
    shown = _rendered(typed)
    return NewEntry(found.question, found.unit, shown) if shown is not None else None


def _stale(bank: BankRow, question_id: str, typed: Typed) -> str:
    row = queries.entry_of(bank.id, question_id)
    name = "您在另一个窗口" if row.author_id == viewer().cadre_id else row.author or "文件"
    lines = compare_texts(write_question(row.question, row.unit), typed.text)
    return _page(bank, row, typed.text, typed=typed, stale=Stale(name, row.changed_at, lines))


def _here(bank_id: str, question_id: str) -> str:
    return url_for("teach.bank_question", bank_id=bank_id, question_id=question_id)


@blueprint.post("/teach/banks/<string:bank_id>/previews")
@teachers
def create_bank_preview(bank_id: str) -> ResponseReturnValue:
    """Show what a question will look like and what is wrong with it; nothing is saved."""
    bank = queries.bank_for(viewer(), bank_id)
    question_id = request.form.get("question", _NEW)
    row = queries.entry_of(bank_id, question_id) if question_id else None
    typed = _typed(row)
    if request.accept_mimetypes.best != "application/json":
        return _page(bank, row, typed.text, typed=typed, preview=True)
    told = json.dumps({"html": _beside(typed, preview=True)}, ensure_ascii=False)
    response = Response(told, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
