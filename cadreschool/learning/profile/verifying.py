"""Proving that what is kept of profiles is what the facts say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Final

from cadreschool.courses.catalogue import Catalogue
from cadreschool.learning.profile.deriving import Derived, derive
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.profile.queries import Kept, evidence_of, kept_of, known_cadres

_AT_ONCE: Final = 200
_EQUAL: Final = 1e-9
_FIGURES: Final = ("evidence_count", "weight", "mean", "low", "high", "level", "newest_on")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something kept of a profile that the facts say otherwise; None: it is not there."""

    cadre_id: int
    what: str
    kept: object
    facts: object


def profile_differences(*, catalogue: Catalogue, on: date) -> Iterator[Difference]:
    """Yield every difference between what is kept and the facts, as of each row's own day.

    What is due is left out: it is known to be behind, and made anew within seconds.
    """
    after = 0
    while some := known_cadres(after, limit=_AT_ONCE):
        after = some[-1]
        kept = {key: one for key, one in kept_of(some).items() if not one.is_due}
        for day, cadre_ids in _by_day(kept, on).items():
            evidence = evidence_of(cadre_ids, catalogue=catalogue, on=day)
            for key in cadre_ids:
                yield from _compare(key, kept[key], derive(key, evidence[key], day))


def _by_day(kept: dict[int, Kept], on: date) -> dict[date, list[int]]:
    found: dict[date, list[int]] = {}
    for key, one in kept.items():
        days = {row.as_of for row in one.standings.values()} or {on}
        for day in days:
            found.setdefault(day, []).append(key)
    return found


def _compare(cadre_id: int, kept: Kept, derived: Derived) -> Iterator[Difference]:
    if kept.is_erased:
        for name in (*kept.standings, *kept.units):
            yield Difference(cadre_id, name, "还在", "已删除")
        return
    if not kept.standings and not any(row["evidence_count"] for row in derived.standings):
        return
    for row in derived.standings:
        name = str(row["competency"])
        present = kept.standings.get(name)
        for figure in _FIGURES:
            has = _figure(present, figure)
            if not _is_equal(has, row[figure]):
                yield Difference(cadre_id, f"{name}.{figure}", has, row[figure])
    for unit in sorted({*kept.units, *derived.units}):
        if kept.units.get(unit) != derived.units.get(unit):
            yield Difference(cadre_id, unit, kept.units.get(unit), derived.units.get(unit))


def _figure(row: ProfileStanding | None, figure: str) -> object:
    return None if row is None else getattr(row, figure)


def _is_equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=_EQUAL, abs_tol=_EQUAL)
    return one == other


def known_portions(size: int = _AT_ONCE) -> Iterator[Sequence[int]]:
    """Yield everybody who has facts, or of whom something is kept."""
    after = 0
    while some := known_cadres(after, limit=size):
        after = some[-1]
        yield some
