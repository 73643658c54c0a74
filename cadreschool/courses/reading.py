"""The one reader of courses: files in, a course and every mistake out.

Knows in which order things are read and what a finished course is made of. What counts as a
mistake is known by the modules in `checking`, by `inventory` and by `front_matter`. Never raises on
anything an author may write; reads no clock, no disk and no database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cadreschool.courses.canonical import canonical, digest
from cadreschool.courses.catalogue import GUIDE
from cadreschool.courses.checking.citations import LegalGround, check_citations, check_documents
from cadreschool.courses.checking.links import (
    LinkTargets,
    check_footnotes,
    check_links,
)
from cadreschool.courses.checking.markup import check_markup
from cadreschool.courses.checking.media import check_picture
from cadreschool.courses.checking.passage import Passage
from cadreschool.courses.checking.practice import Practice, read_practice
from cadreschool.courses.checking.questions import (
    check_competencies,
    check_number,
    check_question,
    passages_of,
)
from cadreschool.courses.checking.structure import check_structure
from cadreschool.courses.checking.weight import check_weight
from cadreschool.courses.front_matter import (
    PRACTICES,
    CourseFields,
    LessonFields,
    read_course_fields,
    split_lesson,
)
from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS, LessonFiles, take_inventory
from cadreschool.courses.passages import settled_lines
from cadreschool.courses.values import (
    Course,
    CourseIndex,
    Lesson,
    Media,
    OutsideLink,
    QuestionPlace,
    Reading,
)
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import read_text
from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.markdown import read_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cadreschool.competencies.framework import Framework
    from cadreschool.laws.registry import Registry
    from cadreschool.questions.markdown import SourcedQuestion


_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a course is checked against."""

    laws: Registry
    competencies: Framework
    on: date
    sources: Mapping[str, bytes]
    published: Mapping[str, str]
    is_guide: bool = False

    def ground(self, path: str) -> LegalGround:
        """Return what the citations of a file are checked against."""
        text = self.sources.get(path, b"").decode(errors="replace")
        return LegalGround(self.laws, self.on, settled_lines(path, text, self.published.get(path)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A lesson after its first look, when the other lessons are not known yet."""

    files: LessonFiles
    findings: Findings
    fields: LessonFields
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What reading a lesson brought to light besides the lesson itself."""

    mistakes: tuple[Mistake, ...]
    places: tuple[QuestionPlace, ...]


def read_course(
    files: Mapping[str, bytes],
    *,
    laws: Registry,
    competencies: Framework,
    on: date,
    published: Mapping[str, str] = _NOTHING,
) -> Reading:
    """Read a course folder (path within it → bytes).

    `published` are the texts of the edition that is public: a law that changed since is a note in
    passages that stand there word for word, and a mistake everywhere else.
    """
    sources = canonical(files)
    inventory = take_inventory(sources)
    around = _Surroundings(laws, competencies, on, sources, published)
    mistakes = list(inventory.mistakes)
    course = Findings(COURSE)
    fields = _read_course_file(inventory.course, around, course)
    around = replace(around, is_guide=fields.track == GUIDE)
    drafts = [_read_top(lesson, around) for lesson in inventory.lessons]
    outside: list[OutsideLink] = []
    places: list[QuestionPlace] = []
    known = frozenset(draft.fields.id for draft in drafts if draft.fields.id)
    lessons: list[Lesson] = []
    for position, draft in enumerate(drafts, start=1):
        _check_unique(draft, drafts[: position - 1])
        targets = LinkTargets(known, frozenset(draft.files.media), fields.id)
        lesson, found = _read_lesson(draft, targets, position, fields.draw, around)
        mistakes += found.mistakes
        places += found.places
        outside += targets.outside
        if lesson is not None:
            lessons.append(lesson)
    mistakes += [*course.mistakes, *clashing_questions(places)]
    finished = None
    if not any(mistake.blocking for mistake in mistakes):
        finished = _course(fields, tuple(lessons), digest(sources))
    index = CourseIndex(fields.id, known, tuple(places), tuple(outside))
    return Reading(finished, tuple(sorted(set(mistakes))), index)


def _read_course_file(
    data: bytes | None, around: _Surroundings, findings: Findings
) -> CourseFields:
    text = None if data is None else read_text(data, findings)
    if text is None:
        return CourseFields()
    fields = read_course_fields(text, findings)
    check_competencies(fields.competencies, fields.competencies_line, around.competencies, findings)
    check_documents(text, 1, around.laws, findings)
    return fields


def _read_top(files: LessonFiles, around: _Surroundings) -> _Draft:
    """Read the top of a lesson, so that links can be checked against all ids."""
    findings = Findings(files.path(LESSON))
    text = None if files.lesson is None else read_text(files.lesson, findings)
    if text is None:
        return _Draft(files, findings, LessonFields(), "", 1)
    fields, body, body_line = split_lesson(text, findings)
    check_competencies(fields.competencies, fields.competencies_line, around.competencies, findings)
    return _Draft(files, findings, fields, body, body_line)


def _check_unique(draft: _Draft, before: list[_Draft]) -> None:
    for other in before:
        if draft.fields.id and draft.fields.id == other.fields.id:
            draft.findings.add(
                draft.fields.id_line,
                f"课时编号“{draft.fields.id}”重复，{other.files.folder} 已经用了",
                "同一课程里每课的 id 不同",
                "duplicate-id",
            )
        if draft.files.folder[:2] == other.files.folder[:2]:
            draft.findings.add(
                1,
                f"文件夹序号 {draft.files.folder[:2]} 与 {other.files.folder} 相同",
                "每课的序号不同，从 01 起",
                "bad-file",
            )


def _read_lesson(
    draft: _Draft, targets: LinkTargets, position: int, draw: int | None, around: _Surroundings
) -> tuple[Lesson | None, _Found]:
    """Check a lesson with its pictures and questions."""
    findings, fields = draft.findings, draft.fields
    practice = None
    if draft.files.lesson is not None and draft.body_line > 1:
        practice = _check_body(draft, targets, around)
    questions, question_mistakes = _read_lesson_questions(draft.files, targets, draw, around)
    media, media_mistakes = _read_media(draft.files, targets)
    path = draft.files.path(QUESTIONS)
    found = _Found(
        (*findings.mistakes, *question_mistakes, *media_mistakes),
        tuple(QuestionPlace(path, s.line, s.id) for s in questions if s.id),
    )
    if any(mistake.blocking for mistake in found.mistakes) or fields.minutes is None:
        return None, found
    body = _body(draft, practice)
    lesson = Lesson(
        id=fields.id,
        title=fields.title,
        kind=fields.kind,
        minutes=fields.minutes,
        competencies=fields.competencies,
        position=position,
        folder=draft.files.folder,
        body=body.source,
        body_line=body.first_line,
        citations=_distinct(parse_citations(body.text, body.first_line)),
        questions=tuple(s.question for s in questions if s.question is not None),
        media=media,
        scenario=practice.scenario if practice else None,
        drill=practice.drill if practice else None,
    )
    return lesson, found


def _body(draft: _Draft, practice: Practice | None = None) -> Passage:
    """Return the text of the lesson's page: all of it, or what comes before one does something."""
    if practice is not None:
        return Passage(practice.opening.text, practice.opening.line, draft.findings)
    return Passage(draft.body, draft.body_line, draft.findings)


def _check_body(draft: _Draft, targets: LinkTargets, around: _Surroundings) -> Practice | None:
    passage = _body(draft)
    ground = around.ground(draft.findings.path)
    if not passage.source.strip():
        passage.add(
            draft.body_line, "课时没有正文", "照 docs/authoring.md 的七节写", "empty-lesson"
        )
    elif draft.fields.kind in PRACTICES:
        if draft.files.questions is not None:
            draft.findings.add(
                1, "这种课不写 questions.md", "要考的写进情景，或另写一课", "bad-file"
            )
        return read_practice(draft.fields, passage, targets, ground)
    elif check_weight(passage):
        check_structure(passage, is_guide=around.is_guide)
        check_markup(passage)
        check_links(passage, targets)
        check_footnotes(passage)
        check_citations(passage, ground)
    return None


def _read_lesson_questions(
    files: LessonFiles, targets: LinkTargets, draw: int | None, around: _Surroundings
) -> tuple[tuple[SourcedQuestion, ...], list[Mistake]]:
    findings = Findings(files.path(QUESTIONS))
    text = None if files.questions is None else read_text(files.questions, findings)
    if text is None:
        return (), findings.mistakes
    questions = read_questions(text, findings)
    ground = around.ground(findings.path)
    for sourced in questions:
        check_question(sourced, ground, around.competencies, findings)
        for passage in passages_of(sourced, findings):
            check_links(passage, targets)
            check_citations(passage, ground)
    if draw is not None:
        check_number(len(questions), draw, findings)
    return questions, findings.mistakes


def _read_media(
    files: LessonFiles, targets: LinkTargets
) -> tuple[tuple[Media, ...], list[Mistake]]:
    media: list[Media] = []
    mistakes: list[Mistake] = []
    for name, data in files.media.items():
        findings = Findings(files.path(name))
        media.append(check_picture(name, files.path(name), data, findings))
        if name not in targets.used_media:
            findings.add(1, "图片没有用到", f"用 ![说明]({name}) 放进课文，或删去", "unused-media")
        mistakes += findings.mistakes
    return tuple(media), mistakes


def _distinct(citations: list[Citation]) -> tuple[Citation, ...]:
    """Keep the first of equal citations: the list at a lesson's end names each once."""
    first: dict[tuple[str, str | None, tuple[str, ...]], Citation] = {}
    for citation in citations:
        first.setdefault((citation.short, citation.version, citation.articles), citation)
    return tuple(first.values())


def clashing_questions(places: Iterable[QuestionPlace]) -> list[Mistake]:
    """Note questions whose id another file uses; within a file the question reader does."""
    first: dict[str, str] = {}
    return [
        Mistake(
            place.path,
            place.line,
            f"题号“{place.id}”重复，{first[place.id]} 已经用了",
            "题号在全部内容里不能重复",
            "duplicate-id",
        )
        for place in places
        if first.setdefault(place.id, place.path) != place.path
    ]


def _course(fields: CourseFields, lessons: tuple[Lesson, ...], sources: str) -> Course | None:
    if fields.credit is None or fields.pass_mark is None or fields.draw is None:
        return None
    if fields.reviewed_on is None:
        return None
    return Course(
        id=fields.id,
        title=fields.title,
        summary=fields.summary,
        track=fields.track,
        unit=fields.unit,
        competencies=fields.competencies,
        credit=fields.credit,
        pass_mark=fields.pass_mark,
        draw=fields.draw,
        required_posts=fields.required_posts,
        authors=fields.authors,
        reviewed_on=fields.reviewed_on,
        lessons=lessons,
        digest=sources,
    )
