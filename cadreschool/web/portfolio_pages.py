"""A cadre's file as two desks show it: their own, and that of a supervisor. Values for a template.

Knows nothing of addresses. What the page leaves out for its length is counted, never dropped.
"""

from __future__ import annotations

from cadreschool.kernel.clock import day_text
from cadreschool.reports.portfolio.values import Kind, Portfolio, Section, Value
from cadreschool.reports.portfolio.wording import day_or_none
from cadreschool.reports.portfolio.wording import shown as plain

_NAMED_BY = {"courses": "course", "lessons": "lesson", "retests": "lesson", "practice": "kind"}
"""What heads a row where that is not the first column: a course repeated says little."""


def shown(portfolio: Portfolio) -> dict[str, object]:
    """Return what the page of a file shows."""
    holder = portfolio.holder
    return {
        "name": holder.name,
        "organisation_name": holder.organisation_name,
        "post_name": f"{holder.post_name}（{holder.tie_name}）",
        "left_on": holder.left_on,
        "made_at": portfolio.made_at,
        "is_former": portfolio.is_former,
        "is_empty": portfolio.is_empty,
        "sections": [_section(one) for one in portfolio.sections if _is_listed(one)],
        "nothing_of": [one.layout.title for one in portfolio.sections if not one.rows],
        "counted": [
            (one.layout.title, len(one.rows))
            for one in portfolio.sections
            if one.layout.is_long and one.rows
        ],
    }


def _is_listed(section: Section) -> bool:
    return bool(section.note) or (bool(section.rows) and not section.layout.is_long)


def _section(section: Section) -> dict[str, object]:
    columns = sorted(
        ((at, one) for at, one in enumerate(section.layout.columns) if not one.is_long),
        key=lambda one: one[1].key != _NAMED_BY.get(section.layout.id),
    )
    return {
        "id": section.layout.id,
        "title": section.layout.title,
        "note": section.note,
        "number": len(section.rows),
        "columns": [
            {"title": column.title, "is_number": column.kind is Kind.NUMBER}
            for _, column in columns
        ],
        "rows": [[_cell(row[at]) for at, _ in columns] for row in section.rows],
    }


def _cell(value: Value) -> str:
    day = day_or_none(value)
    return day_text(day) if day is not None else plain(value)
