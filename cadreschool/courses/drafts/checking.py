"""Checking a draft: the one reader of courses, and what only shows beside the published courses.

Knows the catalogue as values. Reads no database and no disk; never raises on what an author wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cadreschool.courses.canonical import is_text
from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.inventory import COURSE
from cadreschool.courses.merging import MARK, OPENING
from cadreschool.courses.reading import read_course
from cadreschool.courses.values import Reading
from cadreschool.kernel.mistakes import Mistake


@dataclass(frozen=True, slots=True)
class Ground:
    """What a draft is checked against. `published`: the texts of the edition it began with."""

    course_id: str
    catalogue: Catalogue
    on: date
    published: Mapping[str, str] = field(default_factory=dict)


def check_draft(files: Mapping[str, bytes], ground: Ground) -> Reading:
    """Read a draft (path within the course → bytes): a course unless something blocks."""
    reading = read_course(
        files,
        laws=ground.catalogue.registry,
        competencies=ground.catalogue.framework,
        on=ground.on,
        published=ground.published,
    )
    further = (*_renamed(reading, ground), *_beside(reading, ground), *_undecided(files))
    if not further:
        return reading
    mistakes = tuple(sorted({*reading.mistakes, *further}))
    return replace(reading, course=None, mistakes=mistakes)


def beside_banks(reading: Reading, owners: Mapping[str, str]) -> Reading:
    """Find the questions whose ids a bank uses already {question id: bank id}."""
    taken = [
        Mistake(
            place.path,
            place.line,
            f"题号“{place.id}”重复，题库 {owners[place.id]} 已经用了",
            "题号在全部内容里不能重复",
            "duplicate-id",
        )
        for place in reading.index.questions
        if place.id in owners
    ]
    if not taken:
        return reading
    return replace(reading, course=None, mistakes=tuple(sorted({*reading.mistakes, *taken})))


def _renamed(reading: Reading, ground: Ground) -> Iterator[Mistake]:
    """Find a changed course id: people's records hang on it."""
    if reading.index.id and reading.index.id != ground.course_id:
        yield Mistake(
            COURSE,
            1,
            f"课程编号改成了“{reading.index.id}”",
            f"编号不能改，请写回 {ground.course_id}",
            "course-folder-name",
        )


def _beside(reading: Reading, ground: Ground) -> Iterator[Mistake]:
    """Find question ids of other courses, and links to lessons that are not there."""
    others = [one for one in ground.catalogue.courses if one.id != ground.course_id]
    taken = {
        published.question.id: course.id
        for course in others
        for lesson in course.lessons
        for published in lesson.questions
    }
    for place in reading.index.questions:
        if place.id in taken:
            yield Mistake(
                place.path,
                place.line,
                f"题号“{place.id}”重复，已发布的课程 {taken[place.id]} 已经用了",
                "题号在全部内容里不能重复",
                "duplicate-id",
            )
    lessons = {course.id: {lesson.id for lesson in course.lessons} for course in others}
    for link in reading.index.outside_links:
        if link.lesson_id not in lessons.get(link.course_id, set()):
            yield Mistake(
                link.path,
                link.line,
                f"没有课时“{link.course_id}/{link.lesson_id}”",
                "请核对课程和课时的编号",
                "dead-link",
            )


def _undecided(files: Mapping[str, bytes]) -> Iterator[Mistake]:
    """Find the marks of a merge that nobody has decided about yet."""
    for path, data in sorted(files.items()):
        if not is_text(path):
            continue
        text = data.decode(errors="replace")
        for found in list(OPENING.finditer(text)) or MARK.finditer(text):
            yield Mistake(
                path,
                text.count("\n", 0, found.start()) + 1,
                "合并时两边都改过这里，还没有决定",
                "留下要的文字，删去三行标记",
                "open-merge",
            )
