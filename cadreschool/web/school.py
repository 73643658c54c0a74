"""The catalogue in this worker's memory: loaded once, reloaded when the content stamp has moved.

Knows nothing of any page. One number per request, fetched along with the viewer, tells whether
the memory is still true.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from flask import Flask, current_app, render_template, url_for

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.courses.citations import Questioned, ShownCitation, fill_citations
from cadreschool.courses.queries import load_catalogue, load_edition
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.laws.citations import Citation
from cadreschool.laws.registry import Registry, Standing
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.queries import published_questions
from cadreschool.web.guards import site_state

_EDITIONS_KEPT: Final = 32
_QUESTIONS_KEPT: Final = 4000


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A lesson's text with the law as it stands today, its list of citations as HTML, and remarks.

    The list is rendered once a day, not with every page: it was a fifth of the page (measured).
    """

    html: str
    citations: str
    notes: list[str]


class School:
    """What one worker remembers: the catalogue, old editions and questions in use, filled pages."""

    def __init__(self) -> None:
        """Begin with nothing; the first request loads."""
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._editions: OrderedDict[int, PublishedCourse] = OrderedDict()
        self._pages: dict[tuple[int, str, date], FilledPage] = {}
        self._questions: OrderedDict[int, PublishedQuestion] = OrderedDict()

    @property
    def remembered(self) -> Catalogue | None:
        """Return the catalogue as this worker knows it, whether it is still true or not."""
        return self._catalogue

    def catalogue(self, stamp: int) -> Catalogue:
        """Return the catalogue at this stamp or a later one."""
        present = self._catalogue
        if present is not None and present.stamp == stamp:
            return present
        with self._lock:
            present = self._catalogue
            if present is None or present.stamp != stamp:
                present = load_catalogue()
                self._catalogue = present
                self._editions.clear()
                self._pages.clear()
                self._questions.clear()
            return present

    def edition(self, edition_id: int, stamp: int) -> PublishedCourse:
        """Return one edition, the newest from the catalogue, older ones as they are asked for."""
        for course in self.catalogue(stamp).courses:
            if course.edition_id == edition_id:
                return course
        with self._lock:
            if edition_id not in self._editions:
                self._editions[edition_id] = load_edition(edition_id)
                while len(self._editions) > _EDITIONS_KEPT:
                    self._editions.popitem(last=False)
            return self._editions[edition_id]

    def questions(self, version_ids: AbstractSet[int], stamp: int) -> dict[int, PublishedQuestion]:
        """Return question versions with their texts, those asked for last from memory."""
        self.catalogue(stamp)
        with self._lock:
            known = {one: self._questions[one] for one in version_ids & self._questions.keys()}
        found = (
            published_questions(version_ids - known.keys()) if len(known) < len(version_ids) else {}
        )
        with self._lock:
            self._questions |= found
            for one in known:
                self._questions.move_to_end(one)
            while len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
        return known | found

    def page(self, course: PublishedCourse, lesson: PublishedLesson, stamp: int) -> FilledPage:
        """Return a lesson's text with the law as it stands today."""
        today = clock.today()
        key = (course.edition_id, lesson.id, today)
        page = self._pages.get(key)
        if page is None:
            if any(day != today for _, _, day in list(self._pages)):  # others may be adding
                self._pages.clear()
            here = self.catalogue(stamp)
            questioned = here.questioned(course.id, lesson.id, today)
            page = _filled(lesson.html, lesson.citations, here.registry, today, questioned)
            self._pages[key] = page
        return page


def _filled(
    html: str,
    citations: Sequence[Citation],
    registry: Registry,
    today: date,
    questioned: Questioned = None,
) -> FilledPage:
    text, shown = fill_citations(html, citations, registry, today, questioned)
    cards = [_shown(one) for one in shown]
    listed = render_template("study/_citations.html", citations=cards) if cards else ""
    return FilledPage(text, listed, _notes(shown))


def _shown(one: ShownCitation) -> dict[str, object]:
    return {
        "id": one.id.removeprefix("law-"),
        "label": one.label,
        "gist": one.gist,
        "version": one.version,
        "effective_from": one.effective_from,
        "standing_text": one.standing_text,
        "law_url": one.url,
        "backref": one.backref,
    }


def _notes(citations: list[ShownCitation]) -> list[str]:
    """Say which citations rest on a version that has ended, or on a text nobody here has read."""
    ended = _together(one for one in citations if one.needs_review)
    quoted = [one.label for one in citations if one.standing is not Standing.CHECKED]
    notes = []
    if ended:
        notes.append(f"待复核：{'、'.join(ended)}的条文已有新的版本，请以现行规定为准。")
    if quoted:
        notes.append(f"待核对原文：{'、'.join(quoted)}转引自公开资料，使用前请核对原文。")
    return notes


def _together(citations: Iterable[ShownCitation]) -> list[str]:
    """Name articles law by law: 《公司法》第五条、第十三条（2018修正）."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in citations:
        law, _, articles = one.label.partition("》")
        found.setdefault((law, one.version), []).append(articles)
    return [
        f"{law}》{'、'.join(filter(None, articles))}（{version}）"
        for (law, version), articles in found.items()
    ]


def init_app(app: Flask) -> None:
    """Give the application its memory, and every page the way to the guide of its desk."""
    app.extensions["school"] = School()
    app.jinja_env.globals["guide_url"] = guide_url


_GUIDES: Final = {"supervise": "help-supervise", "teach": "help-teach", "office": "help-office"}


def guide_url(endpoint: str | None) -> str:
    """Return where the guide of a page's desk is, nothing when it is not published.

    Asks the memory as it is: every page shows this, error pages too.
    """
    course_id = _GUIDES.get((endpoint or "").partition(".")[0], "help-study")
    remembered = _school().remembered
    course = remembered.course(course_id) if remembered else None
    return url_for("study.course", course_id=course_id) if course else ""


def _school() -> School:
    return cast("School", current_app.extensions["school"])


def catalogue() -> Catalogue:
    """Return the catalogue as published now."""
    return _school().catalogue(site_state().stamp)


def edition(edition_id: int) -> PublishedCourse:
    """Return one edition of a course."""
    return _school().edition(edition_id, site_state().stamp)


def questions(version_ids: AbstractSet[int]) -> dict[int, PublishedQuestion]:
    """Return question versions with their texts: {version id: question}."""
    return _school().questions(version_ids, site_state().stamp)


def questions_of(sheet: SittingSheet) -> dict[int, PublishedQuestion]:
    """Return what a sitting asks, of whatever mode: {position: question}."""
    return sheet.by_position(questions(sheet.version_ids()))


def filled_page(course: PublishedCourse, lesson: PublishedLesson) -> FilledPage:
    """Return a lesson's text with its citations filled in."""
    return _school().page(course, lesson, site_state().stamp)


def filled_text(html: str, citations: Sequence[Citation]) -> FilledPage:
    """Return a text that is not published yet with the law as it stands today; not remembered."""
    return _filled(html, citations, catalogue().registry, clock.today())


def course_or_404(course_id: str) -> PublishedCourse:
    """Return the newest edition of a published course."""
    course = catalogue().course(course_id)
    if course is None:
        raise NotFoundError
    return course


def lesson_or_404(course_id: str, lesson_id: str) -> tuple[PublishedCourse, PublishedLesson]:
    """Return a lesson of the newest edition, with its course."""
    course = course_or_404(course_id)
    lesson = course.lesson(lesson_id)
    if lesson is None:
        raise NotFoundError
    return course, lesson
