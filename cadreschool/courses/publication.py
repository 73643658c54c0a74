"""Getting courses ready to be published: compared with what is there, rendered, pictures kept.

Everything slow happens here, before the writing unit. Knows the disk and the rendering child; does
not write to the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from cadreschool.courses import queries
from cadreschool.courses.actions import KeptFile, PreparedEdition
from cadreschool.courses.canonical import is_text
from cadreschool.courses.comparing import FileChange, compare_sources, picture_text
from cadreschool.courses.folder import COURSES, CourseFolder, Folder
from cadreschool.courses.inventory import LESSON
from cadreschool.courses.passages import CitedPassage, cited_in_questions, cited_in_text
from cadreschool.courses.payload import to_payload
from cadreschool.courses.pinning import pin_passages
from cadreschool.courses.radar.queries import newest_pins
from cadreschool.courses.rendering import RenderingError, render_course
from cadreschool.courses.values import Course
from cadreschool.files.storage import keep
from cadreschool.kernel.mistakes import Mistake
from cadreschool.laws.registry import Registry


def prepare_edition(
    course: Course, files: Mapping[str, bytes], registry: Registry, media: Path, on: date
) -> PreparedEdition:
    """Render a course and keep its pictures; raises RenderingError with the place in the source."""
    rendered = render_course(course)
    pinned = pin_passages(cited_passages(course, files), newest_pins(course.id), registry, on)
    return PreparedEdition(
        course=course,
        texts={path: data.decode() for path, data in files.items() if is_text(path)},
        files={
            path: KeptFile(keep(data, media), _extension(path), len(data))
            for path, data in files.items()
            if not is_text(path)
        },
        payload=to_payload(course, rendered, pinned),
        pins=pinned.pins,
    )


def _extension(path: str) -> str:
    return PurePosixPath(path).suffix.lstrip(".").lower()


def cited_passages(course: Course, files: Mapping[str, bytes]) -> Iterator[CitedPassage]:
    """Yield every citation of a course with the passage it stands in."""
    for lesson in course.lessons:
        text = files[f"{lesson.folder}/{LESSON}"].decode()
        yield from cited_in_text(lesson.id, text)
        yield from cited_in_questions(lesson.id, lesson.questions)


@dataclass(frozen=True, slots=True)
class PreparedFolder:
    """The courses of a folder that are ready, and those that could not be rendered."""

    editions: tuple[PreparedEdition, ...]
    failures: tuple[tuple[str, RenderingError], ...]
    """(course id, why)"""


def prepare_folder(
    found: Folder, media: Path, on: date, *, leave: Collection[str] = ()
) -> PreparedFolder:
    """Prepare the courses that differ from their newest edition and are without mistakes.

    `leave` names courses that somebody changed elsewhere.
    """
    newest = {edition.course_id: edition.digest for edition in queries.newest_editions()}
    broken = {one.path.split("/")[1] for one in found.blocking}
    prepared, failures = [], []
    for folder in found.courses:
        course = folder.reading.course
        if course is None or folder.name in broken or folder.name in leave:
            continue
        if newest.get(course.id) == course.digest:
            continue
        try:
            prepared.append(prepare_edition(course, folder.files, found.registry, media, on))
        except RenderingError as error:
            failures.append((course.id, error))
    return PreparedFolder(tuple(prepared), tuple(failures))


def published_texts() -> dict[str, str]:
    """Return the texts of the newest editions by their path in a content folder."""
    return {
        f"{COURSES}{edition.course_id}/{path}": text
        for edition in queries.newest_editions()
        for path, text, _ in queries.edition_files(edition.id)
        if text is not None
    }


def taken_questions(found: Folder) -> list[Mistake]:
    """Find the question ids that belong to a published course which this folder does not hold."""
    taken = queries.question_ids_outside({course.name for course in found.courses})
    return [
        Mistake(
            f"{COURSES}{course.name}/{place.path}",
            place.line,
            f"题号“{place.id}”重复，已发布的课程 {taken[place.id]} 已经用了",
            "题号在全部内容里不能重复",
            "duplicate-id",
        )
        for course in found.courses
        for place in course.reading.index.questions
        if place.id in taken
    ]


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """A course of the folder whose newest edition was published in the browser.

    `is_behind` when the folder holds what it published last: it was simply not fetched since.
    """

    course_id: str
    number: int
    is_behind: bool
    changes: tuple[FileChange, ...] = ()
    """From the newest edition to the folder."""


def changed_elsewhere(found: Folder) -> list[ChangedElsewhere]:
    """Return the courses that publishing this folder would overwrite, with what would be lost."""
    conflicts = []
    for edition in queries.newest_editions():
        folder = next((one for one in found.courses if one.name == edition.course_id), None)
        course = folder.reading.course if folder else None
        if folder is None or course is None or edition.published_by is None:
            continue
        if course.digest == edition.digest:
            continue
        is_behind = course.digest == queries.folder_digest_of(edition.course_id)
        changes = () if is_behind else _changes(edition.id, folder)
        conflicts.append(ChangedElsewhere(edition.course_id, edition.number, is_behind, changes))
    return conflicts


def _changes(edition_id: int, folder: CourseFolder) -> tuple[FileChange, ...]:
    present = {
        path: data.decode(errors="replace") if is_text(path) else picture_text(_digest(data))
        for path, data in folder.files.items()
    }
    return compare_sources(edition_sources(edition_id), present)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def edition_sources(edition_id: int) -> dict[str, str]:
    """Return the sources of an edition as texts that can be compared."""
    return {
        path: text if text is not None else picture_text(file_digest or "")
        for path, text, file_digest in queries.edition_files(edition_id)
    }
