"""What a supervisor asks to see: one value for page, file, job and test.

It is read from the words of an address and written back to them, so that a filter stays in the
address, a file holds what the screen shows, and a job can ask the same again later. What is unknown
is left out rather than refused: an address may be older than the courses.
Knows courses and posts; knows no database, and not who is asking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cadreschool.courses.catalogue import TRACKS, PublishedCourse
from cadreschool.learning.rules import Status
from cadreschool.organisations.queries import Node
from cadreschool.people.models import Post, Tie
from cadreschool.reports.stuck.rules import NeedKind

PAGE_SIZE = 30
"""Rows on one page: unions, cadres, or people who need help."""

LARGEST_PAGE_NUMBER = 1_000_000

_TRACK = "track."


class View(StrEnum):
    """The three things to look at."""

    COMPLETION = "completion"
    ROSTER = "roster"
    STUCK = "stuck"

    @property
    def label(self) -> str:
        """Return what the desk calls it."""
        return {"completion": "完成情况", "roster": "干部名单", "stuck": "谁需要帮助"}[self.value]


class Scope(StrEnum):
    """Whose members: those of the union itself, of all below it too, or those who left it."""

    DIRECT = "direct"
    SUBTREE = "subtree"
    FORMER = "former"

    @property
    def label(self) -> str:
        """Return the words of the filter."""
        return {"direct": "本级", "subtree": "本级和全部下级", "former": "曾在本级"}[self.value]


USUAL_SCOPE = {View.COMPLETION: "", View.ROSTER: Scope.DIRECT, View.STUCK: Scope.SUBTREE}

CHOICES: Mapping[str, Sequence[tuple[str, str]]] = {
    "post": [(one.value, one.label) for one in Post],
    "tie": [(one.value, one.label) for one in Tie],
    "state": [(one.value, one.label) for one in Status],
    "scope": [(one.value, one.label) for one in Scope],
    "reason": [(one.value, one.label) for one in NeedKind],
}
"""What each filter may be, with its words; `courses` depends on what is published."""

FILTERS: Mapping[View, tuple[str, ...]] = {
    View.COMPLETION: ("courses",),
    View.ROSTER: ("courses", "post", "tie", "state", "scope"),
    View.STUCK: ("courses", "post", "tie", "scope", "reason"),
}
"""The filters of each view."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A node that was fetched through the viewer, what to look at there, and the filters."""

    node: Node
    view: View
    courses: str = ""  # "" for all, "track.law", or a course's id
    post: str = ""
    tie: str = ""
    state: str = ""
    scope: str = ""
    reason: str = ""
    page: int = 1

    @classmethod
    def read(
        cls, node: Node, view: View, given: Mapping[str, str], published: Sequence[PublishedCourse]
    ) -> ReportRequest:
        """Read the words of an address."""
        known: dict[str, str] = {
            name: given.get(name, "")
            for name in FILTERS[view]
            if given.get(name, "") in dict(CHOICES.get(name, ()))
        }
        if _chosen(given.get("courses", ""), published):
            known["courses"] = given["courses"]
        if known.get("scope") == Scope.FORMER:  # their present state is another union's
            known.pop("scope" if view is View.STUCK else "state", None)
        known.setdefault("scope", USUAL_SCOPE[view])
        return cls(node, view, page=_page(given.get("page", "")), **known)

    @property
    def arguments(self) -> dict[str, str]:
        """Write the filters as words of an address; what is usual is left out, and so is page."""
        usual = {"scope": USUAL_SCOPE[self.view]}
        return {
            name: str(getattr(self, name))
            for name in FILTERS[self.view]
            if getattr(self, name) not in {"", usual.get(name)}
        }

    def on_page(self, page: int) -> ReportRequest:
        """Return the same request for another page."""
        return replace(self, page=page)

    @property
    def is_direct(self) -> bool:
        """Tell whether only the union's own members are asked for."""
        return self.scope == Scope.DIRECT

    def chosen(self, published: Sequence[PublishedCourse]) -> tuple[PublishedCourse, ...]:
        """Return the courses asked for, in the order of the catalogue."""
        return _chosen(self.courses, published) if self.courses else tuple(published)

    def words(self, published: Sequence[PublishedCourse]) -> list[str]:
        """Say in Chinese what is filtered, for the head of a file."""
        said = []
        if self.courses:
            said.append(course_choice_text(self.courses, published))
        for name in FILTERS[self.view]:
            value = getattr(self, name)
            said += [label for code, label in CHOICES.get(name, ()) if code == value]
        return said


def course_choices(published: Sequence[PublishedCourse]) -> list[tuple[str, str]]:
    """Return what the filter of courses offers: all, each track, each course."""
    tracks = {course.track for course in published}
    return [
        ("", "全部课程"),
        *(
            (f"{_TRACK}{track}", f"{name}类课程")
            for track, name in TRACKS.items()
            if track in tracks
        ),
        *((course.id, course.title) for course in published),
    ]


def course_choice_text(value: str, published: Sequence[PublishedCourse]) -> str:
    """Return the words of one choice of courses."""
    return dict(course_choices(published)).get(value, "")


def _chosen(value: str, published: Sequence[PublishedCourse]) -> tuple[PublishedCourse, ...]:
    if value.startswith(_TRACK):
        track = value.removeprefix(_TRACK)
        return tuple(course for course in published if course.track == track)
    return tuple(course for course in published if course.id == value)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_PAGE_NUMBER))):
        return 1
    return min(max(int(text), 1), LARGEST_PAGE_NUMBER)
