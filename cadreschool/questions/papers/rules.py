"""Drawing a paper by its design: whether the pool can fill it, and forms of equal worth. Pure.

Rows overlap: a question that fits two rows can stand for one of them only. So whether a pool can
fill a design is a matter of matching: a row may hand on a question it holds to a row that has no
other. Where that ends, the rows that stand against each other are named together with what they
lack; counting row by row would promise what cannot be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from cadreschool.questions.papers.design import Design, Row

FORM_NAMES: Final = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn today. `parts`: the questions of a case, 0 for others."""

    question_id: str
    version_id: int
    kind: str
    unit: str
    difficulty: int
    laws: frozenset[str] = frozenset()
    competencies: frozenset[str] = frozenset()
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A drawn question with its points."""

    candidate: Candidate
    points: int

    @property
    def total(self) -> int:
        """Return what it is worth as a whole."""
        return self.points * max(self.candidate.parts, 1)


@dataclass(frozen=True, slots=True)
class Lack:
    """These rows (by number) want so many questions together; there are so many."""

    rows: tuple[int, ...]
    wanted: int
    there: int

    @property
    def words(self) -> str:
        """Say it."""
        numbers = "、".join(str(row) for row in self.rows)
        if len(self.rows) == 1:
            return (
                f"第 {numbers} 行要 {self.wanted} 题，只有 {self.there} 题，缺 {self.missing} 题。"
            )
        return (
            f"第 {numbers} 行合起来要 {self.wanted} 题，"
            f"合用的只有 {self.there} 题，缺 {self.missing} 题。"
        )

    @property
    def missing(self) -> int:
        """Return how many are lacking."""
        return self.wanted - self.there


@dataclass(frozen=True, slots=True)
class FormSum:
    """What a form comes to."""

    name: str
    number: int
    points: int
    difficulty: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What can be drawn: the forms, or what is lacking; and in what the forms are not equal."""

    forms: tuple[tuple[Chosen, ...], ...] = ()
    lacks: tuple[Lack, ...] = ()
    missing: tuple[str, ...] = ()
    """Ids of named questions that are not to be had."""
    shared: int = 0
    """Questions that stand in more than one form though each form is drawn by itself."""
    told: tuple[str, ...] = ()
    """Questions that were to be avoided and are in it all the same."""

    @property
    def is_feasible(self) -> bool:
        """Tell whether every form can be filled."""
        return bool(self.forms) and not self.lacks and not self.missing

    @property
    def sums(self) -> tuple[FormSum, ...]:
        """Return what each form comes to."""
        return tuple(
            FormSum(
                name,
                sum(max(one.candidate.parts, 1) for one in form),
                sum(one.total for one in form),
                sum(one.candidate.difficulty for one in form),
            )
            for name, form in zip(FORM_NAMES, self.forms, strict=False)
        )

    @property
    def is_equal(self) -> bool:
        """Tell whether the forms agree in number, points and difficulty."""
        return len({(one.number, one.points, one.difficulty) for one in self.sums}) <= 1


def fits(row: Row, one: Candidate) -> bool:
    """Tell whether a question is what a row asks for."""
    return (
        row.kind in {"", one.kind}
        and row.unit in {"", one.unit}
        and row.difficulty in {0, one.difficulty}
        and (not row.law or row.law in one.laws)
        and (not row.competency or row.competency in one.competencies)
    )


Bundle = tuple[Candidate, ...]
Pools = Sequence[Sequence[Candidate]]
"""Where to draw from: the first as far as it goes, then the next."""


def plan(
    design: Design,
    pool: Sequence[Candidate],
    forms: int,
    *,
    seed: int,
    avoided: AbstractSet[str] = frozenset(),
) -> Plan:
    """Draw the forms of a paper, or say what is lacking.

    By rows, questions to be avoided (by id) are drawn only where the others do not suffice.
    """
    chance = Random(seed)  # noqa: S311 -- fairness, not secrecy; what is drawn is stored
    if design.is_fixed:
        drawn = _fixed(design, pool, forms, chance)
    else:
        drawn = _by_rows(design, pool, forms, chance, avoided) if design.rows else Plan()
    ids = {one.candidate.question_id for form in drawn.forms for one in form}
    return replace(drawn, told=tuple(sorted(ids & avoided)))


