"""Writes of the mistake book. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.upsert import replacing
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.mistakes.models import Mistake, MistakeAct
from cadreschool.learning.mistakes.queries import acts_of
from cadreschool.learning.mistakes.rules import REMOVE, RESTORE, Entry, entry, may
from cadreschool.learning.practice.queries import wishes_of
from cadreschool.learning.verdicts.queries import verdicts_of
from cadreschool.learning.verdicts.rules import Verdict
from cadreschool.learning.verdicts.turn import take_turn

_TABLE = table_of(Mistake)
_DROP = delete(_TABLE).where(
    _TABLE.c.cadre_id == bindparam("cadre"),
    _TABLE.c.question_id.in_(bindparam("questions", expanding=True)),
)


def write_up(
    cadre_id: int, question_ids: Collection[str], said: Mapping[str, Sequence[Verdict]]
) -> None:
    """Make entries anew from answers (`said`: {question id: verdicts}), acts and wishes."""
    acts, wishes = acts_of(cadre_id, question_ids), wishes_of(cadre_id)
    gone, rows = [], []
    for question_id in sorted(question_ids):
        found = entry(said.get(question_id, ()), acts.get(question_id, ()), wishes)
        if found is None:
            gone.append(question_id)
        else:
            rows.append(_row(cadre_id, question_id, found))
    if gone:
        db.session.execute(_DROP, {"cadre": cadre_id, "questions": gone})
    if rows:
        db.session.execute(replacing(_TABLE, "cadre_id", "question_id"), rows)


def _row(cadre_id: int, question_id: str, found: Entry) -> dict[str, object]:
    return {
        "cadre_id": cadre_id,
        "question_id": question_id,
        "state": found.state,
        "wrong_times": found.wrong_times,
        "right_in_row": found.right_in_row,
        "cleared_after": found.cleared_after,
        "question_version_id": found.wrong.version_id,
        "sitting_id": found.wrong.sitting_id,
        "position": found.wrong.position,
        "wrong_at": found.wrong.at,
        "since": found.since,
    }


def remove_mistake(viewer: Viewer, question_id: str, *, at: datetime) -> None:
    """Take an entry out of one's book by hand; it comes back when it is wrong again."""
    _act(viewer, question_id, REMOVE, at=at)


def restore_mistake(viewer: Viewer, question_id: str, *, at: datetime) -> None:
    """Take an entry up again, whether it was removed or cleared."""
    _act(viewer, question_id, RESTORE, at=at)


def _act(viewer: Viewer, question_id: str, kind: str, *, at: datetime) -> None:
    """Do something to one's own entry; what is done already is not done again."""
    take_turn(viewer.cadre_id)
    whose = (Mistake.cadre_id == viewer.cadre_id, Mistake.question_id == question_id)
    state = db.session.scalar(select(Mistake.state).where(*whose).with_for_update())
    if state is None:
        raise NotFoundError
    if not may(kind, state):
        return
    newest = select(func.coalesce(func.max(MistakeAct.seq), 0)).where(
        MistakeAct.cadre_id == viewer.cadre_id, MistakeAct.question_id == question_id
    )
    db.session.add(
        MistakeAct(
            cadre_id=viewer.cadre_id,
            question_id=question_id,
            seq=(db.session.scalar(newest) or 0) + 1,
            kind=kind,
            made_at=at,
        )
    )
    db.session.flush()
    said = verdicts_of(viewer.cadre_id, [question_id])
    write_up(viewer.cadre_id, [question_id], {question_id: said})
    record(
        "mistake.remove" if kind == REMOVE else "mistake.restore",
        "question",
        question_id,
        by=viewer.cadre_id,
        at=at,
    )
