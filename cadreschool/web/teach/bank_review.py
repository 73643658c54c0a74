"""What the page of a review shows of a planned import: its items a page at a time, and the totals.

Knows the plan as it was written down. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app, request

from cadreschool.courses.banks.plans import Flag, Place, StoredItem, StoredPlan
from cadreschool.courses.comparing import DiffLine, compare_texts
from cadreschool.files import uploads
from cadreschool.questions.banks import queries, rules
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.planning import Sort
from cadreschool.questions.banks.queries import BankRow, Filters
from cadreschool.questions.banks.similarity import EXPLANATION
from cadreschool.questions.formats import format_named
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.writing import write_question
from cadreschool.web.addresses import pages_of
from cadreschool.web.policies import policies
from cadreschool.web.teach import banking
from cadreschool.web.teach.bank_forms import DefaultsForm

PAGE = 10
_LONGEST_SOURCE = 800
_VIEWS = {
    "": "全部",
    "new": "新题",
    "changed": "有改动",
    "look": "请核对",
    "alike": "相近",
    "refused": "不能导入",
    "double": "文件里重复",
    "unchanged": "没有变化",
}


def folder() -> Path:
    """Return where the files of imports lie."""
    return uploads.folder_of(current_app.config["SETTINGS"].instance)


def page_number(given: Mapping[str, str]) -> int:
    """Return the page that an address or a form names."""
    text = given.get("page", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1  # noqa: PLR2004 -- a million pages


def review_of(plan: StoredPlan, payload: Mapping[str, Any], bank: BankRow) -> dict[str, object]:
    """Return what the page shows of a plan."""
    wanted = request.args.get("show", "")
    wanted = wanted if wanted in _VIEWS else ""
    places = [place for place in plan.places if _is_wanted(place, wanted)]
    pages = pages_of(len(places), PAGE)
    page = min(page_number(request.args), pages)
    chosen = plan.chosen
    items = plan.items(places[(page - 1) * PAGE : page * PAGE])
    differences = _differences(items, bank)
    found = format_named(str(plan.about["format"]))
    return {
        "is_gone": uploads.path_of(folder(), plan.name) is None,
        "is_stale": bank.version != plan.about["version"],
        "format": found.label if found else "",
        "problems": plan.about["problems"],
        "columns": plan.about["columns"],
        "fields": list(found.fields.items()) if found else [],
        "defaults": DefaultsForm(
            unit=str(payload["unit"]),
            competency=str(payload["competency"]),
            difficulty=str(payload["difficulty"]),
        ),
        "views": [
            (name, label, number)
            for name, label in _VIEWS.items()
            if (number := sum(_is_wanted(place, name) for place in plan.places)) or not name
        ],
        "show": wanted,
        "page": page,
        "pages": pages,
        "items": [
            _shown(item, differences.get(item.number, ()), is_chosen=item.number in chosen)
            for item in items
        ],
        "chosen": len(chosen),
        "takeable": sum(place.sort.may_be_taken for place in plan.places),
        "refused": plan.number(Sort.REFUSED),
        "leaving": sum(
            Flag.LEAVES_USE in place.flags and place.number in chosen for place in plan.places
        ),
        "states": [
            (state, EntryState(state).label)
            for state in rules.states_to_begin_in(bank.roles, needs_other=policies().needs_review)
        ],
        "has_alike": any(Flag.ALIKE in place.flags for place in plan.places),
        "explanation": EXPLANATION,
    }


def _is_wanted(place: Place, wanted: str) -> bool:
    if wanted == "look":
        return place.sort.may_be_taken and bool(place.flags & (Flag.LOOK | Flag.DRAFT))
    if wanted == "alike":
        return Flag.ALIKE in place.flags
    return not wanted or place.sort.value == wanted


def _shown(item: StoredItem, lines: tuple[DiffLine, ...], *, is_chosen: bool) -> dict[str, object]:
    """Return an item for the page."""
    question = None
    if item.question is not None and item.shown is not None:
        question = banking.with_key(item.question, item.shown)
    return {
        "number": item.number,
        "place": item.place,
        "source": item.source[:_LONGEST_SOURCE],
        "is_cut": len(item.source) > _LONGEST_SOURCE,
        "category": item.category,
        "sort": item.sort.label,
        "may_be_taken": item.sort.may_be_taken,
        "is_chosen": is_chosen,
        "is_sure": not item.flags & Flag.LOOK,
        "confidence": item.confidence.label,
        "id": item.question.id if item.question else "",
        "kind": kind_named(item.question.kind).label if item.question else "",
        "unit": item.unit,
        "problems": item.problems,
        "mistakes": item.mistakes,
        "alike": item.alike,
        "question": question,
        "lines": lines,
    }


def _differences(items: list[StoredItem], bank: BankRow) -> dict[int, tuple[DiffLine, ...]]:
    """Compare changed questions with what the bank holds now {number: lines}, in one query."""
    changed = {
        item.question.id: item
        for item in items
        if item.sort is Sort.CHANGED and item.question is not None
    }
    found = {}
    for row in queries.entries_of(bank.id, Filters(ids=tuple(changed))) if changed else ():
        item = changed[row.question_id]
        if item.question is not None:
            after = write_question(item.question, item.unit)
            found[item.number] = compare_texts(write_question(row.question, row.unit), after)
    return found