def _by_rows(
    design: Design,
    pool: Sequence[Candidate],
    forms: int,
    chance: Random,
    avoided: AbstractSet[str],
) -> Plan:
    fresh = [one for one in pool if one.question_id not in avoided]
    if len(fresh) < len(pool):
        drawn = _drawn(design, (fresh,), forms, chance)
        if drawn.is_feasible and not drawn.shared:
            return drawn
    return _drawn(
        design, (fresh, [one for one in pool if one.question_id in avoided]), forms, chance
    )


def _drawn(design: Design, pools: Pools, forms: int, chance: Random) -> Plan:
    """Draw by rows: equal forms without a question in common where the pools have enough."""
    alone = _filled(design.rows, map(_single, pools), 1, chance)
    if alone.lacks:
        return Plan(lacks=alone.lacks)
    if forms == 1:
        return Plan((_in_order(design, alone.held, 0),))
    bundles = _filled(design.rows, _bundles(design, pools, forms, chance), 1, chance)
    if not bundles.lacks:
        return Plan(tuple(_in_order(design, bundles.held, form) for form in range(forms)))
    apart = _filled(design.rows, map(_single, pools), forms, chance)
    if not apart.lacks:
        return Plan(_dealt(design, apart.held, forms))
    return _sharing(design, pools, forms, chance)


def _single(pool: Iterable[Candidate]) -> list[Bundle]:
    return [(one,) for one in pool]


def _filled(
    rows: Sequence[Row], bundles: Iterable[Iterable[Bundle]], times: int, chance: Random
) -> _Matching:
    """Fill rows with the first bundles as far as they go, then with the next."""
    first, *others = bundles
    matching = _Matching(rows, first, times, chance)
    for more in others:
        matching.add(more)
    return matching


def _fixed(design: Design, pool: Iterable[Candidate], forms: int, chance: Random) -> Plan:
    """Take the named questions: the same in every form, from the second on in another order."""
    known = {one.question_id: one for one in pool}
    missing = tuple(one.question_id for one in design.items if one.question_id not in known)
    if missing:
        return Plan(missing=missing)
    chosen = [Chosen(known[one.question_id], one.points) for one in design.items]
    others = (shuffled(chosen, chance) for _ in range(forms - 1))
    return Plan((tuple(chosen), *others))


def shuffled(chosen: Sequence[Chosen], chance: Random) -> tuple[Chosen, ...]:
    """Mix questions with those beside them of the same kind: a paper keeps its sections."""
    mixed: list[Chosen] = []
    section: list[Chosen] = []
    for one in (*chosen, None):
        if section and (one is None or one.candidate.kind != section[-1].candidate.kind):
            chance.shuffle(section)
            mixed += section
            section = []
        if one is not None:
            section.append(one)
    return tuple(mixed)


def _bundles(design: Design, pools: Pools, forms: int, chance: Random) -> list[list[Bundle]]:
    """Put questions together that are worth the same for every row: one of each for each form.

    What is left over of a pool goes together with the next one.
    """
    bundles: list[list[Bundle]] = []
    alike: dict[tuple[object, ...], list[Candidate]] = {}
    for pool in pools:
        for one in pool:
            key = (tuple(fits(row, one) for row in design.rows), one.difficulty, one.parts)
            alike.setdefault(key, []).append(one)
        made: list[Bundle] = []
        for group in alike.values():
            chance.shuffle(group)
            while len(group) >= forms:
                made.append(tuple(group.pop() for _ in range(forms)))
        bundles.append(made)
    return bundles


