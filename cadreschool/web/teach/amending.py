"""What the page of an amended article shows: both texts, and the passages that rest on it.

Knows the request's addresses. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.drafts.outline import outline
from cadreschool.courses.drafts.queries import OpenDraft, files_of
from cadreschool.courses.inventory import LESSON, QUESTIONS
from cadreschool.courses.passages import passage_text
from cadreschool.courses.publication import edition_sources
from cadreschool.courses.radar.queries import bank_words
from cadreschool.courses.radar.tasks import Task, counterpart
from cadreschool.courses.radar.values import OpenRecheck
from cadreschool.laws.citations import article_label
from cadreschool.laws.comparing import Piece, word_difference
from cadreschool.laws.queries import text_map
from cadreschool.laws.registry import LawVersion, Registry
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question
from cadreschool.web.teach.editor import address_of


@dataclass(frozen=True, slots=True)
class Side:
    """One text of an article, in pieces; our gist where the official text was not imported."""

    version: str
    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    gist: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts beside each other; `same_number` when another article says more nearly the same."""

    old: Side
    new: Side | None
    same_number: Side | None


def compared(row: OpenRecheck, registry: Registry) -> Compared:
    """Return the texts of an article before and after."""
    old_texts = text_map(row.law, row.from_version)
    new_texts = text_map(row.law, row.to_version) if row.to_version else {}
    old_version = registry.version(row.law, row.from_version)
    new_version = registry.version(row.law, row.to_version)
    to = counterpart(row, old_texts, new_texts, new_version)
    before, after = old_texts.get(row.article, ""), new_texts.get(to, "")
    gone, came = word_difference(before, after) if before and after else ((), ())
    old = _side(row.from_version, row.article, gone or _whole(before), old_version)
    if not to:
        return Compared(old, None, None)
    new = _side(row.to_version, to, came or _whole(after), new_version)
    other = new_texts.get(row.article, "")
    is_other = to != row.article and bool(other)
    same = _side(row.to_version, row.article, _whole(other), new_version) if is_other else None
    return Compared(old, new, same)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=False),) if text else ()


def _side(name: str, no: str, pieces: tuple[Piece, ...], version: LawVersion | None) -> Side:
    gist = version.gist(no) if version else None
    label = article_label(no) if no else ""
    return Side(name, label, _paragraphs(pieces), gist.gist if gist else "")


def _paragraphs(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """Cut pieces where a new paragraph begins."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        found[-1].append(Piece(first, piece.differs))
        found += [[Piece(text, piece.differs)] for text in more]
    kept = (tuple(one for one in paragraph if one.text) for paragraph in found)
    return tuple(paragraph for paragraph in kept if paragraph)


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage: where it stands, what it says, where it is edited."""

    id: int
    place: str
    text: str
    more: tuple[str, ...]
    is_withheld: bool
    edit_url: str
    path: str


def passages(task: Task, catalogue: Catalogue, draft: OpenDraft | None) -> list[Shown]:
    """Return the passages of a task, in the order of the course; an open draft is where to edit."""
    first = task.first
    if first.course_id is None:
        words = bank_words([row.question_id for row in task.rows])
        return [
            _question(row, "", words.get(row.question_id), _bank_url(row), "") for row in task.rows
        ]
    course = catalogue.course(first.course_id)
    if course is None:
        return []
    sources = edition_sources(course.edition_id)
    folders = {one.id: one.folder for one in outline(sources)}
    edited = _folders_of(draft)
    found = []
    for row in task.rows:
        lesson = course.lesson(row.lesson_id)
        title = lesson.title if lesson else row.lesson_id
        name = QUESTIONS if row.question_id else LESSON
        path = f"{folders.get(row.lesson_id, '')}/{name}"
        folder = edited.get(row.lesson_id)
        url = address_of(first.course_id, f"{folder}/{name}") if folder else ""
        if row.question_id:
            asked = [one.question for one in lesson.questions] if lesson else []
            question = next((one for one in asked if one.id == row.question_id), None)
            found.append(_question(row, title, question, url, path))
        else:
            text = plain_text(passage_text(sources.get(path, ""), row.passage))
            found.append(Shown(row.id, title, text, (), row.is_withheld, url, path))
    order = {lesson.id: lesson.position for lesson in course.lessons}
    places = {row.id: (order.get(row.lesson_id, 0), row.question_id) for row in task.rows}
    return sorted(found, key=lambda one: places[one.id])


def _bank_url(row: OpenRecheck) -> str:
    return url_for("teach.bank_question", bank_id=row.bank_id, question_id=row.question_id)


def _question(
    row: OpenRecheck, title: str, question: Question | None, url: str, path: str
) -> Shown:
    """Show a question whole: whoever confirms it has to see the answer."""
    place = f"{title} · 题目 {row.question_id}" if title else f"题目 {row.question_id}"
    if question is None:
        return Shown(row.id, place, "", (), row.is_withheld, url, path)
    options = [
        f"{'✓' if one.is_right else '　'} {plain_text(one.text)}" for one in question.options
    ]
    if not options:
        options = [f"答案：{question.answer}"] if question.answer else []
    more = (*options, f"解析：{plain_text(question.explanation)}")
    return Shown(row.id, place, plain_text(question.stem), more, row.is_withheld, url, path)


def _folders_of(draft: OpenDraft | None) -> Mapping[str, str]:
    """Return the folders of the lessons in the open draft, nothing where none can be written in."""
    if draft is None or not draft.is_editing:
        return {}
    texts = {path: row.text or "" for path, row in files_of(draft.id).items()}
    return {one.id: one.folder for one in outline(texts)}
