"""Taking answers into mistake book and review, once they may be told. Runs inside a unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.learning.mistakes import actions as mistakes
from cadreschool.learning.review import actions as review
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.learning.verdicts.queries import is_erased, is_told, questions_in, verdicts_of
from cadreschool.learning.verdicts.rules import Verdict
from cadreschool.learning.verdicts.turn import take_turn

_AT_ONCE = 300
_WAITING = table_of(WaitingSitting)
_END_WAIT = delete(_WAITING).where(_WAITING.c.sitting_id.in_(bindparam("sittings", expanding=True)))


def take_in(sheet: SittingSheet, *, at: datetime) -> None:
    """Take in what a handed-in sitting says, or let it wait until its answers are released.

    May be done again at any time: after marks were added or corrected it comes out differently.
    """
    if is_told(sheet.paper_id, at=at):
        let_go(sheet.cadre_id, [sheet.id])
    else:
        db.session.execute(
            upsert(WaitingSitting)
            .values(sitting_id=sheet.id, cadre_id=sheet.cadre_id)
            .on_conflict_do_nothing()
        )


def let_go(cadre_id: int, sitting_ids: Sequence[int]) -> None:
    """Take in sittings of one cadre that need not wait, or not any more."""
    db.session.execute(_END_WAIT, {"sittings": list(sitting_ids)})
    if not is_erased(cadre_id):
        write_up(cadre_id, questions_in(sitting_ids))


def write_up(cadre_id: int, question_ids: Collection[str]) -> None:
    """Make a cadre's entries and cards of these questions anew."""
    take_turn(cadre_id)
    for some in portions(sorted(question_ids), _AT_ONCE):
        said: dict[str, list[Verdict]] = {}
        for one in verdicts_of(cadre_id, some):
            said.setdefault(one.question_id, []).append(one)
        mistakes.write_up(cadre_id, some, said)
        review.write_up(cadre_id, some, said)
