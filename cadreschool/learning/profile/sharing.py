"""Whom a profile is shown to: its owner agrees to the supervisors of their union, and may end it.

Consent is to those supervisors. When others would come to see it, since its owner went to another
union, left or returned, or since their union was merged or moved, it ends, and they are told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import Enum

from sqlalchemy import delete, select

from cadreschool.audit.actions import record, record_all
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.profile.models import ProfileSharing
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below
from cadreschool.people.models import Cadre


class Because(Enum):
    """Why a sharing ends by itself: the name is written down, the value is told."""

    MOVED = "您到了另一个工会，看画像的会是另外的督学"
    LEFT = "您离任了，没有督学要看您的画像"
    UNION = "您所在的工会合并了，或者换了上级，看画像的会是另外的督学"


def share(viewer: Viewer, *, at: datetime) -> None:
    """Let the supervisors of one's union see one's profile; who has left has none.

    The union is the one the viewer saw: who is moved meanwhile says it again.
    """
    found = db.session.execute(
        select(Cadre.organisation_id, Cadre.left_on)
        .where(Cadre.id == viewer.cadre_id)
        .with_for_update(read=True)
    ).one()
    if found[1] is not None:
        message = "您已经离任，没有督学要看您的画像。"
        raise ConflictError(message, "返岗以后可以公开。")
    if found[0] != viewer.organisation_id:
        message = "您刚刚换了工会，没有公开。"
        raise ConflictError(message, "请重新打开素质画像，看清由谁来看，再公开。")
    made = (
        upsert(ProfileSharing)
        .values(cadre_id=viewer.cadre_id, since=at)
        .on_conflict_do_nothing()
        .returning(ProfileSharing.cadre_id)
    )
    if db.session.execute(made).first() is not None:
        record("profile.share", "profile", viewer.cadre_id, by=viewer.cadre_id, at=at)


def stop_sharing(viewer: Viewer, *, at: datetime) -> None:
    """Let nobody see one's profile any more, at once."""
    if _gone([viewer.cadre_id]):
        record("profile.stop_sharing", "profile", viewer.cadre_id, by=viewer.cadre_id, at=at)


def end_sharing(
    cadre_ids: Collection[int], because: Because, *, by: int | None, at: datetime
) -> None:
    """End what these cadres share, and tell them: others would see it than they agreed to."""
    gone = [key for some in portions(sorted(set(cadre_ids))) for key in _gone(some)]
    record_all(
        "profile.end_sharing",
        "profile",
        {key: {"because": because.name.lower()} for key in gone},
        by=by,
        at=at,
    )
    told = NewMessage(
        about=f"profile_sharing:{at.isoformat()}",
        title="您的素质画像不再公开",
        text=f"{because.value}。原来的公开到此为止，现在只有您自己看得到。"
        "在任的时候，您随时可以在素质画像里再公开。",
        link="/profile/",
    )
    tell(gone, told, at=at)


def end_sharing_below(path: str, because: Because, *, by: int | None, at: datetime) -> None:
    """End the same for everybody at a union and below it."""
    shared = db.session.scalars(
        select(ProfileSharing.cadre_id)
        .join(Cadre, Cadre.id == ProfileSharing.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(is_below(path))
    ).all()
    end_sharing(shared, because, by=by, at=at)


def _gone(cadre_ids: Collection[int]) -> list[int]:
    """Delete these cadres' rows; return who had one."""
    gone = (
        delete(ProfileSharing)
        .where(ProfileSharing.cadre_id.in_(cadre_ids))
        .returning(ProfileSharing.cadre_id)
    )
    return sorted(db.session.scalars(gone))
