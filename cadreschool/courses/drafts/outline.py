"""What differs between two states of a course, said in lessons and questions instead of lines.

Knows sources as texts, finished or not. Does not know who has learned what of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadreschool.courses.front_matter import CourseFields, read_course_fields, split_lesson
from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS
from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.content import content_digest, to_json
from cadreschool.questions.markdown import read_questions


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """One lesson: where it lies, what it is called, its words, its questions by id."""

    folder: str
    id: str
    title: str
    text: str
    questions: Mapping[str, str]
    """{question id: digest}"""


@dataclass(frozen=True, slots=True)
class CourseChanges:
    """Lessons by id with their titles, and how many questions differ."""

    added: Mapping[str, str]
    changed: Mapping[str, str]
    removed: Mapping[str, str]
    new_questions: int
    changed_questions: int
    gone_questions: int
    head: tuple[str, ...]
    """What else is different, in sentences."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether learners would notice nothing."""
        numbers = (self.new_questions, self.changed_questions, self.gone_questions)
        return not (self.added or self.changed or self.removed or self.head or any(numbers))


def outline(sources: Mapping[str, str]) -> list[LessonOutline]:
    """Return the lessons of a course in their order."""
    found = []
    for path in sorted(sources):
        folder, _, name = path.partition("/")
        if name != LESSON:
            continue
        fields, body, _ = split_lesson(sources[path], Findings(path))
        questions = _questions(sources.get(f"{folder}/{QUESTIONS}", ""))
        title = fields.title or folder
        found.append(LessonOutline(folder, fields.id or folder, title, body, questions))
    return found


def head_of(sources: Mapping[str, str]) -> CourseFields:
    """Return what course.yaml says, as far as it can be read."""
    return read_course_fields(sources.get(COURSE, ""), Findings(COURSE))


def compare_courses(before: Mapping[str, str], after: Mapping[str, str]) -> CourseChanges:
    """Return what learners would notice."""
    old = {one.id: one for one in outline(before)}
    new = {one.id: one for one in outline(after)}
    asked = {key: digest for one in old.values() for key, digest in one.questions.items()}
    asks = {key: digest for one in new.values() for key, digest in one.questions.items()}
    return CourseChanges(
        added={key: one.title for key, one in new.items() if key not in old},
        changed={
            key: one.title for key, one in new.items() if key in old and _differ(old[key], one)
        },
        removed={key: one.title for key, one in old.items() if key not in new},
        new_questions=len(asks.keys() - asked.keys()),
        changed_questions=sum(asks[key] != asked[key] for key in asks.keys() & asked.keys()),
        gone_questions=len(asked.keys() - asks.keys()),
        head=tuple(_head(head_of(before), head_of(after))) if COURSE in before else (),
    )


def _differ(old: LessonOutline, new: LessonOutline) -> bool:
    return (old.title, old.text) != (new.title, new.text)


def _questions(text: str) -> dict[str, str]:
    found = read_questions(text, Findings(QUESTIONS)) if text.strip() else ()
    return {
        one.question.id: content_digest(to_json(one.question))
        for one in found
        if one.question is not None
    }


def _head(old: CourseFields, new: CourseFields) -> list[str]:
    pairs = (
        ("课程名", old.title, new.title),
        ("学时", old.credit, new.credit),
        ("合格线", old.pass_mark, new.pass_mark),
        ("每次检测抽题", old.draw, new.draw),
        ("必修岗位", "、".join(old.required_posts), "、".join(new.required_posts)),
    )
    return [
        f"{name}由“{'无' if was in (None, '') else was}”改为“{'无' if now in (None, '') else now}”"
        for name, was, now in pairs
        if was != now
    ]
