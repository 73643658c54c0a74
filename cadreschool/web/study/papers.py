"""The paper of a check: what its page shows, and what its form means.

Right answers and explanations are touched by `marked_rows` alone, for what was handed in and may be
told; the open paper is made without ever looking at them. Options are posted as their place on the
page, so that nothing in it tells how the author wrote them down.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest

from flask import url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from cadreschool.kernel.clock import clock_text
from cadreschool.kernel.keys import Reply
from cadreschool.learning.sittings.actions import Save, SittingElsewhereError
from cadreschool.learning.sittings.queries import DrawnRow, SittingSheet
from cadreschool.learning.sittings.rules import WHOLE, Given, Saved
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.plain import plain_text
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Question, ResponseError

CONFLICT = "有的题在另一个页面上改过，请重新载入本页核对。"
LATE = "时间已到，刚才的答案没有计分，已另外留存；到时以前保存的答案已经交卷。"
_HERE = "已转到这台设备上继续。"

Questions = Mapping[int, PublishedQuestion]
"""What a sheet asks, by position (`web.school.questions_of`)."""


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a posted paper holds: readable values, faults by position, and all texts as typed."""

    given: tuple[Given, ...]
    faults: Mapping[int, str]
    typed: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that another window has changed meanwhile."""

    mine_text: str
    newer_text: str
    saved_at: object


@dataclass(frozen=True, slots=True)
class Remarks:
    """What to tell the person on the paper after a post."""

    faults: Mapping[int, str] = field(default_factory=dict)
    typed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    conflicts: Mapping[int, Conflict] = field(default_factory=dict)
    unanswered: list[int] = field(default_factory=list)
    notice: str = ""
    keeps_typed: bool = False
    """Whether every text from the form stays on the page, since none was saved."""


def read_form(questions: Questions, sheet: SittingSheet, form: MultiDict[str, str]) -> FormReading:
    """Read a posted paper; a question the form does not speak of is left as it is."""
    given: list[Given] = []
    faults: dict[int, str] = {}
    typed: dict[int, tuple[str, ...]] = {}
    for row in sheet.drawn:
        base = form.get(f"q{row.position}-base", "")
        if not (base.isascii() and base.isdigit()):
            continue
        raw = tuple(form.getlist(f"q{row.position}"))
        typed[row.position] = raw
        value = _value(questions[row.position].question, row, raw)
        if isinstance(value, ResponseError):
            faults[row.position] = value.message
        else:
            given.append(Given(row.position, value, int(base[:6])))
    return FormReading(tuple(given), faults, typed)


def _value(question: Question, row: DrawnRow, raw: tuple[str, ...]) -> str | ResponseError:
    if question.options:
        places = _places(row) | {"": ""}
        if not places.keys() >= set(raw):
            return ResponseError("选项与题目不符，请刷新页面后重新选择。")
        raw = tuple(places[text] for text in raw)
    return kind_named(question.kind).read_response(question, raw)


def reply(reading: FormReading, saved: Save, wish: str) -> Reply | None:
    """Say what came of saving; None when the paper may now be handed in."""
    status = HTTPStatus.SEE_OTHER
    if saved.reconciled.conflicts:
        status = HTTPStatus.CONFLICT
    elif reading.faults or (wish == "submit" and _unanswered(saved)):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    goes_on = status is HTTPStatus.SEE_OTHER
    if goes_on and wish in {"submit", "submit_anyway"}:
        return None
    time = clock_text(saved.saved_at)
    receipt: dict[str, object] = {
        "saved_at": time,
        "saved": [given.position for given in saved.reconciled.append],
        "times": _earlier(reading, saved),
        "bases": _bases(saved),
        "faults": dict(reading.faults),
        **time_left(saved.sheet, saved.saved_at),
    }
    if saved.reconciled.conflicts:
        receipt["message"] = CONFLICT
        receipt["conflicts"] = [one.position for one in saved.reconciled.conflicts]
    return Reply(
        status=status,
        location=f"/sittings/{saved.sheet.id}/" if goes_on else "",
        notice=(f"已保存 {time}" if goes_on else "") if wish != "take_seat" else _HERE,
        body=json.dumps(receipt, ensure_ascii=False),
    )


def _earlier(reading: FormReading, saved: Save) -> dict[int, str]:
    """Return when those answers were saved that had been stored before this request."""
    given = {one.position for one in reading.given} - {
        one.position for one in saved.reconciled.append
    }
    return {
        row.position: clock_text(row.newest.saved_at)
        for row in saved.sheet.drawn
        if row.newest and row.position in given
    }


def late_reply(saved: Save, result_url: str) -> Reply:
    """Say that the time was over; where nothing is lost by it, simply lead to the result."""
    if not saved.reconciled.conflicts:
        return over(result_url)
    body = {"message": LATE, "location": result_url}
    return Reply(HTTPStatus.CONFLICT, body=json.dumps(body, ensure_ascii=False))


def over(result_url: str) -> Reply:
    """Lead to the result, pages and scripts alike."""
    return Reply(location=result_url, body=json.dumps({"location": result_url}))


def elsewhere_reply() -> Reply:
    """Tell a script that another device has the paper; nothing was done, so nothing is stored."""
    body = {"message": SittingElsewhereError().message, "is_elsewhere": True}
    return Reply(HTTPStatus.CONFLICT, body=json.dumps(body, ensure_ascii=False))


def shelf_of(sheet: SittingSheet) -> str:
    """Name the place where a browser keeps answers of this person to this sitting."""
    return f"{sheet.cadre_id}:{sheet.id}"


def time_left(sheet: SittingSheet, at: datetime) -> dict[str, int]:
    """Return the seconds that are left by the server's clock; nothing where time is unlimited."""
    if sheet.due_at is None:
        return {}
    return {"left": max(int((sheet.due_at - at).total_seconds()), 0)}


