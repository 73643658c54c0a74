"""What a sitting is called towards people: in messages and lists. Reads only."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, select

from cadreschool.courses.models import Edition, LessonRow
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.models import Mode, Sitting
from cadreschool.questions.papers.models import Paper


def titles_of(sitting_ids: Collection[int]) -> dict[int, str]:
    """Return what sittings are called: {sitting id: “课名”第 2 次检测}."""
    found: dict[int, str] = {}
    for some in portions(sorted(set(sitting_ids))):
        rows = db.session.execute(
            select(Sitting.id, Sitting.mode, Sitting.number, LessonRow.title, Paper.title)
            .outerjoin(Edition, Edition.id == Sitting.edition_id)
            .outerjoin(
                LessonRow,
                and_(LessonRow.edition_id == Edition.id, LessonRow.lesson_id == Sitting.lesson_id),
            )
            .outerjoin(Paper, Paper.id == Sitting.paper_id)
            .where(Sitting.id.in_(some))
        )
        found |= {row[0]: _title(Mode(row[1]), row[2], row[3] or row[4]) for row in rows}
    return found


def _title(mode: Mode, number: int, about: str | None) -> str:
    if mode is Mode.CHECK:
        return f"“{about or '已撤下的课'}”第 {number} 次检测"
    return f"“{about}”第 {number} 次作答" if about else f"第 {number} 次{mode.label}"
