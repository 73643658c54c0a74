"""Writes of figures: they are derived, so those of before are simply replaced."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.learning.profile.due import note_answered
from cadreschool.learning.statistics.computing import Figures, Item
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.learning.statistics.queries import Source


def store_figures(
    source: Source,
    versions: Mapping[int, tuple[str, str]],
    found: Mapping[Item, Figures],
    *,
    at: datetime,
) -> None:
    """Put the figures of a source in the place of its former ones.

    `versions`: {version id: (question id, lesson id)} of all that ever stood in it.
    """
    doubted = _doubted(versions.keys())
    _forget(versions.keys())
    rows = [
        {
            "question_version_id": version_id,
            "part": part,
            "question_id": versions[version_id][0],
            "course_id": source.course_id,
            "lesson_id": versions[version_id][1],
            "bank_id": source.bank_id,
            **_values(one),
            "computed_at": at,
        }
        for (version_id, part), one in sorted(found.items())
    ]
    for some in portions(rows):
        db.session.execute(insert(table_of(QuestionStatistics)), some)
    changed = doubted ^ {item[0] for item, one in found.items() if one.doubts}
    note_answered(changed, at=at)  # a doubtful question weighs half in profiles


def _doubted(version_ids: Collection[int]) -> set[int]:
    """Return the versions that were doubtful until now."""
    found: set[int] = set()
    for some in portions(sorted(version_ids)):
        found.update(
            db.session.scalars(
                select(QuestionStatistics.question_version_id).where(
                    QuestionStatistics.question_version_id.in_(some),
                    QuestionStatistics.doubt_number > 0,
                )
            )
        )
    return found


def _forget(version_ids: Collection[int]) -> None:
    for some in portions(sorted(version_ids)):
        db.session.execute(
            delete(QuestionStatistics).where(QuestionStatistics.question_version_id.in_(some))
        )


def _values(one: Figures) -> dict[str, object]:
    counts = [
        [option.option, option.number, option.strong, option.weak]
        for option in one.statistics.options
    ]
    return {
        "number": one.statistics.number,
        "facility": one.statistics.facility,
        "deviation": one.statistics.deviation,
        "discrimination": one.statistics.discrimination,
        "efficiency": one.statistics.efficiency,
        "difficulty": one.difficulty,
        "options": json.dumps(counts),
        "doubts": json.dumps([doubt.value for doubt in one.doubts]),
        "doubt_number": len(one.doubts),
    }
