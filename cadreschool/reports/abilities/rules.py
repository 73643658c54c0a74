"""What may be told of numbers that come from few people. Pure.

Numbers are told to the nearest five and small ones as none, by the rule of the scenarios. That is
not quite enough: where two unions of four make up one of eight, "about ten" above and "fewer than
five" below tell both. So for every number of one to four, in the node and in all unions below it,
there has to be another school that would show exactly the same figures and in which that number is
a different one. Such a school is made by letting one person stand on another level, or one here and
one there change places. Where there is none, the row of the union above is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cadreschool.learning.scenarios.rules import FEWEST_SHOWN, rounded

Counts = tuple[int, ...]
"""How many stand on each level; the last number is of those without enough evidence."""

_EVERYTHING = -1


@dataclass(frozen=True, slots=True)
class Union:
    """A union with the counts of its own members, and the unions below it."""

    id: int
    own: Counts
    below: tuple[Union, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one row: numbers to the nearest five, 0 for fewer than five; or nothing."""

    numbers: Counts
    is_hidden: bool = False


@dataclass(slots=True)
class _Seen:
    """What was found out about a union: its counts, how it may differ unseen, what still must.

    Moves are bits: the one at `a * width + b` lets one person stand on `b` instead of `a`.
    """

    counts: Counts
    free: int
    open: list[int] = field(default_factory=list)


def told(top: Union) -> dict[int, Told]:
    """Return what may be told of a union and of every one below it: {union id: row}.

    Unions with fewer than five people are left out altogether.
    """
    found: dict[int, Told] = {}
    _look(top, found)
    return found


def _look(union: Union, found: dict[int, Told]) -> _Seen:
    parts = [_own(union.own), *(_look(one, found) for one in union.below)]
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    free = 0
    for part in parts:
        free |= part.free
    left = _not_made_up_for(parts, len(counts))
    if sum(counts) < FEWEST_SHOWN:
        return _Seen(counts, free, [*left, *_wanted(counts, free)])
    allowed = _unseen(counts)
    needs = [*left, *_wanted(counts, free)]
    is_hidden = any(not need & allowed for need in needs)
    found[union.id] = Told(tuple(rounded(number) for number in counts), is_hidden)
    if is_hidden:
        allowed = _EVERYTHING
    return _Seen(counts, free & allowed, [need & allowed for need in needs])


def _own(counts: Counts) -> _Seen:
    """Return what a union's own members are: nothing is told of them by themselves."""
    width = len(counts)
    free = sum(
        1 << (a * width + b)
        for a, number in enumerate(counts)
        for b in range(width)
        if number and a != b
    )
    return _Seen(counts, free, _wanted(counts, free))


def _wanted(counts: Counts, free: int) -> list[int]:
    """Return for each number that must not be known the moves that would change it.

    That nobody has enough evidence may be known: it says nothing about anybody.
    """
    width, whole = len(counts), sum(counts)
    return [
        free & _involving(width, level)
        for level, number in enumerate(counts)
        if 0 < number < FEWEST_SHOWN or (0 < number == whole and level < width - 1)
    ]


def _not_made_up_for(parts: Sequence[_Seen], width: int) -> list[int]:
    """Return the needs of parts that no move in a part beside them makes up for."""
    once = twice = 0
    for part in parts:
        twice |= once & part.free
        once |= part.free
    left = []
    for part in parts:
        beside = twice | (once & ~part.free)
        left += [need for need in part.open if not _reverse(need, width) & beside]
    return left


def _unseen(counts: Counts) -> int:
    """Return the moves after which a row's numbers are told the same."""
    width, allowed = len(counts), 0
    fewer = [n > 0 and rounded(n - 1) == rounded(n) for n in counts]
    more = [rounded(n + 1) == rounded(n) for n in counts]
    for a in range(width):
        for b in range(width):
            if fewer[a] and more[b]:
                allowed |= 1 << (a * width + b)
    return allowed


@cache
def _involving(width: int, level: int) -> int:
    return sum(1 << (a * width + b) for a in range(width) for b in range(width) if level in {a, b})


@cache
def _reverse(moves: int, width: int) -> int:
    return sum(
        1 << (b * width + a)
        for a in range(width)
        for b in range(width)
        if moves >> (a * width + b) & 1
    )


# Groups of unions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """Unions that are told of together: one with five or more, or several small ones."""

    ids: tuple[int, ...]
    is_rest: bool
    members: int


def groups(top: int, members: Mapping[int, int]) -> list[Group]:
    """Put the children of a union (with their whole subtrees) and its own members into groups.

    `members` holds the children in the order of custom, and the top's own under its id. Those with
    fewer than five people are put together with the own members; if even they are fewer than five,
    with the smallest of the others: else what is told of the union above would tell of them.
    """
    large = [one for one, number in members.items() if one != top and number >= FEWEST_SHOWN]
    rest = [one for one, number in members.items() if number and one not in large]
    few = sum(members[one] for one in rest)
    if rest and few < FEWEST_SHOWN and large:
        smallest = min(large, key=lambda one: members[one])
        large.remove(smallest)
        rest.append(smallest)
    found = [Group((one,), is_rest=False, members=members[one]) for one in large]
    number = sum(members[one] for one in rest)
    if number >= FEWEST_SHOWN:
        found.append(Group(tuple(rest), is_rest=True, members=number))
    return found


def share(part: int, whole: int) -> int | None:
    """Return a share in percent to the nearest five; None of nothing."""
    return round(part * 20 / whole) * 5 if whole else None
