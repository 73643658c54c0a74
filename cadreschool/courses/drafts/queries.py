"""Reads of drafts, always through the viewer: what they may not edit or review is not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cadreschool.courses.drafts.models import (
    Draft,
    DraftFile,
    DraftState,
    DraftStep,
    KeptText,
    StepKind,
)
from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.rules import no_draft
from cadreschool.courses.models import CourseRow, Edition, EditionFile
from cadreschool.courses.queries import EditionRow, newest_editions
from cadreschool.files.models import StoredFile
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre

_WHOLE_SCHOOL = "全校"
TEACHERS = (Role.TRAINER, Role.REVIEWER)
_AUTHORS = (StepKind.OPEN, StepKind.SUBMIT, StepKind.MERGE, StepKind.REMOVE)
_OPEN = (DraftState.EDITING, DraftState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The open draft of a course, without its files."""

    id: int
    title: str
    base_edition_id: int | None
    state: str
    version: int
    made_by: int
    made_at: datetime

    @property
    def state_text(self) -> str:
        """Return the state in Chinese."""
        return DraftState(self.state).label

    @property
    def is_editing(self) -> bool:
        """Tell whether it may be written in."""
        return self.state == DraftState.EDITING


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as trainers and reviewers see it: whose it is, published, being changed."""

    id: str
    owner_id: int | None
    owner_name: str
    owner_path: str | None
    edition: EditionRow | None
    draft: OpenDraft | None

    @property
    def title(self) -> str:
        """Return the title as it will be."""
        if self.draft is not None:
            return self.draft.title
        return self.edition.title if self.edition else self.id

    @property
    def edition_id(self) -> int | None:
        """Return the newest edition, None before the first."""
        return self.edition.id if self.edition else None

    @property
    def is_behind(self) -> bool:
        """Tell whether an edition was published after the draft was begun."""
        return self.draft is not None and self.draft.base_edition_id != self.edition_id


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a draft, with who changed it last."""

    path: str
    text: str | None
    file_digest: str | None
    extension: str | None
    version: int
    changed_by: int
    changed_by_name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a draft's way."""

    kind: str
    words: str
    made_by: int
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One text that was set aside."""

    id: int
    path: str
    text: str
    reason: str
    name: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class PastEdition:
    """An edition in a course's history."""

    id: int
    number: int
    note: str
    published_at: datetime
    name: str | None
    """Who published it; None for a content folder."""


def taught_courses(viewer: Viewer) -> list[TaughtCourse]:
    """Return the courses the viewer may edit or review, in three queries."""
    editions = {row.course_id: row for row in newest_editions()}
    owner = aliased(Organisation)
    owners = {
        row[0]: (row[1], row[2] or _WHOLE_SCHOOL, row[3])
        for row in db.session.execute(
            select(CourseRow.id, owner.id, owner.name, owner.path).outerjoin(
                owner, owner.id == CourseRow.organisation_id
            )
        )
    }
    drafts: dict[str, OpenDraft] = {}
    for course_id, owner_id, owner_name, owner_path, *draft in db.session.execute(
        select(
            Draft.course_id,
            owner.id,
            owner.name,
            owner.path,
            Draft.id,
            Draft.title,
            Draft.base_edition_id,
            Draft.state,
            Draft.version,
            Draft.made_by,
            Draft.made_at,
        )
        .outerjoin(owner, owner.id == Draft.organisation_id)
        .where(Draft.state.in_(_OPEN))
    ):
        drafts[course_id] = OpenDraft(*draft)
        owners.setdefault(course_id, (owner_id, owner_name or _WHOLE_SCHOOL, owner_path))
    return [
        TaughtCourse(course_id, *whose, editions.get(course_id), drafts.get(course_id))
        for course_id, whose in sorted(owners.items())
        if any(may(viewer, role, whose[2]) for role in TEACHERS)
    ]


def taught_course(viewer: Viewer, course_id: str, *roles: Role) -> TaughtCourse:
    """Return one course the viewer holds one of these roles for; anything else is not found."""
    found = next((one for one in taught_courses(viewer) if one.id == course_id), None)
    if found is None or not any(may(viewer, role, found.owner_path) for role in roles or TEACHERS):
        raise NotFoundError
    return found


