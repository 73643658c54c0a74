"""Publication as a whole: editions in place, and what they complete for people.

Two doors lead here: a content folder (`flask content publish`) and a draft of the 教研台. Knows
what has to happen in one unit: laws, framework, editions, what is to be looked at again, the stamp
that tells workers, the courses that people's finished lessons now complete, and the profiles that
a course's unit or competencies bear on. Not how a course was read or rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cadreschool.competencies.actions import publish_framework
from cadreschool.courses import actions, queries
from cadreschool.courses.actions import PreparedEdition
from cadreschool.courses.banks.actions import publish_prepared
from cadreschool.courses.banks.publication import PreparedBank
from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.courses.drafts.actions import publish_draft
from cadreschool.courses.drafts.models import Draft
from cadreschool.courses.folder import FRAMEWORK, LAWS, Folder
from cadreschool.courses.radar.actions import refresh
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.actions import publish_laws
from cadreschool.learning.actions import finish_completed_courses
from cadreschool.learning.profile.due import note_course, note_recent, note_reviewed


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition that was published just now."""

    course_id: str
    number: int


def publish_content(
    found: Folder,
    prepared: Sequence[PreparedEdition],
    banks: Sequence[PreparedBank] = (),
    *,
    is_whole: bool,
    at: datetime,
) -> list[NewEdition]:
    """Put the laws, the framework, these editions and banks in place: all of it or none.

    `is_whole` when everything in the folder is published afterwards: it is not read again then.
    """
    laws = {
        path.removeprefix(LAWS).removesuffix(".yaml"): data.decode()
        for path, data in found.sources.items()
        if path.startswith(LAWS)
    }
    if publish_laws(laws, cited=queries.cited_laws(), by=None, at=at):
        note_recent(at=at)  # what counts as a new law may be another
    if FRAMEWORK in found.sources:
        publish_framework(found.sources[FRAMEWORK].decode(), by=None, at=at)
    new = []
    for one in prepared:
        edition = actions.publish_edition(one, note="", by=None, at=at)
        if edition is not None:
            new.append(NewEdition(edition.course_id, edition.number))
    for bank in banks:
        publish_prepared(bank, at=at)
    refresh(queries.load_registry(), at=at)
    note_reviewed(at=at)
    actions.move_stamp(found.digest if is_whole else None)
    _take_effect(new, at=at)
    return new


def publish_from_draft(
    viewer: Viewer, draft: Draft, prepared: PreparedEdition, *, note: str, at: datetime
) -> NewEdition:
    """Publish a draft as the course's next edition; the folder's own digest stays remembered."""
    edition = publish_draft(draft, prepared, note=note, by=viewer.cadre_id, at=at)
    refresh(queries.load_registry(), at=at)
    note_reviewed(at=at)
    actions.move_stamp(queries.published_folder_digest())
    new = NewEdition(edition.course_id, edition.number)
    _take_effect([new], at=at)
    return new


def _take_effect(new: Sequence[NewEdition], *, at: datetime) -> None:
    """Record the courses that new editions complete for those who have all their lessons.

    Where a course now belongs to another unit or speaks of other competencies, the profiles of all
    who began it are due.
    """
    numbers = {one.course_id: one.number for one in new}
    numbers = {one.course_id: one.number for one in new}
    before = {course.id: course for course in queries.previous_courses(numbers)}
    for course in queries.newest_courses(set(numbers)):
        finish_completed_courses(course, at=at)
        old = before.get(course.id)
        if old is not None and _bearing(old) != _bearing(course):
            note_course(course.id, at=at)


def _bearing(course: PublishedCourse) -> object:
    """Return what of a course bears on profiles."""
    lessons = {lesson.id: lesson.competencies for lesson in course.lessons}
    return course.unit, course.competencies, lessons
