"""Reads of one cadre's record: where they stand and why, since when, and the posts they held.

The union where somebody serves sees all of it. A union where somebody served sees what was finished
there, and no more: what they do now is another union's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.models import CourseStart
from cadreschool.learning.queries import facts_of
from cadreschool.learning.rules import CourseFacts
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre, Post, Posting, Tie
from cadreschool.people.queries import CadreRow, cadre_for
from cadreschool.reports.rosters.queries import periods
from cadreschool.reports.rosters.rules import Period, within


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A post held; the union's name is empty where the viewer may not know of it."""

    organisation_id: int
    organisation_name: str
    post: str
    tie: str
    from_on: date
    until_on: date | None
    is_main: bool

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


@dataclass(frozen=True, slots=True)
class Record:
    """Who it is, what they left in each course, when they began, and their posts, newest first.

    `organisation_id` is the union at which the viewer sees them. `is_former`: they serve elsewhere
    now, and only what was finished here is told.
    """

    id: int
    name: str
    login: str
    left_on: date | None
    organisation_id: int
    post_name: str
    is_former: bool
    facts: Mapping[str, CourseFacts]
    started: Mapping[str, datetime]
    postings: tuple[PostingRow, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a viewer sees a cadre: as somebody who serves here, or only for some days.

    `spans` are those days; None: everything.
    """

    present: CadreRow | None
    spans: list[Period] | None


def sight_of(viewer: Viewer, cadre_id: int) -> Sight:
    """Tell how a supervisor sees a cadre; one who never served in their part is not found."""
    visible = is_visible_to(viewer, Role.SUPERVISOR)
    try:
        present = cadre_for(viewer, cadre_id)
    except NotFoundError:
        spans = periods([cadre_id], visible).get(cadre_id)
        if spans is None:
            raise
        return Sight(None, spans)
    if present.left_on is None:
        return Sight(present, None)
    return Sight(present, periods([cadre_id], visible).get(cadre_id, []))  # later is their own


def record_for(viewer: Viewer, cadre_id: int, courses: Sequence[PublishedCourse]) -> Record:
    """Return a cadre's record; of somebody who never served in the viewer's part, not found."""
    sight = sight_of(viewer, cadre_id)
    present, spans = sight.present, sight.spans
    facts = {
        course_id: found if spans is None else within(found, spans)
        for (_, course_id), found in facts_of([cadre_id], [course.id for course in courses]).items()
    }
    rows = db.session.execute(
        select(CourseStart.course_id, CourseStart.started_at).where(
            CourseStart.cadre_id == cadre_id
        )
    )
    started = {row[0]: row[1] for row in rows if spans is None or is_in(row[1], spans)}
    who = db.session.execute(
        select(Cadre.id, Cadre.name, Cadre.login, Cadre.left_on).where(Cadre.id == cadre_id)
    ).one()
    postings = postings_seen(viewer, cadre_id, only_visible=present is None)
    shown = place_seen(present, postings)
    return Record(
        *who, shown.organisation_id, shown.post_name, present is None, facts, started, postings
    )


def place_seen(present: CadreRow | None, postings: Sequence[PostingRow]) -> CadreRow | PostingRow:
    """Return the union and post at which the viewer sees somebody: their own, where they may."""
    visible = [one for one in postings if one.organisation_name]
    if present is None:
        return visible[0]
    is_own = present.organisation_id in {one.organisation_id for one in visible}
    return present if is_own or not visible else visible[0]


def is_in(moment: datetime, spans: Sequence[Period]) -> bool:
    """Tell whether a moment lies in one of these periods."""
    return any(first <= day_of(moment) <= last for first, last in spans)


def postings_seen(viewer: Viewer, cadre_id: int, *, only_visible: bool) -> tuple[PostingRow, ...]:
    """Return the posts somebody held, the open ones first, those of other parts without a name."""
    visible = is_visible_to(viewer, Role.SUPERVISOR)
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Posting.post,
            Posting.tie,
            Posting.from_on,
            Posting.until_on,
            Posting.is_main,
            visible,
        )
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(Posting.cadre_id == cadre_id)
        .order_by(Posting.until_on.is_not(None), Posting.from_on.desc(), Posting.id.desc())
    )
    return tuple(
        PostingRow(row[0], row[1] if row[7] else "", *row[2:7])
        for row in rows
        if row[7] or not only_visible
    )
