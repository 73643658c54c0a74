"""What the editor shows beside a text: its mistakes, and what it will look like.

Knows the three kinds of text (a lesson, its questions, course.yaml). Renders nothing itself: the
preview comes from the rendering child, and only when somebody asks by a POST.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from flask import render_template, url_for
from markupsafe import Markup

from cadreschool.courses.comparing import DiffLine
from cadreschool.courses.drafts.outline import head_of
from cadreschool.courses.drafts.permissions import may
from cadreschool.courses.drafts.previewing import Preview, preview_lesson, preview_questions
from cadreschool.courses.drills.values import Drill
from cadreschool.courses.front_matter import SCENARIO, split_lesson
from cadreschool.courses.inventory import COURSE, LESSON, QUESTIONS
from cadreschool.courses.scenarios import skeleton
from cadreschool.courses.scenarios.drawing import Marks, draw
from cadreschool.courses.scenarios.values import Choice, Scenario
from cadreschool.kernel.errors import BusyError
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.viewer import Role
from cadreschool.questions.kinds import all_kinds
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue, filled_text
from cadreschool.web.teach.banking import with_key
from cadreschool.web.teach.desk import DraftDesk

_MOST_MISTAKES = 60
_PATIENCE = 5.0
_CHILDREN = BoundedSemaphore(2)
"""Previews at one time in this process: each starts a child, and learners come first."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody changed the file meanwhile: who, when, and how the two texts differ."""

    name: str
    changed_at: datetime | None
    lines: tuple[DiffLine, ...]


def template_of(path: str) -> str:
    """Return which page opens a file."""
    if path == COURSE:
        return "teach/course_sheet.html"
    return "teach/questions.html" if path.endswith(QUESTIONS) else "teach/lesson.html"


def address_of(course_id: str, path: str) -> str:
    """Return where a file is opened."""
    if path == COURSE:
        return url_for("teach.course_sheet", course_id=course_id)
    endpoint = "teach.questions" if path.endswith(QUESTIONS) else "teach.lesson"
    return url_for(endpoint, course_id=course_id, folder=path.partition("/")[0])


def editor_page(
    desk: DraftDesk,
    path: str,
    *,
    base: int | None = None,
    preview: bool = False,
    stale: Stale | None = None,
) -> str:
    """Render the editor of one file, with the text as typed where it is not saved."""
    row = desk.files.get(path)
    folder = path.partition("/")[0] if "/" in path else ""
    may_write = may(viewer(), Role.TRAINER, desk.course.owner_path) and desk.draft.is_editing
    return render_template(
        template_of(path),
        course=desk.course,
        draft=desk.draft,
        path=path,
        folder=folder,
        lesson_title=lesson_title(desk, folder),
        text=desk.comparable.get(path, ""),
        base=base if base is not None else (row.version if row else 0),
        row=row,
        is_typed=path in desk.typed,
        may_write=may_write,
        stale=stale,
        beside=beside(desk, path, preview=preview),
        laws=[law.short for law in catalogue().registry.laws],
        samples=_samples(path, desk.comparable.get(path, "")),
    )


def beside(desk: DraftDesk, path: str, *, preview: bool) -> Markup:
    """Render what stands beside a text: its mistakes, and its preview when asked for."""
    mistakes = [one for one in desk.reading.mistakes if one.path == path]
    shown = _in_turn(desk, path) if preview else None
    html = render_template(
        "teach/_beside.html",
        mistakes=mistakes[:_MOST_MISTAKES],
        more=max(len(mistakes) - _MOST_MISTAKES, 0),
        elsewhere=[one for one in desk.reading.blocking if one.path != path][:5],
        blocking=sum(one.blocking for one in mistakes),
        preview=shown,
        wants_preview=preview,
    )
    return Markup(html)  # noqa: S704 -- our own template made it