def _bases(saved: Save) -> dict[int, int]:
    newest = {row.position: row.newest.seq for row in saved.sheet.drawn if row.newest}
    for given in saved.reconciled.append:
        newest[given.position] = newest.get(given.position, 0) + 1
    return newest


def _unanswered(saved: Save) -> list[int]:
    values = {row.position: row.value for row in saved.sheet.drawn}
    values |= {given.position: given.value for given in saved.reconciled.append}
    return [position for position, value in values.items() if not value]


def receipt(of: Reply) -> Response:
    """Answer a script: what was saved and when, or why it was not."""
    status = HTTPStatus.CONFLICT if of.status == HTTPStatus.CONFLICT else HTTPStatus.OK
    response = Response(of.body or "{}", status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def remarks(questions: Questions, reading: FormReading, sheet: SittingSheet, wish: str) -> Remarks:
    """Explain on the paper why it was not handed in, or not saved whole."""
    mine = {one.position: one.value for one in sheet.reconciled(reading.given).conflicts}
    conflicts = {
        row.position: _conflict(questions[row.position].question, mine[row.position], row.newest)
        for row in sheet.drawn
        if row.position in mine and row.newest is not None
    }
    unanswered = []
    if wish == "submit" and not conflicts and not reading.faults:
        unanswered = [row.position for row in sheet.drawn if not row.value]
    notice = ""
    if reading.faults:
        numbers = "、".join(str(position) for position in reading.faults)
        notice = f"第 {numbers} 题没有看懂，其余的已经保存。"
    return Remarks(reading.faults, reading.typed, conflicts, unanswered, notice)


def _conflict(question: Question, mine: str, newest: Saved) -> Conflict:
    say = kind_named(question.kind).response_text
    return Conflict(say(question, mine), say(question, newest.value), newest.saved_at)


def open_questions(
    questions: Questions, sheet: SittingSheet, remarks: Remarks
) -> list[dict[str, object]]:
    """Return the questions of an open paper, without anything that tells what is right."""
    return [
        _open_question(questions[row.position], row, remarks)
        | {"case": _case(questions[row.position], row)}
        | {"points": row.points if sheet.paper_id else None}
        | {"report_url": _report_url(sheet, row)}
        for row in sheet.drawn
    ]


def _case(published: PublishedQuestion, row: DrawnRow) -> dict[str, object] | None:
    """Return what is told before the first of a case's questions, and which they are."""
    if published.whole is None or row.part != 1:
        return None
    last = row.position + len(published.whole.parts) - 1
    return {"html": _safe(published.whole.stem), "first": row.position, "last": last}


def _open_question(
    published: PublishedQuestion, row: DrawnRow, remarks: Remarks
) -> dict[str, object]:
    question = published.question
    conflict = remarks.conflicts.get(row.position)
    fault = remarks.faults.get(row.position)
    keep_typed = remarks.keeps_typed or conflict is not None or fault is not None
    typed = remarks.typed.get(row.position, ()) if keep_typed else None
    kind = kind_named(question.kind)
    entries = typed if typed is not None else _on_page(kind.entries(question, row.value), row)
    texts = {option.id: plain_text(option.text) for option in question.options}
    return {
        "number": row.position,
        "field": f"q{row.position}",
        "kind": question.kind,
        "kind_label": kind.label,
        "instruction": kind.instruction,
        "stem": _safe(kind.shown_stem(question, published.stem)),
        "options": [
            {
                "value": str(place),
                "html": _safe(html),
                "text": texts[one],
                "is_chosen": str(place) in entries,
            }
            for place, (one, html) in enumerate(_in_order(published, row), start=1)
        ],
        "entries": [
            {"label": label, "value": value}
            for label, value in zip_longest(kind.labels(question), entries, fillvalue="")
        ],
        "value": " ".join(entries),
        "unit": question.unit,
        "base": row.newest.seq if row.newest else 0,
        "saved_at": row.newest.saved_at if row.newest and not keep_typed else None,
        "error": fault,
        "conflict": conflict,
    }


def _places(row: DrawnRow) -> dict[str, str]:
    """Return the options by what the page posts for them: their place on it."""
    return {str(place): one for place, one in enumerate(row.option_order, start=1)}


def _on_page(entries: Sequence[str], row: DrawnRow) -> list[str]:
    """Return what the page's fields hold for a stored response."""
    places = {one: place for place, one in _places(row).items()}
    return [places.get(one, one) for one in entries] if places else list(entries)


def marked_questions(
    questions: Questions, sheet: SittingSheet, marks: Mapping[int, int]
) -> list[dict[str, object]]:
    """Return the questions of a handed-in paper with answers, right answers and explanations."""
    told = marked_rows(questions, sheet.drawn, marks)
    return [
        question | {"report_url": _report_url(sheet, row)}
        for question, row in zip(told, sheet.drawn, strict=True)
    ]


def kept_back(
    shown: Sequence[dict[str, object]], questions: Questions, untold: Collection[str]
) -> list[dict[str, object]]:
    """Leave out what is right of the questions that another sitting still asks or keeps back."""
    return _without(shown, questions, untold, {"is_kept_back": True})


def left_empty(
    shown: Sequence[dict[str, object]], questions: Questions, sheet: SittingSheet
) -> list[dict[str, object]]:
    """Leave out what is right of the questions that nothing was answered to."""
    answered = {_id_of(questions[row.position]) for row in sheet.drawn if row.value}
    empty = {_id_of(one) for one in questions.values()} - answered
    return _without(shown, questions, empty, {"is_kept_back": True, "is_left_empty": True})


def _without(
    shown: Sequence[dict[str, object]],
    questions: Questions,
    untold: Collection[str],
    because: dict[str, object],
) -> list[dict[str, object]]:
    names = ("number", "case", "kind_label", "stem")
    return [
        {name: one[name] for name in names} | because if _id_of(asked) in untold else one
        for one, asked in zip(shown, (questions[row] for row in sorted(questions)), strict=True)
    ]


def _id_of(asked: PublishedQuestion) -> str:
    return (asked.whole or asked).question.id


def _report_url(sheet: SittingSheet, row: DrawnRow) -> str:
    return url_for("study.new_question_report", sitting_id=sheet.id, position=row.position)


def marked_rows(
    questions: Questions, rows: Sequence[DrawnRow], marks: Mapping[int, int]
) -> list[dict[str, object]]:
    """Return questions whose answers may be told, wherever they were drawn."""
    shown: list[dict[str, object]] = []
    for row in rows:
        published = questions[row.position]
        question, kind = published.question, kind_named(published.question.kind)
        chosen = kind.entries(question, row.value)
        right = {option.id for option in question.options if option.is_right}
        shown.append(
            {
                "number": row.position,
                "case": _case(published, row),
                "kind": question.kind,
                "kind_label": kind.label,
                "stem": _safe(kind.shown_stem(question, published.stem)),
                "options": [
                    {"html": _safe(html), "is_chosen": one in chosen, "is_right": one in right}
                    for one, html in _in_order(published, row)
                ],
                "answer_text": kind.response_text(question, row.value) if row.value else "",
                "right_text": kind.right_answer_text(question),
                "rows": kind.review(question, row.value),
                "outcome": _outcome(marks.get(row.position)),
                "explanation": _safe(published.explanation),
                "case_explanation": _case_explanation(published, row),
            }
        )
    return shown


def _outcome(mark: int | None) -> str:
    """Name what a question earned; None when a person has yet to decide."""
    if mark is None:
        return "waiting"
    return "right" if mark == WHOLE else "partly" if mark else "wrong"


def _case_explanation(published: PublishedQuestion, row: DrawnRow) -> Markup | None:
    """Return what is said of a case as a whole, after the last of its questions."""
    whole = published.whole
    return _safe(whole.explanation) if whole and row.part == len(whole.parts) else None


def _in_order(published: PublishedQuestion, row: DrawnRow) -> list[tuple[str, str]]:
    html = {
        option.id: text
        for option, text in zip(published.question.options, published.options, strict=True)
    }
    return [(one, html[one]) for one in row.option_order if one in html]


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered
