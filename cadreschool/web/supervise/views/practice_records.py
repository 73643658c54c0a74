"""Practice records that wait for a supervisor: read one by one, signed, sent back, checked.

There is no way to sign several at once: a signature says that somebody read this one.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import CadreSchoolError, ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.actions import MovedOnError, SignedError, Verdict
from cadreschool.learning.practice_records.queries import (
    TakenBackError,
    record_for,
    record_to_decide,
    to_check,
    to_sign,
    waiting_for,
)
from cadreschool.learning.practice_records.queries.done import DoneRow, done_by, number_done_by
from cadreschool.learning.practice_records.rules import LONGEST_WORDS, RESULT_LABELS, RecordState
from cadreschool.learning.practice_records.sheets import RecordRow, RecordSheet
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.web import record_pages as pages
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import viewer
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor
from cadreschool.web.units import follow, write_once

PAGE_SIZE = 20
_LISTS = (("", "待签认"), ("check", "待抽查"), ("done", "已办"))
_EXCERPT = 60
_MOST_DIGITS = 6


@blueprint.get("/supervise/practice-records/")
@supervisor
def practice_records() -> ResponseReturnValue:
    """List what waits to be signed or checked, the longest waiting first, or what was done."""
    who, wanted = viewer(), request.args.get("list", "")
    wanted = wanted if wanted in dict(_LISTS) else ""
    numbers = dict(zip(("", "check"), waiting_for(who), strict=True))
    number = number_done_by(who) if wanted == "done" else numbers[wanted]
    pages_there = pages_of(number, PAGE_SIZE)
    page = min(page_asked(), pages_there)
    return render_template(
        "supervise/practice_records.html",
        lists=[
            {
                "text": f"{text} {numbers[name]}" if name in numbers else text,
                "url": url_for("supervise.practice_records", list=name or None),
                "is_here": name == wanted,
            }
            for name, text in _LISTS
        ],
        wanted=wanted,
        rows=_rows(who, wanted, (page - 1) * PAGE_SIZE),
        arguments={"list": wanted} if wanted else {},
        page=page,
        pages=pages_there,
    )


def _rows(who: Viewer, wanted: str, offset: int) -> list[dict[str, object]]:
    if wanted == "done":
        return [_done(row) for row in done_by(who, offset=offset, limit=PAGE_SIZE)]
    find = to_check if wanted == "check" else to_sign
    return [_waiting(row) for row in find(who, offset=offset, limit=PAGE_SIZE)]


def _waiting(row: RecordRow) -> dict[str, object]:
    deed = row.deed
    return {
        "title": f"{row.kind_name}，{row.place}",
        "url": url_for("supervise.practice_record", record_id=row.id),
        "author": row.author,
        "organisation": row.organisation,
        "happened_on": row.happened_on,
        "at": row.submitted_at,
        "text": deed if len(deed) <= _EXCERPT else f"{deed[:_EXCERPT]}…",
    }


def _done(row: DoneRow) -> dict[str, object]:
    is_there = row.can_be_read
    return {
        "title": row.kind_name,
        "url": url_for("supervise.practice_record", record_id=row.id) if is_there else "",
        "author": row.author,
        "organisation": row.organisation,
        "happened_on": row.happened_on,
        "at": row.made_at,
        "text": f"{row.step.label}{f'：{row.words}' if row.words else ''}",
        "state": row.state.label if is_there else "作者正在修改",
    }


@blueprint.get("/supervise/practice-records/<int:record_id>/")
@supervisor
def practice_record(record_id: int) -> ResponseReturnValue:
    """Show one record: its text, the law, what each competency looks like, what was said before."""
    who = viewer()
    return _shown(who, record_for(who, record_id))


def _shown(
    who: Viewer, sheet: RecordSheet, *, error: str = "", form: str = "", is_stale: bool = False
) -> str:
    known = {one.made_by for one in (sheet.signature, sheet.testimony) if one}
    is_free = who.cadre_id not in known
    return render_template(
        "supervise/practice_record.html",
        record=pages.card(sheet),
        steps=[pages.step(one, sheet) for one in sheet.steps],
        may_sign=is_free and sheet.state is RecordState.SUBMITTED,
        may_check=is_free and sheet.state is RecordState.SAMPLED,
        is_witness=not is_free and sheet.state is RecordState.SUBMITTED,
        points=[_point(one) for one in pages.claimed(sheet)],
        url={
            name: url_for(f"supervise.create_record_{name}", record_id=sheet.id)
            for name in ("signature", "return", "check")
        },
        words={form: request.form.get("words", "")} if form else {},
        longest=LONGEST_WORDS,
        error=error,
        form=form,
        is_stale=is_stale,
    )


def _point(one: dict[str, object]) -> dict[str, object]:
    chosen = request.form.get(str(one["id"]), "")
    return {
        **one,
        "choices": [
            {"value": value, "label": RESULT_LABELS[value], "is_chosen": str(value) == chosen}
            for value in reversed(range(len(RESULT_LABELS)))
        ],
    }


@blueprint.post("/supervise/practice-records/<int:record_id>/signature")
@supervisor
def create_record_signature(record_id: int) -> ResponseReturnValue:
    """Sign a record as it was read, with what it shows of each competency it claims."""
    who, at = viewer(), clock.now()
    given = {one: request.form.get(one, "") for one in COMPETENCIES}
    results = {one: int(value) for one, value in given.items() if value in {"0", "1", "2"}}
    verdict = Verdict(_version(), request.form.get("words", ""), results)
    secret = pages.secret()

    def unit() -> Reply:
        actions.sign(who, record_id, verdict, secret=secret, at=at)
        return _back("已签认，作者会收到消息。")

    return _decide(who, record_id, "signature", unit)


@blueprint.post("/supervise/practice-records/<int:record_id>/return")
@supervisor
def create_record_return(record_id: int) -> ResponseReturnValue:
    """Send a record back with words; its author writes on."""
    who, at, words, version = viewer(), clock.now(), request.form.get("words", ""), _version()

    def unit() -> Reply:
        actions.send_back(who, record_id, version=version, words=words, at=at)
        return _back("已退回，作者会看到您写的话。")

    return _decide(who, record_id, "return", unit)


@blueprint.post("/supervise/practice-records/<int:record_id>/check")
@supervisor
def create_record_check(record_id: int) -> ResponseReturnValue:
    """Check a signed record that was drawn; one that fails is no evidence any more."""
    who, at, words = viewer(), clock.now(), request.form.get("words", "")
    is_passed = request.form.get("do") == "pass"

    def unit() -> Reply:
        actions.check_sample(who, record_id, is_passed=is_passed, words=words, at=at)
        return _back("抽查通过，已归档。" if is_passed else "抽查没有通过，已退回作者。", "check")

    return _decide(who, record_id, "check", unit)


def _decide(
    who: Viewer, record_id: int, form: str, unit: Callable[[], Reply]
) -> ResponseReturnValue:
    """Carry a decision out; what cannot be is said on the page, with everything still typed."""
    try:
        return follow(write_once(who, unit))
    except TakenBackError as refused:
        said = request.form.get("words", "").strip()
        again = f"您写的话没有记下：“{said}”。" if said else ""
        raise ConflictError(refused.message, f"{refused.advice}{again}") from refused
    except (MovedOnError, SignedError) as refused:
        sheet, is_stale, status = record_to_decide(who, record_id), True, HTTPStatus.CONFLICT
        error = _moved_on(sheet, refused)
    except InvalidError as refused:
        sheet, is_stale = record_to_decide(who, record_id), False
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        error = f"{refused.message}{refused.advice}"
    return _shown(who, sheet, error=error, form=form, is_stale=is_stale), status


def _moved_on(sheet: RecordSheet, refused: CadreSchoolError) -> str:
    if isinstance(refused, SignedError):
        return f"{refused.message}{refused.advice}"
    if sheet.state is RecordState.SUBMITTED:
        return "作者在您打开以后改过文字，刚才的没有记下。下面是现在的文字，请再读一遍。"
    last = sheet.last
    if last is not None and last.name:
        return f"{last.name}先办了：{last.kind.label}。刚才的没有记下。"
    return f"{refused.message}{refused.advice}"


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def _back(notice: str, wanted: str | None = None) -> Reply:
    return Reply(location=url_for("supervise.practice_records", list=wanted), notice=notice)