@contextmanager
def a_turn() -> Iterator[None]:
    """Wait for one's turn to start a child that previews."""
    if not _CHILDREN.acquire(timeout=_PATIENCE):
        raise BusyError
    try:
        yield
    finally:
        _CHILDREN.release()


def _in_turn(desk: DraftDesk, path: str) -> dict[str, object]:
    with a_turn():
        return _preview(desk, path)


def _preview(desk: DraftDesk, path: str) -> dict[str, object]:
    folder = path.partition("/")[0]
    if path == COURSE:
        return {"head": head_of(desk.comparable), "failure": ""}
    if path.endswith(QUESTIONS):
        return _questions(preview_questions(desk.course.id, folder, desk.sources))
    found = preview_lesson(desk.course.id, folder, desk.sources)
    filled = filled_text(found.html, found.citations)
    return {
        "title": found.title,
        "html": Markup(filled.html),  # noqa: S704 -- sanitised when it was rendered
        "citations": Markup(filled.citations),  # noqa: S704 -- our own template made it
        "failure": found.failure,
        "scenario": _scenario(found.title, found.scenario) if found.scenario else None,
        "drill": _drill(found.drill) if found.drill else None,
    }


def _drill(drill: Drill) -> dict[str, object]:
    """Return what comes after the task of a drill."""
    return {
        "length": f"{drill.least} 到 {drill.most} 字",
        "points": [(point.name, _safe(point.text)) for point in drill.points],
        "exemplar": _safe(drill.exemplar),
        "remarks": _safe(drill.remarks),
    }


def _scenario(title: str, scenario: Scenario) -> dict[str, object]:
    """Return a scenario with everything in it: its drawing, every place, every choice."""
    names = {one.id: one.title for one in scenario.places}
    return {
        "role": scenario.role,
        "variables": [f"{name} {number}" for name, number in scenario.variables],
        "drawing": _safe(draw(scenario, Marks(f"情景：{title}"))),
        "nodes": [
            {
                "number": number,
                "title": node.title,
                "id": node.id,
                "text": _safe(node.text),
                "choices": [_choice(choice, names) for choice in node.choices],
            }
            for number, node in enumerate(scenario.nodes, start=1)
        ],
        "endings": [
            {"title": one.title, "words": one.outcome.words, "text": _safe(one.text)}
            for one in scenario.endings
        ],
    }


def _choice(choice: Choice, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "letter": choice.id,
        "label": choice.label,
        "nature": choice.nature.label,
        "ways": [names.get(way.place, way.place) for way in choice.destinations],
        "consequence": _safe(choice.consequence),
        "reasoning": _safe(choice.reasoning),
    }


def _questions(found: Preview) -> dict[str, object]:
    return {
        "failure": found.failure,
        "questions": [with_key(question, shown) for question, shown in found.questions],
    }


def _samples(path: str, text: str) -> list[tuple[str, str]]:
    """Return what such a text is made of, to begin with; nothing for a lesson to read."""
    if path.endswith(QUESTIONS):
        return _question_samples()
    if path.endswith(LESSON) and split_lesson(text, Findings(path))[0].kind == SCENARIO:
        return [
            ("节点", skeleton.SAMPLE_NODE),
            ("选择", skeleton.SAMPLE_CHOICE),
            ("结局", skeleton.SAMPLE_ENDING),
        ]
    return []


def _question_samples() -> list[tuple[str, str]]:
    """Return a question of each kind to begin with."""
    head = "能力：able\n难度：1\n依据：[[工会法#2]]"
    return [
        (kind.label, f"\n## {kind.label} new-q{number:02}\n{head}\n\n{kind.example}")
        for number, kind in enumerate(all_kinds(), start=1)
    ]


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered


def lesson_title(desk: DraftDesk, folder: str) -> str:
    """Return a lesson's title, its folder while there is none."""
    for line in desk.comparable.get(f"{folder}/{LESSON}", "").split("\n", 12)[:12]:
        if line.startswith("title:"):
            return line.removeprefix("title:").strip() or folder
    return folder
