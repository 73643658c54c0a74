"""What is handed in after a regrade was approved, of a version that was drawn before.

It is marked by the key it was asked with, and corrected in the same unit: nobody has to be found
afterwards. Knows nothing of what a score completes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, update

from cadreschool.kernel.db import db, table_of
from cadreschool.learning.marking.models import MarkingAnswer
from cadreschool.learning.regrading.actions import line_values
from cadreschool.learning.regrading.answers import Target
from cadreschool.learning.regrading.models import Regrade, RegradeLine
from cadreschool.learning.regrading.planning import marker_of, plan
from cadreschool.learning.regrading.queries import regrades_in_force, versions_of
from cadreschool.learning.regrading.rules import LineState
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.learning.sittings.queries import (
    DrawnRow,
    SittingSheet,
    asked_points,
    marks_in_force,
    scoring_of,
)
from cadreschool.learning.sittings.rules import MarkInForce, result


def correct_late(sheet: SittingSheet, *, at: datetime) -> bool:
    """Correct what was handed in just now by the regrades in force; tell whether marks changed."""
    has_changed = False
    for regrade in regrades_in_force(sheet.version_ids()):
        versions = set(versions_of(regrade.id))
        for row in sheet.drawn:
            is_asked = row.question_version_id in versions and row.part == regrade.part
            if is_asked and row.position in asked_points(sheet):
                has_changed |= _correct(regrade, sheet, row, at=at)
    return has_changed


def _correct(regrade: Regrade, sheet: SittingSheet, row: DrawnRow, *, at: datetime) -> bool:
    marks: Mapping[int, MarkInForce] = marks_in_force(sheet.id)
    points = asked_points(sheet)
    target = Target(
        sheet.id,
        row.position,
        row.question_version_id,
        row.value,
        result(points, marks)[0],
        scoring_of(sheet),
        points,
        marks,
    )
    for line in plan([target], marker_of(regrade)):
        seq = line.mark_seq + 1
        applied = {"state": LineState.APPLIED, "applied_seq": seq}
        values = line_values(regrade.id, line) | applied
        db.session.execute(insert(table_of(RegradeLine)), [values])
        rule, new = f"regrade:{regrade.id}", line.new
        mark = NewMark(
            row.position, new.thousandths, rule, reason=regrade.reason, counts=new.counts
        )
        add_marks(sheet.id, [mark], at=at)
        db.session.execute(
            update(MarkingAnswer)
            .where(MarkingAnswer.sitting_id == sheet.id, MarkingAnswer.position == row.position)
            .values(closed_at=at)
        )
        return True
    return False
