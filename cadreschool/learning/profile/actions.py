"""Every write of profiles: what is kept of them, and what people say of their own.

Runs inside a unit; flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.remarks import require_remark
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.profile import queries, rules
from cadreschool.learning.profile.deriving import Derived, derive
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.profile.models import (
    EvidenceDispute,
    ProfileDue,
    ProfileStanding,
    SelfRating,
    UnitEvidence,
)
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from cadreschool.people.models import Cadre

LONGEST_WORDS = 500


# What is kept ----------------------------------------------------------------------------------


def make_anew(cadre_ids: Collection[int], *, catalogue: Catalogue, at: datetime) -> None:
    """Compute what is kept of these profiles anew; again, it comes out the same.

    They are due no more before the facts are read: whoever writes a fact meanwhile waits, or makes
    them due again. For a few; the worker reads many outside the unit.
    """
    wanted = sorted(set(cadre_ids))
    db.session.execute(delete(ProfileDue).where(ProfileDue.cadre_id.in_(wanted)))
    evidence = queries.evidence_of(wanted, catalogue=catalogue, on=day_of(at))
    keep([derive(key, evidence[key], day_of(at)) for key in wanted], wanted)


def claim(cadre_ids: Collection[int], mark: datetime) -> None:
    """Mark due profiles before their facts are read; `mark` is a moment nobody else writes.

    It waits for units that have noted a change; whoever notes one afterwards takes the mark off.
    """
    marked = update(ProfileDue).where(ProfileDue.cadre_id.in_(cadre_ids)).values(since=mark)
    db.session.execute(marked)


def keep_claimed(derived: Mapping[int, Derived], mark: datetime) -> list[int]:
    """Keep what was computed for those that still bear the mark; return whom."""
    gone = (
        delete(ProfileDue)
        .where(ProfileDue.cadre_id.in_(derived), ProfileDue.since == mark)
        .returning(ProfileDue.cadre_id)
    )
    still = sorted(db.session.scalars(gone))
    keep([derived[cadre_id] for cadre_id in still], still)
    return still


def keep(derived: Sequence[Derived], cadre_ids: Sequence[int]) -> None:
    """Put what was computed in the place of what was kept; of the erased nothing is kept."""
    alive = set(
        db.session.scalars(
            select(Cadre.id).where(Cadre.id.in_(cadre_ids), Cadre.erased_at.is_(None))
        )
    )
    for model in (ProfileStanding, UnitEvidence):
        db.session.execute(delete(model).where(model.cadre_id.in_(cadre_ids)))
    pairs = [(key, one) for key, one in zip(cadre_ids, derived, strict=True) if key in alive]
    standings = [row for _, one in pairs for row in one.standings]
    units = [
        {"cadre_id": key, "unit": unit, "newest_on": on}
        for key, one in pairs
        for unit, on in sorted(one.units.items())
    ]
    if standings:
        db.session.execute(insert(table_of(ProfileStanding)), standings)
    if units:
        db.session.execute(insert(table_of(UnitEvidence)), units)


# What people say of themselves -----------------------------------------------------------------


def rate_self(viewer: Viewer, levels: Mapping[str, int], *, at: datetime) -> None:
    """Note how somebody sees themselves; what they said before stays, only changes are written."""
    if not set(levels) <= set(COMPETENCIES):
        raise NotFoundError
    if any(not 0 <= level <= rules.HIGHEST for level in levels.values()):
        message = "请在列出的级别里选。"
        raise InvalidError(message)
    present = queries.self_ratings(viewer.cadre_id)
    changed = {name: level for name, level in levels.items() if present.get(name) != level}
    for name in COMPETENCIES:
        if name in changed:
            db.session.add(
                SelfRating(
                    cadre_id=viewer.cadre_id, competency=name, level=changed[name], rated_at=at
                )
            )
    db.session.flush()
    if changed:
        record("profile.rate", "profile", viewer.cadre_id, by=viewer.cadre_id, at=at)


def withdraw_ratings(viewer: Viewer, names: Collection[str], *, at: datetime) -> None:
    """Forget how somebody saw themselves: they need not say it, and may take it back."""
    gone = (
        delete(SelfRating)
        .where(SelfRating.cadre_id == viewer.cadre_id, SelfRating.competency.in_(names))
        .returning(SelfRating.id)
    )
    if db.session.execute(gone).all():
        record("profile.unrate", "profile", viewer.cadre_id, by=viewer.cadre_id, at=at)


def raise_dispute(
    viewer: Viewer, source: str, reason: str, *, catalogue: Catalogue, at: datetime
) -> int:
    """Disagree with a piece of one's own evidence; return the dispute's id.

    Twice is once, while nobody has decided it. What was decided is disputed again only when the
    fact was judged anew since.
    """
    rows = queries.evidence_of([viewer.cadre_id], catalogue=catalogue, on=day_of(at))
    if not any(one.source == source for one in rows[viewer.cadre_id]):
        raise NotFoundError
    ask = "请写明理由：这条依据哪里不对。"
    words = require_remark(reason, longest=LONGEST_WORDS, ask=ask)
    present = queries.dispute_about(viewer.cadre_id, source)
    if present is not None and present.decision is None:
        return present.id
    if present is not None and present.decision == queries.REMOVED:
        message = "这条依据已经去掉，不用再提。"
        raise ConflictError(message)
    if present is not None and not queries.disputable_again([present]):
        message = "这条依据复核过了，没有新的变化，不再复核。"
        raise ConflictError(message, "答复在“我的异议”里。重新评阅、改判或者签认以后，可以再提。")
    new = EvidenceDispute(
        cadre_id=viewer.cadre_id, source=source, reason=words, raised_at=at, words=""
    )
    db.session.add(new)
    db.session.flush()
    record("dispute.raise", "dispute", new.id, by=viewer.cadre_id, at=at)
    return new.id


def decide_dispute(
    viewer: Viewer, dispute_id: int, *, is_kept: bool, words: str, at: datetime
) -> None:
    """Keep the evidence or take it out, as a reviewer with no hand in it; its cadre is told.

    The same decision twice is one; another one is refused.
    """
    found = queries.locked_dispute(viewer, dispute_id)
    decision = queries.KEPT if is_kept else queries.REMOVED
    if found.decision is not None:
        if found.decision == decision and found.decided_by == viewer.cadre_id:
            return
        message = "这条异议已经有人复核过，没有改动。"
        raise ConflictError(message)
    ask = "请写几句话，告诉本人为什么这样决定。"
    found.words = require_remark(words, longest=LONGEST_WORDS, ask=ask)
    found.decision, found.decided_by, found.decided_at = decision, viewer.cadre_id, at
    db.session.flush()
    record("dispute.decide", "dispute", found.id, by=viewer.cadre_id, at=at, what=decision)
    result = "复核以后保留" if is_kept else "复核以后去掉，不再计入画像"
    told = NewMessage(
        about=f"dispute:{found.id}",
        title="您的画像异议有了答复",
        text=f"这条依据{result}。答复：{found.words}",
        link="/profile/disputes/",
    )
    tell([found.cadre_id], told, at=at)
    note_change([found.cadre_id], at=at)
