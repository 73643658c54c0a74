"""Searching everything the viewer may see: lessons, laws, and what their roles open to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.queries import taught_courses
from cadreschool.courses.search.queries import MOST, find_near, find_sections
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.kernel.words import LONGEST_QUERY, Wanted, pairs_of, wanted
from cadreschool.people.lookup.queries import FoundUnion, find_unions
from cadreschool.people.lookup.search import people_called
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue
from cadreschool.web.study import found
from cadreschool.web.study.found import Result
from cadreschool.web.study.views.blueprint import blueprint

T = TypeVar("T")

PAGE_SIZE = 20
FEW = 5
"""Results of each kind on the page of all kinds; lessons, which most people want, twice as many."""
_PEOPLE: Final = 30
_ROLES: Final = (Role.SUPERVISOR, Role.SYSTEM_ADMIN)
EXAMPLES = ("工会经费", "加班", "第22条", "《工会法》", "集体协商")


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """What was found of one kind, and how to show it: only what is looked at gets marked."""

    kind: str
    name: str
    found: Sequence[T]
    show: Callable[[T], Result]

    @property
    def number(self) -> str:
        """Return how many there are, as far as they were counted."""
        return f"{len(self.found)}{' 以上' if len(self.found) >= MOST else ''}"

    def results(self, start: int, number: int) -> list[Result]:
        """Return some of the results."""
        return [self.show(one) for one in self.found[start : start + number]]


@blueprint.get("/search/")
@signed_in
def search() -> ResponseReturnValue:
    """Show what was found, kind by kind; of one kind, page by page."""
    text = request.args.get("q", "").strip()[:LONGEST_QUERY]
    groups = [group for group in _groups(viewer(), text, wanted(text)) if group.found]
    chosen = next((one for one in groups if one.kind == request.args.get("kind")), None)
    page, pages = 1, 1
    if chosen is not None:
        pages = pages_of(len(chosen.found), PAGE_SIZE)
        page = min(page_asked(), pages)
    return render_template(
        "study/search.html",
        text=text,
        groups=[_shown(one, chosen, page) for one in groups if chosen is None or one is chosen],
        kinds=[_tab(text, "", "全部", "", chosen is None)]
        + [_tab(text, one.kind, one.name, one.number, one is chosen) for one in groups],
        near=[] if groups else _near(wanted(text)),
        page=page,
        pages=pages,
        examples=[(one, url_for("study.search", q=one)) for one in EXAMPLES],
    )


def _tab(text: str, kind: str, name: str, number: str, is_current: bool) -> dict[str, object]:  # noqa: FBT001 -- one line of a list
    url = url_for("study.search", q=text, kind=kind or None)
    return {"name": name, "number": number, "is_current": is_current, "url": url}


def _shown(group: Group[Any], chosen: Group[Any] | None, page: int) -> dict[str, object]:
    """Show a group: a page of the one that was chosen, the first few of each when none was."""
    few = 2 * FEW if group.kind == "lessons" else FEW
    start, size = ((page - 1) * PAGE_SIZE, PAGE_SIZE) if chosen else (0, few)
    is_more = chosen is None and len(group.found) > few
    return {
        "kind": group.kind,
        "name": group.name,
        "number": group.number,
        "results": group.results(start, size),
        "more_url": url_for("study.search", q=request.args["q"], kind=group.kind)
        if is_more
        else "",
    }


def _groups(who: Viewer, text: str, looked_for: Wanted) -> Iterator[Group[Any]]:
    """Look for each kind that this viewer may find."""
    if not looked_for:
        return
    here = catalogue()
    sections = [one for one in find_sections(looked_for) if found.is_still_there(one, here)]
    yield Group("lessons", "课程", sections, partial(found.section_result, here, looked_for))
    laws = here.law_words.find(looked_for, clock.today())
    yield Group("laws", "法律", [*laws.laws, *laws.articles], partial(found.law_result, looked_for))
    if who.is_teacher:
        taught = {course.id for course in taught_courses(who)}
        questions = here.question_words.find(looked_for, taught)
        yield Group("questions", "题目", questions, partial(found.question_result, looked_for))
    people = people_called(who, text, limit=_PEOPLE)
    yield Group("people", "人员", people, found.person_result)
    yield Group("unions", "工会", _unions(who, text), partial(found.union_result, looked_for))


def _near(looked_for: Wanted) -> list[Result]:
    """Return what comes nearest where nothing was found."""
    here, pairs = catalogue(), pairs_of(looked_for)
    sections = (one for one in find_near(looked_for) if found.is_still_there(one, here))
    return [found.section_result(here, pairs, one) for one in sections]


def _unions(who: Viewer, text: str) -> list[tuple[Role, FoundUnion]]:
    """Return the unions called so, each once, with the first role that opens it."""
    first: dict[int, tuple[Role, FoundUnion]] = {}
    for role in _ROLES:
        for one in find_unions(who, text, role=role) if role in who.roles else ():
            first.setdefault(one.node.id, (role, one))
    return list(first.values())
