"""A planned import between its steps: written down beside the uploaded file, read a page at a time.

Each item is a line of JSON; a list of places lets a page of a plan with ten thousand items be shown
without reading the rest. Knows files; what an upload is, is known by `files.uploads`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path
from typing import Any

from cadreschool.courses.banks.importing import Alike, ImportPlan, Ready
from cadreschool.files import uploads
from cadreschool.questions.banks.actions import NewEntry
from cadreschool.questions.banks.planning import Sort
from cadreschool.questions.content import from_json, to_json
from cadreschool.questions.formats.values import Confidence, Problem
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question

_ITEMS, _PLAN, _CHOICE = "items", "plan", "choice"


class Flag(IntFlag):
    """What is to be known of an item before its line is read."""

    LOOK = 1
    ALIKE = 2
    DRAFT = 4
    TICKED = 8
    LEAVES_USE = 16
    SAYS = 32
    """There is something to read besides the question."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a plan: what it is, and where its line begins."""

    number: int
    sort: Sort
    flags: Flag
    offset: int


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as a page shows it and as an import takes it."""

    number: int
    place: str
    source: str
    category: str
    confidence: Confidence
    sort: Sort
    flags: Flag
    unit: str
    given_id: str | None
    problems: tuple[Problem, ...]
    mistakes: tuple[Problem, ...]
    alike: tuple[Alike, ...]
    question: Question | None
    shown: Shown | None

    @property
    def entry(self) -> NewEntry | None:
        """Return what is put into the bank."""
        if self.question is None or self.shown is None:
            return None
        return NewEntry(self.question, self.unit, self.shown, self.given_id)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan that was written down. `about` is what its maker noted along."""

    folder: Path
    name: str
    about: Mapping[str, Any]
    places: Sequence[Place]

    def number(self, sort: Sort) -> int:
        """Count the items of a sort."""
        return sum(place.sort is sort for place in self.places)

    def items(self, places: Iterable[Place]) -> list[StoredItem]:
        """Read some items."""
        found = []
        with _path(self.folder, self.name, _ITEMS).open("rb") as file:
            for place in places:
                file.seek(place.offset)
                found.append(_item(place, json.loads(file.readline())))
        return found

    @property
    def chosen(self) -> frozenset[int]:
        """Return the numbers of the items that are ticked."""
        usual = frozenset(one.number for one in self.places if Flag.TICKED in one.flags)
        choice = uploads.noted(self.folder, self.name, _CHOICE)
        if choice is None:
            return usual
        return (usual | set(choice["in"])) - set(choice["out"])

    def choose(self, numbers: Collection[int], among: Collection[int]) -> None:
        """Tick these numbers among those of a page; what cannot be taken cannot be ticked."""
        may = {one.number for one in self.places if one.sort.may_be_taken}
        usual = {one.number for one in self.places if Flag.TICKED in one.flags}
        wanted = ((self.chosen - set(among)) | set(numbers)) & may
        choice = {"in": sorted(wanted - usual), "out": sorted(usual - wanted)}
        uploads.note(self.folder, self.name, _CHOICE, choice)


def write_plan(folder: Path, name: str, plan: ImportPlan, about: Mapping[str, Any]) -> None:
    """Write a plan down; choices made for an earlier one are forgotten."""
    places = []
    path = _path(folder, name, _ITEMS)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    offset = 0
    with path.open("wb") as file:
        for ready in plan.items:
            line = json.dumps(_data(ready), ensure_ascii=False, separators=(",", ":")) + "\n"
            places.append([ready.sort.value, int(_flags(ready)), offset])
            offset += file.write(line.encode())
    _path(folder, name, _CHOICE).unlink(missing_ok=True)
    uploads.note(folder, name, _PLAN, {"about": dict(about), "places": places})


def read_plan(folder: Path, name: str) -> StoredPlan | None:
    """Return the plan that was written down, None when it is gone."""
    found = uploads.noted(folder, name, _PLAN)
    if found is None or not _path(folder, name, _ITEMS).is_file():
        return None
    places = [
        Place(number, Sort(sort), Flag(flags), offset)
        for number, (sort, flags, offset) in enumerate(found["places"], start=1)
    ]
    return StoredPlan(folder, name, found["about"], places)


def forget_items(folder: Path, name: str) -> None:
    """Remove what an import has taken: the questions with their keys. Numbers stay."""
    _path(folder, name, _ITEMS).unlink(missing_ok=True)


def _path(folder: Path, name: str, what: str) -> Path:
    return folder / f"{name}.{what}.json"


def _flags(ready: Ready) -> Flag:
    flags = Flag(0)
    if ready.planned.item.confidence is Confidence.LOOK:
        flags |= Flag.LOOK
    if ready.alike:
        flags |= Flag.ALIKE
    if ready.must_be_draft:
        flags |= Flag.DRAFT
    if ready.is_ticked:
        flags |= Flag.TICKED
    if ready.planned.leaves_use and ready.sort is Sort.CHANGED:
        flags |= Flag.LEAVES_USE
    if ready.planned.problems or ready.mistakes:
        flags |= Flag.SAYS
    return flags


def _data(ready: Ready) -> dict[str, object]:
    planned, item = ready.planned, ready.planned.item
    return {
        "place": item.place,
        "source": item.source,
        "category": item.category,
        "confidence": item.confidence,
        "unit": planned.unit,
        "given_id": planned.given_id,
        "problems": _problems(planned.problems),
        "mistakes": _problems(ready.mistakes),
        "alike": [[one.where, one.question_id, one.percent] for one in ready.alike],
        "question": to_json(planned.question) if planned.question else None,
        "shown": ready.shown.to_data() if ready.shown else None,
    }


def _problems(problems: Iterable[Problem]) -> list[list[str]]:
    return [[one.place, one.text, one.hint] for one in problems]


def _item(place: Place, data: dict[str, Any]) -> StoredItem:
    return StoredItem(
        number=place.number,
        place=data["place"],
        source=data["source"],
        category=data["category"],
        confidence=Confidence(data["confidence"]),
        sort=place.sort,
        flags=place.flags,
        unit=data["unit"],
        given_id=data["given_id"],
        problems=tuple(Problem(*one) for one in data["problems"]),
        mistakes=tuple(Problem(*one) for one in data["mistakes"]),
        alike=tuple(Alike(*one) for one in data["alike"]),
        question=from_json(data["question"]) if data["question"] else None,
        shown=Shown.from_data(data["shown"]) if data["shown"] else None,
    )
