"""What a text being written will look like, mistakes or not.

Knows one lesson's files. Takes what can be read of them and leaves the rest out; what is wrong is
said by `checking`. Rendering happens in the child process, which may be killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cadreschool.courses.canonical import canonical
from cadreschool.courses.checking.media import check_picture
from cadreschool.courses.checking.passage import Passage
from cadreschool.courses.checking.weight import check_weight
from cadreschool.courses.drills.reading import read_drill
from cadreschool.courses.drills.values import Drill
from cadreschool.courses.front_matter import (
    DRILL,
    SCENARIO,
    CourseFields,
    read_course_fields,
    split_lesson,
)
from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS
from cadreschool.courses.rendering import RenderingError, render_lessons
from cadreschool.courses.scenarios.reading import read_scenario
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.courses.values import Lesson, Media
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.sources import read_text
from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question

TOO_HEAVY = "这一课的写法过于复杂，没有排版。请看上面的错误。"


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as readers will see it. `failure` says why there is nothing to see."""

    title: str = ""
    html: str = ""
    citations: tuple[Citation, ...] = ()
    scenario: Scenario | None = None
    """With safe HTML as its texts, as far as it could be read."""
    drill: Drill | None = None
    questions: tuple[tuple[Question, Shown], ...] = ()
    failure: str = ""


def preview_course(files: Mapping[str, bytes]) -> CourseFields:
    """Return what course.yaml says so far."""
    findings = Findings(COURSE)
    text = read_text(files.get(COURSE, b""), findings)
    return read_course_fields(text or "", findings)


def preview_lesson(course_id: str, folder: str, files: Mapping[str, bytes]) -> Preview:
    """Render a lesson's text; its questions are left out."""
    lesson = _lesson(folder, files)
    if not check_weight(Passage(lesson.body, 1, Findings(""))):
        return Preview(lesson.title, failure=TOO_HEAVY)
    try:
        page = render_lessons(course_id, [lesson])[0]
    except RenderingError as error:
        return Preview(lesson.title, failure=error.text)
    scenario = lesson.scenario.with_texts(page.parts) if lesson.scenario else None
    drill = lesson.drill.with_texts(page.parts) if lesson.drill else None
    return Preview(lesson.title, page.html, lesson.citations, scenario, drill)


def preview_questions(course_id: str, folder: str, files: Mapping[str, bytes]) -> Preview:
    """Render a lesson's questions, as many of them as can be read."""
    findings = Findings(f"{folder}/{QUESTIONS}")
    text = read_text(files.get(f"{folder}/{QUESTIONS}", b""), findings)
    if text is None or not check_weight(Passage(text, 1, Findings(""))):
        return Preview(failure=TOO_HEAVY)
    found = [one.question for one in read_questions(text, findings) if one.question is not None]
    if not found:
        return Preview()
    lesson = _shell(folder, "", _media(folder, files), tuple(found))
    try:
        page = render_lessons(course_id, [lesson])[0]
    except RenderingError as error:
        return Preview(failure=error.text)
    return Preview(questions=tuple(zip(found, page.questions, strict=True)))


def _lesson(folder: str, files: Mapping[str, bytes]) -> Lesson:
    path = f"{folder}/{LESSON}"
    findings = Findings(path)
    data = canonical({path: files.get(path, b"")})[path]
    text = read_text(data, findings) or ""
    fields, body, _ = split_lesson(text, findings)
    scenario, drill = None, None
    is_light = check_weight(Passage(body, 1, Findings("")))
    if fields.kind == SCENARIO and is_light:
        walked = read_scenario(body, 1, findings)
        scenario, body = walked.scenario, walked.opening.text
    elif fields.kind == DRILL and is_light:
        written = read_drill(body, 1, findings)
        drill, body = written.drill, written.task
    shell = _shell(folder, body, _media(folder, files), ())
    return replace(shell, title=fields.title, scenario=scenario, drill=drill)


def _shell(
    folder: str, body: str, media: tuple[Media, ...], questions: tuple[Question, ...]
) -> Lesson:
    """Return a lesson with what rendering looks at; the rest is not known yet."""
    found: dict[tuple[str, str | None, tuple[str, ...]], Citation] = {}
    for citation in parse_citations(body, 1):
        found.setdefault((citation.short, citation.version, citation.articles), citation)
    return Lesson(
        id="preview",
        title="",
        kind="reading",
        minutes=0,
        competencies=(),
        position=1,
        folder=folder,
        body=body,
        body_line=1,
        citations=tuple(found.values()),
        questions=questions,
        media=media,
    )


def _media(folder: str, files: Mapping[str, bytes]) -> tuple[Media, ...]:
    """Return the lesson's pictures under the names the lesson writes."""
    inside = f"{folder}/media/"
    return tuple(
        check_picture(f"media/{PurePosixPath(path).name}", path, data, Findings(path))
        for path, data in files.items()
        if path.startswith(inside)
    )