def draft_for(viewer: Viewer, course_id: str, *roles: Role) -> Draft:
    """Return the open draft of a course, locked, for a change; a foreign one is not found."""
    taught_course(viewer, course_id, *roles)
    draft = db.session.scalar(
        select(Draft)
        .where(Draft.course_id == course_id, Draft.state.in_(_OPEN))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if draft is None:
        raise no_draft()
    return draft


def files_of(draft_id: int) -> dict[str, FileRow]:
    """Return the files of a draft by path; the draft was fetched through the viewer."""
    rows = db.session.execute(
        select(
            DraftFile.path,
            DraftFile.text,
            DraftFile.file_digest,
            StoredFile.extension,
            DraftFile.version,
            DraftFile.changed_by,
            Cadre.name,
            DraftFile.changed_at,
        )
        .join(Cadre, Cadre.id == DraftFile.changed_by)
        .outerjoin(StoredFile, StoredFile.digest == DraftFile.file_digest)
        .where(DraftFile.draft_id == draft_id)
        .order_by(DraftFile.path)
    )
    return {row[0]: FileRow(*row) for row in rows}


def published_texts(draft_id: int) -> dict[str, str]:
    """Return the texts of the edition that a draft began with, by path."""
    rows = db.session.execute(
        select(EditionFile.path, EditionFile.text)
        .join(Draft, Draft.base_edition_id == EditionFile.edition_id)
        .where(Draft.id == draft_id, EditionFile.text.is_not(None))
    )
    return {path: text for path, text in rows if text is not None}


def writers_of(draft_id: int) -> frozenset[int]:
    """Return the cadres whose words are in a draft, who left words out, and who handed it in."""
    wrote = select(DraftFile.changed_by).where(DraftFile.draft_id == draft_id)
    kept = select(KeptText.written_by).where(KeptText.draft_id == draft_id)
    decided = select(DraftStep.made_by).where(
        DraftStep.draft_id == draft_id, DraftStep.kind.in_(_AUTHORS)
    )
    return frozenset(db.session.scalars(wrote.union(kept, decided)))


def makers_of(course_id: str) -> frozenset[int]:
    """Return the cadres who began the drafts of a course that are open or were published."""
    made = select(Draft.made_by).where(
        Draft.course_id == course_id, Draft.state != DraftState.DISCARDED
    )
    return frozenset(db.session.scalars(made))


def steps_of(draft_id: int) -> list[StepRow]:
    """Return what happened to a draft, newest first."""
    rows = db.session.execute(
        select(DraftStep.kind, DraftStep.words, DraftStep.made_by, Cadre.name, DraftStep.made_at)
        .join(Cadre, Cadre.id == DraftStep.made_by)
        .where(DraftStep.draft_id == draft_id)
        .order_by(DraftStep.id.desc())
    )
    return [StepRow(*row) for row in rows]


def kept_texts(course_id: str, owner_id: int | None, *, limit: int = 50) -> list[KeptRow]:
    """Return the texts that were set aside in the drafts of a course, newest first.

    `owner_id` is whose the course is now: an id given up by one union may be taken by another.
    """
    rows = db.session.execute(
        select(
            KeptText.id, KeptText.path, KeptText.text, KeptText.reason, Cadre.name, KeptText.kept_at
        )
        .join(Cadre, Cadre.id == KeptText.written_by)
        .join(Draft, Draft.id == KeptText.draft_id)
        .where(Draft.course_id == course_id, Draft.organisation_id.is_not_distinct_from(owner_id))
        .order_by(KeptText.id.desc())
        .limit(limit)
    )
    return [KeptRow(*row) for row in rows]


def editions_of(course_id: str) -> list[PastEdition]:
    """Return the editions of a course, newest first."""
    rows = db.session.execute(
        select(Edition.id, Edition.number, Edition.note, Edition.published_at, Cadre.name)
        .outerjoin(Cadre, Cadre.id == Edition.published_by)
        .where(Edition.course_id == course_id)
        .order_by(Edition.number.desc())
    )
    return [PastEdition(*row) for row in rows]


def is_taken(course_id: str) -> bool:
    """Tell whether a course id was ever used, or is being used in an open draft."""
    published = db.session.scalar(select(CourseRow.id).where(CourseRow.id == course_id))
    drafted = db.session.scalar(
        select(Draft.id).where(Draft.course_id == course_id, Draft.state.in_(_OPEN))
    )
    return published is not None or drafted is not None