class _Matching:
    """Which bundle goes to which row: as many as can be (augmenting paths, rows with places)."""

    def __init__(
        self, rows: Sequence[Row], bundles: Iterable[Bundle], times: int, chance: Random
    ) -> None:
        """Fill the rows, each with `times` its number, one place after the other."""
        self._rows = rows
        self._times = times
        self._chance = chance
        self._bundles: list[Bundle] = []
        self._fitting: list[list[int]] = [[] for _ in rows]
        self._next = [0] * len(rows)
        self._holder: dict[int, int] = {}
        self._wanting = [
            number for number, row in enumerate(rows) for _ in range(row.number * times)
        ]
        self.add(bundles)

    def add(self, bundles: Iterable[Bundle]) -> None:
        """Fill what is still empty with further bundles; what is held already stays in use."""
        new = list(bundles)
        self._chance.shuffle(new)
        first = len(self._bundles)
        self._bundles += new
        for fitting, row in zip(self._fitting, self._rows, strict=True):
            fitting += [at for at, one in enumerate(new, start=first) if fits(row, one[0])]
        self._wanting = [row for row in self._wanting if not self._take(row, {row})]

    @property
    def held(self) -> list[list[Bundle]]:
        """Return what each row got."""
        held: list[list[Bundle]] = [[] for _ in self._rows]
        for at, row in self._holder.items():
            held[row].append(self._bundles[at])
        return held

    def _take(self, row: int, asked: set[int]) -> bool:
        """Find a question for one place of a row; a row that holds it may take another instead."""
        fitting = self._fitting[row]
        while self._next[row] < len(fitting):
            at = fitting[self._next[row]]
            self._next[row] += 1
            if at not in self._holder:
                self._holder[at] = row
                return True
        for at in fitting:
            holder = self._holder[at]
            if holder in asked:
                continue
            asked.add(holder)
            if self._take(holder, asked):
                self._holder[at] = row
                return True
        return False

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Name the rows that stand against each other: from one that wants, by what it may have.

        All that these rows may have, they hold (Hall): what they want beyond that is lacking.
        """
        seen: set[int] = set()
        found = []
        for first in sorted(set(self._wanting)):
            if first in seen:
                continue
            together, ways = {first}, [first]
            while ways:
                for at in self._fitting[ways.pop()]:
                    if self._holder[at] not in together:
                        together.add(self._holder[at])
                        ways.append(self._holder[at])
            seen |= together
            there = {at for row in together for at in self._fitting[row]}
            wanted = sum(self._rows[row].number * self._times for row in together)
            found.append(Lack(tuple(row + 1 for row in sorted(together)), wanted, len(there)))
        return tuple(found)


def _in_order(design: Design, held: Sequence[Sequence[Bundle]], form: int) -> tuple[Chosen, ...]:
    """Return one form: the questions of each row in turn."""
    return tuple(
        Chosen(bundle[form], row.points)
        for row, bundles in zip(design.rows, held, strict=True)
        for bundle in bundles
    )


def _dealt(
    design: Design, held: Sequence[Sequence[Bundle]], forms: int
) -> tuple[tuple[Chosen, ...], ...]:
    """Deal each row's questions out, the hard ones first, to the form that is easiest so far."""
    dealt: list[list[Chosen]] = [[] for _ in range(forms)]
    sums = [0] * forms
    for row, bundles in zip(design.rows, held, strict=True):
        places = [row.number] * forms
        for (one,) in sorted(bundles, key=lambda bundle: -bundle[0].difficulty):
            open_forms = [form for form in range(forms) if places[form]]
            form = min(open_forms, key=lambda form: (sums[form], -places[form]))
            dealt[form].append(Chosen(one, row.points))
            sums[form] += one.difficulty
            places[form] -= 1
    return tuple(tuple(form) for form in dealt)


def _sharing(design: Design, pools: Pools, forms: int, chance: Random) -> Plan:
    """Draw each form by itself: of what no form before has as much as fits, the rest from all."""
    drawn: list[tuple[Chosen, ...]] = []
    times: dict[int, int] = {}
    for _ in range(forms):
        new = [[one for one in pool if one.version_id not in times] for pool in pools]
        used = [one for pool in pools for one in pool if one.version_id in times]
        matching = _filled(design.rows, map(_single, (*new, used)), 1, chance)
        form = _in_order(design, matching.held, 0)
        for one in form:
            times[one.candidate.version_id] = times.get(one.candidate.version_id, 0) + 1
        drawn.append(form)
    return Plan(tuple(drawn), shared=sum(number > 1 for number in times.values()))
