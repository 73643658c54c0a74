"""What the pages of the 教研台 share: a draft's files, as bytes and as texts, and its check.

Knows the request's catalogue and the media folder. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flask import current_app

from cadreschool.courses.cases.queries import is_withdrawn
from cadreschool.courses.cases.seeds import case_behind
from cadreschool.courses.comparing import picture_text
from cadreschool.courses.drafts.checking import Ground, beside_banks, check_draft
from cadreschool.courses.drafts.queries import (
    FileRow,
    OpenDraft,
    TaughtCourse,
    files_of,
    published_texts,
    taught_course,
)
from cadreschool.courses.drafts.rules import no_draft
from cadreschool.courses.values import Reading
from cadreschool.files.storage import path_of
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.questions.banks.queries import bank_of_each
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue


@dataclass(frozen=True)
class DraftDesk:
    """A course with its open draft and the files of that, as one request sees them."""

    course: TaughtCourse
    draft: OpenDraft
    files: Mapping[str, FileRow]
    typed: Mapping[str, str] = field(default_factory=dict)
    """Texts from the form, not saved: they stand for the files of the same path."""

    @cached_property
    def sources(self) -> dict[str, bytes]:
        """Return the files as the reader wants them."""
        found = {path: _bytes(row) for path, row in self.files.items()}
        return found | {path: text.encode() for path, text in self.typed.items()}

    @cached_property
    def comparable(self) -> dict[str, str]:
        """Return the files as texts that can be compared."""
        found = {
            path: row.text if row.text is not None else picture_text(row.file_digest or "")
            for path, row in self.files.items()
        }
        return found | dict(self.typed)

    @cached_property
    def reading(self) -> Reading:
        """Return what the one reader makes of the draft."""
        published = published_texts(self.draft.id)
        ground = Ground(self.course.id, catalogue(), clock.today(), published)
        reading = check_draft(self.sources, ground)
        return beside_banks(reading, bank_of_each({one.id for one in reading.index.questions}))


def draft_desk(course_id: str, *roles: Role, typed: Mapping[str, str] | None = None) -> DraftDesk:
    """Return the draft that the viewer may see; a foreign one is not found."""
    return desk_of(taught_course(viewer(), course_id, *roles), typed=typed)


def desk_of(course: TaughtCourse, *, typed: Mapping[str, str] | None = None) -> DraftDesk:
    """Return the open draft of a course that was fetched through the viewer."""
    if course.draft is None:
        raise no_draft()
    return DraftDesk(course, course.draft, files_of(course.draft.id), typed or {})


def withdrawn_case(course_id: str) -> int | None:
    """Return the case that a scenario was made of, if it was withdrawn since."""
    case_id = case_behind(course_id)
    return case_id if case_id is not None and is_withdrawn(case_id) else None


def usual_competency() -> str:
    """Return a competency to begin with; the author changes it."""
    competencies = catalogue().framework.competencies
    return competencies[0].id if competencies else "able"


def _bytes(row: FileRow) -> bytes:
    """Return a file's content; a picture that is gone from the disk is found by the check."""
    if row.text is not None:
        return row.text.encode()
    path = path_of(row.file_digest or "", current_app.config["SETTINGS"].media)
    return path.read_bytes() if path.is_file() else b""
