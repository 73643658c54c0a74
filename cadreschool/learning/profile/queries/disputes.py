"""Reads of disputes: one's own, and those that wait for a reviewer.

Among these are never their own, nor any about a fact they had a hand in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.profile.models import EvidenceDispute
from cadreschool.learning.profile.queries.hands import hands_of
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre

REMOVED, KEPT = "removed", "kept"


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute: about which evidence, why, and how it ended."""

    id: int
    cadre_id: int
    source: str
    reason: str
    raised_at: datetime
    decision: str | None
    words: str
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided it yet."""
        return self.decision is None


_DISPUTE = (
    EvidenceDispute.id,
    EvidenceDispute.cadre_id,
    EvidenceDispute.source,
    EvidenceDispute.reason,
    EvidenceDispute.raised_at,
    EvidenceDispute.decision,
    EvidenceDispute.words,
    EvidenceDispute.decided_at,
)


def _disputes() -> Select[*tuple[Any, ...]]:
    return (
        select(*_DISPUTE)
        .join(Cadre, Cadre.id == EvidenceDispute.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .order_by(EvidenceDispute.id.desc())
    )


def disputes_of(viewer: Viewer) -> list[DisputeRow]:
    """Return the viewer's own disputes, the newest first."""
    own = _disputes().where(EvidenceDispute.cadre_id == viewer.cadre_id)
    return [DisputeRow(*row) for row in db.session.execute(own)]


def open_disputes(viewer: Viewer) -> list[DisputeRow]:
    """Return what waits for the viewer as a reviewer, the oldest first.

    Never one's own, nor what one signed, witnessed, marked or regraded oneself.
    """
    waiting = _disputes().where(EvidenceDispute.decision.is_(None), _may_decide(viewer))
    rows = db.session.execute(waiting.order_by(None).order_by(EvidenceDispute.id))
    found = [DisputeRow(*row) for row in rows]
    hands = hands_of({one.source for one in found})
    return [one for one in found if viewer.cadre_id not in hands[one.source].people]


def decided_disputes(viewer: Viewer, *, limit: int = 30) -> list[DisputeRow]:
    """Return what was decided within the viewer's reach as a reviewer, the newest first."""
    decided = _disputes().where(EvidenceDispute.decision.is_not(None), _may_decide(viewer))
    return [DisputeRow(*row) for row in db.session.execute(decided.limit(limit))]


def dispute_row(viewer: Viewer, dispute_id: int) -> DisputeRow:
    """Return a dispute within the viewer's reach as a reviewer; others are not found.

    One that waits for somebody else's eyes is not, either.
    """
    row = db.session.execute(
        _disputes().where(EvidenceDispute.id == dispute_id, _may_decide(viewer))
    ).first()
    if row is None:
        raise NotFoundError
    found = DisputeRow(*row)
    if found.is_open:
        _require_no_hand(viewer, found.source)
    return found


def dispute_about(cadre_id: int, source: str) -> EvidenceDispute | None:
    """Return the newest dispute about a piece of somebody's evidence."""
    return db.session.scalar(
        select(EvidenceDispute)
        .where(EvidenceDispute.cadre_id == cadre_id, EvidenceDispute.source == source)
        .order_by(EvidenceDispute.id.desc())
        .limit(1)
    )


def disputable_again(disputes: Collection[DisputeRow | EvidenceDispute]) -> set[str]:
    """Return of what was kept the sources that were judged anew since, with a new mark or step."""
    kept = {one.source: one.decided_at for one in disputes if one.decision == KEPT}
    return {
        source
        for source, hands in hands_of(kept).items()
        if (decided_at := kept[source]) and hands.judged_at and hands.judged_at > decided_at
    }


def locked_dispute(viewer: Viewer, dispute_id: int) -> EvidenceDispute:
    """Return the same, kept from others who would decide it."""
    found = db.session.scalar(
        select(EvidenceDispute)
        .join(Cadre, Cadre.id == EvidenceDispute.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(EvidenceDispute.id == dispute_id, _may_decide(viewer))
        .with_for_update(of=EvidenceDispute)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    if found.decision is None:
        _require_no_hand(viewer, found.source)
    return found


def _require_no_hand(viewer: Viewer, source: str) -> None:
    """Refuse whoever signed, witnessed, marked or regraded a fact: it is as if it were theirs."""
    if viewer.cadre_id in hands_of([source])[source].people:
        raise NotFoundError


def _may_decide(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "a reviewer here may decide it": of others, within their reach."""
    is_whole = Role.REVIEWER in viewer.whole_school_roles
    within = or_(true() if is_whole else false(), is_visible_to(viewer, Role.REVIEWER))
    return and_(within, EvidenceDispute.cadre_id != viewer.cadre_id)
