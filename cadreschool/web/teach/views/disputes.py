"""Disputes of evidence: the queue of reviewers, one dispute, and its decision.

Reviewers see the evidence, the unit it belongs to and the reason; whose it is, they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_text
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.practice_records.queries import records_of
from cadreschool.learning.profile.actions import decide_dispute
from cadreschool.learning.profile.queries import (
    KEPT,
    REMOVED,
    DisputeRow,
    decided_disputes,
    dispute_for,
    evidence_of,
    open_disputes,
)
from cadreschool.learning.profile.rules import percent
from cadreschool.learning.profile.values import Evidence, EvidenceKind
from cadreschool.learning.sittings.queries import sheet_of
from cadreschool.questions.kinds import kind_named
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.teach.banking import with_key
from cadreschool.web.teach.views.blueprint import blueprint, reviewer
from cadreschool.web.units import follow, write_once

_ON_A_PAGE = 20
_STATES = {None: "等待复核", KEPT: "复核后保留", REMOVED: "复核后去掉"}


@blueprint.get("/teach/disputes/")
@reviewer
def disputes() -> ResponseReturnValue:
    """List what waits, the oldest first, and what was decided."""
    who, page = viewer(), page_asked()
    waiting = open_disputes(who)
    rows = waiting[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    turn_back(page, rows)
    decided = decided_disputes(who)
    evidence = evidence_of(
        {one.cadre_id for one in (*rows, *decided)}, catalogue=school.catalogue(), on=clock.today()
    )
    titles = {(whose, row.source): row.title for whose, of in evidence.items() for row in of}
    return render_template(
        "teach/disputes.html",
        waiting=[_row(one, titles) for one in rows],
        number=len(waiting),
        page=page,
        pages=pages_of(len(waiting), _ON_A_PAGE),
        decided=[_row(one, titles) for one in decided],
    )


def _row(one: DisputeRow, titles: Mapping[tuple[int, str], str]) -> dict[str, object]:
    """Show a dispute by its evidence: {(cadre id, source): title}."""
    kind = EvidenceKind(one.source.partition(":")[0]).label
    return {
        "title": titles.get((one.cadre_id, one.source), kind),
        "kind": kind,
        "number": one.id,
        "reason": one.reason,
        "raised_at": one.raised_at,
        "is_decided": not one.is_open,
        "state_text": _STATES[one.decision],
        "words": one.words,
        "decided_at": one.decided_at,
        "url": url_for("teach.dispute", dispute_id=one.id),
    }


@blueprint.get("/teach/disputes/<int:dispute_id>/")
@reviewer
def dispute(dispute_id: int) -> ResponseReturnValue:
    """Show a dispute with the evidence it is about."""
    return _page(dispute_id)


def _page(dispute_id: int, error: str = "") -> str:
    found, rows = dispute_for(viewer(), dispute_id, catalogue=school.catalogue(), on=clock.today())
    return render_template(
        "teach/dispute.html",
        row=_row(found, {(found.cadre_id, one.source): one.title for one in rows}),
        facts=_facts(rows),
        asked=_asked(rows[0]) if rows else None,
        told=_told(rows[0], found.cadre_id) if rows else [],
        url=url_for("teach.create_dispute_decision", dispute_id=found.id),
        typed=request.form.get("words", ""),
        error=error,
    )


def _facts(rows: tuple[Evidence, ...]) -> list[tuple[str, object]]:
    """Say what the evidence is, once for all the competencies it speaks of."""
    if not rows:
        return []
    first, framework = rows[0], school.catalogue().framework
    said = []
    for row in rows:
        competency = framework.competency(row.competency)
        weight = f"权重 {row.weight:.2f}" if row.is_counted else f"不计入：{row.reason}"
        said.append(f"{competency.name if competency else ''} {percent(row.result)}，{weight}")
    return [
        ("依据", first.kind.label),
        ("日期", day_text(first.on)),
        ("单元", first.unit),
        ("结果", "；".join(said)),
        ("谁评的", "由人签认或评阅" if first.signed_by is not None else "由规则评"),
    ]


def _asked(row: Evidence) -> dict[str, object] | None:
    """Return the question an answer is about, with what is right and what was answered."""
    if row.kind is not EvidenceKind.ITEM:
        return None
    _, sitting_id, position = row.source.split(":")
    sheet = sheet_of(int(sitting_id))
    drawn = next(one for one in sheet.drawn if one.position == int(position))
    published = school.questions_of(sheet)[drawn.position]
    kind = kind_named(published.question.kind)
    given = kind.response_text(published.question, drawn.value) if drawn.value else "没有作答"
    return {"question": with_key(published.question, published.shown), "given": given}


def _told(row: Evidence, cadre_id: int) -> list[tuple[str, str]]:
    """Return what a practice record tells and its signer said: no place, no case, no name."""
    if row.kind is not EvidenceKind.RECORD:
        return []
    source = int(row.source.partition(":")[2])
    sheet = next((one for one in records_of(cadre_id) if one.id == source), None)
    if sheet is None:
        return []
    signed = sheet.signature
    return [
        ("做了什么", sheet.draft.deed),
        ("结果", sheet.draft.result),
        ("下次怎样做", sheet.draft.next_time),
        ("签认时写的话", signed.words if signed else ""),
    ]


@blueprint.post("/teach/disputes/<int:dispute_id>/decisions")
@reviewer
def create_dispute_decision(dispute_id: int) -> ResponseReturnValue:
    """Keep the evidence or take it out of the profile, with the reason; the person is told."""
    who, at = viewer(), clock.now()
    decision = request.form.get("decision", "")
    words = request.form.get("words", "").replace("\r\n", "\n").strip()
    if decision not in {KEPT, REMOVED}:
        return _page(dispute_id, "请选保留还是去掉。"), HTTPStatus.UNPROCESSABLE_ENTITY

    def unit() -> Reply:
        decide_dispute(who, dispute_id, is_kept=decision == KEPT, words=words, at=at)
        return Reply(location=url_for("teach.disputes"), notice="已复核，结果会告诉本人。")

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        return _page(dispute_id, error.message), HTTPStatus.UNPROCESSABLE_ENTITY
