"""A practice record as pages show it to whoever reads one: its text, its law, and what was said.

Shared by the desks of supervisors and of cadres (who confirm what a colleague did). Knows nothing
of addresses and decides nothing.
"""

from __future__ import annotations

from flask import current_app

from cadreschool.courses.citations import ShownCitation, shown_citations
from cadreschool.kernel import clock
from cadreschool.laws.citations import parse_citations
from cadreschool.learning.practice_records.rules import RESULT_LABELS
from cadreschool.learning.practice_records.sheets import RecordSheet, StepRow
from cadreschool.web.school import catalogue


def card(sheet: RecordSheet) -> dict[str, object]:
    """Return a record's text with its law as it was in force on the day it happened."""
    draft = sheet.draft
    testimony = sheet.testimony
    return {
        "kind_name": sheet.kind_name,
        "happened_on": draft.happened_on,
        "author": sheet.author,
        "organisation": sheet.organisation,
        "place": draft.place,
        "role": draft.role,
        "case_code": draft.case_code,
        "texts": [
            {"name": name, "text": text}
            for name, text in (
                ("我做了什么", draft.deed),
                ("结果", draft.result),
                ("下次怎样做", draft.next_time),
            )
            if text
        ],
        "laws": _cited(sheet),
        "witness": sheet.witness,
        "testimony": step(testimony, sheet) if testimony else None,
        "state": sheet.state.label,
        "version": sheet.version,
        "submitted_at": sheet.submitted_at,
    }


def claimed(sheet: RecordSheet) -> list[dict[str, object]]:
    """Return the competencies a record claims, with what each level looks like."""
    framework = catalogue().framework
    found = [framework.competency(one) for one in sheet.draft.competencies]
    return [
        {"id": one.id, "name": one.name, "summary": one.summary, "levels": one.levels}
        for one in found
        if one is not None
    ]


def step(one: StepRow, sheet: RecordSheet) -> dict[str, object]:
    """Return one thing that was done with a record; `is_earlier`: with a text changed since."""
    return {
        "label": one.kind.label,
        "name": one.name or "到期",
        "at": one.made_at,
        "words": one.words,
        "results": [
            (_competency_name(name), RESULT_LABELS[result]) for name, result in one.results.items()
        ],
        "is_earlier": one.version != sheet.version,
    }


def secret() -> str:
    """Return the secret that decides which signatures are checked again."""
    return str(current_app.config["SECRET_KEY"])


def _competency_name(competency_id: str) -> str:
    found = catalogue().framework.competency(competency_id)
    return found.name if found else competency_id


def _cited(sheet: RecordSheet) -> list[ShownCitation]:
    citations = parse_citations(sheet.draft.citations)
    day = min(sheet.draft.happened_on, clock.today())
    return shown_citations(citations, catalogue().registry, day)
