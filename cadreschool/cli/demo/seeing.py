"""What one person of the demonstration school makes of their own profile.

How they see themselves, that their supervisors may see it, and an objection that was decided.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.profile import actions
from cadreschool.learning.profile.queries import evidence_of
from cadreschool.learning.profile.sharing import share
from cadreschool.learning.profile.values import (
    ABLE,
    DARE,
    LEARNING,
    OVERVIEW,
    SKILLED,
    STATURE,
    EvidenceKind,
)

_WHO, _REVIEWER = "李梅", "何静"
_OWN_VIEW = {ABLE: 2, DARE: 3, SKILLED: 2, STATURE: 2, OVERVIEW: 2, LEARNING: 3}
_REASON = "这道题说的“本单位”，我按联合工会理解，当时填的数按联合工会算是对的。请看一看题目。"
_ANSWER = "题干确实可以这样理解，已请题目作者改写。"


def see_oneself(
    find: Callable[[str], Viewer | None], catalogue: Catalogue, story: tuple[datetime, datetime]
) -> None:
    """Let the school's best-known cadre look at their profile; a reviewer answers."""
    viewer, reviewer = find(_WHO), find(_REVIEWER)
    at = story[1] - timedelta(days=4)
    if viewer is None or reviewer is None or at < story[0]:
        return
    actions.rate_self(viewer, _OWN_VIEW, at=at)
    share(viewer, at=at + timedelta(minutes=2))
    rows = evidence_of([viewer.cadre_id], catalogue=catalogue, on=day_of(at))[viewer.cadre_id]
    wrong = [one for one in rows if one.kind is EvidenceKind.ITEM and not one.result]
    if not wrong:
        return
    source, at = wrong[-1].source, at + timedelta(minutes=20)
    dispute = actions.raise_dispute(viewer, source, _REASON, catalogue=catalogue, at=at)
    later = at + timedelta(days=2)
    actions.decide_dispute(reviewer, dispute, is_kept=False, words=_ANSWER, at=later)
