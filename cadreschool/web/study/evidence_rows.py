"""Evidence as the person's own pages show it: what, when, with what result, what it weighs today.

Knows where the person may open the thing itself. Knows no other person's evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from cadreschool.learning.profile.estimator import aged
from cadreschool.learning.profile.queries import KEPT, REMOVED, DisputeRow
from cadreschool.learning.profile.rules import percent
from cadreschool.learning.profile.values import Evidence, EvidenceKind

_STATES = {None: "等待复核", KEPT: "复核后保留", REMOVED: "复核后去掉"}
_IN_WORDS = {
    EvidenceKind.ITEM: ("答对", "部分答对", "没有答对"),
    EvidenceKind.RECORD: ("体现", "部分体现", "没有体现"),
}


_PAGES = {
    EvidenceKind.ITEM: ("study.result", "sitting_id"),
    EvidenceKind.RETEST: ("study.result", "sitting_id"),
    EvidenceKind.SCENARIO: ("study.ending", "run_id"),
    EvidenceKind.WRITING: ("study.comparison", "drill_id"),
    EvidenceKind.RECORD: ("study.practice_record", "record_id"),
}


_AT_ONCE = 12
"""Rows of evidence in sight at once: fifty are sixteen screens of a phone."""


def address_of(row: Evidence) -> str:
    """Return where the person opens the thing itself; of an answer, at its question."""
    _, number, *position = row.source.split(":")
    endpoint, argument = _PAGES[row.kind]
    arguments: dict[str, Any] = {argument: int(number)}
    if position:
        arguments["_anchor"] = f"question-{position[0]}"
    return url_for(endpoint, **arguments)


def result_words(row: Evidence) -> str:
    """Say a result in words and as a share."""
    names = _IN_WORDS.get(row.kind)
    share = percent(row.result)
    if names is None:
        return f"得 {share}"
    name = names[0] if row.result >= 1 else names[2] if row.result <= 0 else names[1]
    return f"{name}（{share}）"


def evidence_row(
    row: Evidence,
    *,
    on: date,
    names: Mapping[int, str],
    disputes: Mapping[str, DisputeRow],
    again: Collection[str],
) -> dict[str, object]:
    """Show a row of evidence. Who signed a record is named, who marked a text is not.

    `again` are the sources that may be disputed once more.
    """
    signed = ""
    if row.signed_by is not None:
        is_record = row.kind is EvidenceKind.RECORD
        signed = f"{names.get(row.signed_by, '督学')}签认" if is_record else "由人评阅"
    dispute = disputes.get(row.source)
    return {
        "kind": row.kind.label,
        "on": row.on,
        "title": row.title,
        "url": address_of(row),
        "result": result_words(row),
        "weight": f"{aged(row.weight, (on - row.on).days):.2f}",
        "first_weight": f"{row.weight:.2f}",
        "is_counted": row.is_counted,
        "reason": row.reason,
        "signed": signed,
        "dispute": dispute_row(dispute, row) if dispute else None,
        "dispute_url": ""
        if dispute and row.source not in again
        else url_for("study.new_dispute", source=row.source),
    }


def parted(rows: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Split a long list into what stays in sight and what is folded: single answers say least."""
    if len(rows) <= _AT_ONCE:
        return list(rows), []
    telling = [one for one in rows if one.kind is not EvidenceKind.ITEM]
    listed = (telling or list(rows))[:_AT_ONCE]
    return listed, [one for one in rows if one not in listed]


def newest_by_source(disputes: Iterable[DisputeRow]) -> dict[str, DisputeRow]:
    """Return the newest dispute about each piece of evidence."""
    return {one.source: one for one in sorted(disputes, key=lambda one: one.id)}


def dispute_row(one: DisputeRow, row: Evidence | None) -> dict[str, object]:
    """Show what the person said of a piece of evidence, and what came of it."""
    return {
        "title": row.title if row else "这条依据现在不在画像里",
        "url": address_of(row) if row else "",
        "reason": one.reason,
        "raised_at": one.raised_at,
        "state": "in_progress" if one.is_open else "finished",
        "state_text": _STATES[one.decision],
        "words": one.words,
        "decided_at": one.decided_at,
    }
