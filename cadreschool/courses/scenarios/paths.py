"""Walking through a scenario: which choices are open, where one arrives, and all that can happen.

Pure. A state is a place with the values of the variables; a scenario is small enough to try every
state, so what is said here of "every path" was tried and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cadreschool.courses.scenarios.values import LEAST, MOST, Choice, Node, Scenario

DEEPEST = 12
"""Choices on the longest path: more than that nobody finishes in one go."""
_MOST_STATES = 20_000


@dataclass(frozen=True, slots=True)
class State:
    """Where one stands: a node or an ending, and the values of the variables, as declared."""

    place: str
    values: tuple[int, ...]


def first_state(scenario: Scenario) -> State:
    """Return where everybody begins."""
    place = scenario.nodes[0].id if scenario.nodes else ""
    return State(place, tuple(number for _, number in scenario.variables))


def named(scenario: Scenario, state: State) -> dict[str, int]:
    """Return the values of a state by their names."""
    names = (name for name, _ in scenario.variables)
    return dict(zip(names, state.values, strict=True))


def open_choices(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """Return the choices that may be taken here; none at an ending."""
    node, values = scenario.node(state.place), named(scenario, state)
    return tuple(one for one in node.choices if is_open(one, values)) if node else ()


def is_open(choice: Choice, values: Mapping[str, int]) -> bool:
    """Tell whether a choice may be taken with these values."""
    return all(one.holds(values) for one in choice.conditions)


def arrive(scenario: Scenario, state: State, choice: Choice) -> State:
    """Return where a choice leads: variables change first, then the first destination that fits."""
    values = named(scenario, state)
    for name, number in choice.changes:
        values[name] = min(max(values[name] + number, LEAST), MOST)
    place = next(
        (
            one.place
            for one in choice.destinations
            if all(condition.holds(values) for condition in one.conditions)
        ),
        "",
    )
    return State(place, tuple(values.values()))


def follow(scenario: Scenario, letters: Sequence[str]) -> list[State]:
    """Return the states of a run, the first one included, given the choices taken."""
    states = [first_state(scenario)]
    for letter in letters:
        node = scenario.node(states[-1].place)
        choice = node.choice(letter) if node else None
        if choice is None:
            break
        states.append(arrive(scenario, states[-1], choice))
    return states


@dataclass(slots=True)
class Exploration:
    """What trying everything showed. Places and choices never met are missing from the sets."""

    places: set[str] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    """(node id, choice letter)"""
    arrivals: set[tuple[str, str, str]] = field(default_factory=set)
    """(node id, choice letter, place)"""
    narrow: dict[str, State] = field(default_factory=dict)
    """{node id: a state that leaves it with fewer than two open choices}"""
    circle: tuple[str, ...] = ()
    """Places of a path that comes back to where it was, all variables equal."""
    is_too_deep: bool = False
    is_too_large: bool = False

    @property
    def is_endless(self) -> bool:
        """Tell whether some path was not followed to its end."""
        return bool(self.circle) or self.is_too_deep or self.is_too_large


def explore(scenario: Scenario) -> Exploration:
    """Try every state. Destinations must be known places; see `checking`."""
    found = Exploration()
    done: set[tuple[State, int]] = set()
    path: list[State] = []

    def visit(state: State) -> None:
        if found.is_endless or (state, len(path)) in done:
            return
        if state in path:
            found.circle = tuple(one.place for one in (*path[path.index(state) :], state))
            return
        done.add((state, len(path)))
        found.is_too_large = len(done) > _MOST_STATES
        found.places.add(state.place)
        node = scenario.node(state.place)
        if node is None:
            return
        if len(path) >= DEEPEST:
            found.is_too_deep = True
            return
        path.append(state)
        for following in _steps(scenario, state, node, found):
            visit(following)
        path.pop()

    visit(first_state(scenario))
    return found


_ENOUGH = 2


def _steps(scenario: Scenario, state: State, node: Node, found: Exploration) -> Iterator[State]:
    choices = open_choices(scenario, state)
    if len(choices) < _ENOUGH:
        found.narrow.setdefault(node.id, state)
    for choice in choices:
        following = arrive(scenario, state, choice)
        found.taken.add((node.id, choice.id))
        found.arrivals.add((node.id, choice.id, following.place))
        yield following


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that any path earns in one competency."""

    least: int
    most: int


def ranges(scenario: Scenario) -> dict[str, Range]:
    """Return for each competency what the worst and the best path earn."""
    return {name: _range(scenario, name) for name in scenario.competencies}


def _range(scenario: Scenario, competency: str) -> Range:
    known: dict[State, Range] = {}

    def of(state: State) -> Range:
        if state not in known:
            ahead = [
                (of(arrive(scenario, state, choice)), dict(choice.effects).get(competency, 0))
                for choice in open_choices(scenario, state)
            ]
            known[state] = Range(
                min((one.least + effect for one, effect in ahead), default=0),
                max((one.most + effect for one, effect in ahead), default=0),
            )
        return known[state]

    return of(first_state(scenario))


def earned(scenario: Scenario, letters: Sequence[str]) -> dict[str, int]:
    """Return what a run earned in each competency."""
    total = dict.fromkeys(scenario.competencies, 0)
    for state, letter in zip(follow(scenario, letters), letters, strict=False):
        node = scenario.node(state.place)
        choice = node.choice(letter) if node else None
        for name, number in choice.effects if choice else ():
            total[name] += number
    return total


def depth(scenario: Scenario) -> int:
    """Return the number of choices on the longest path of a scenario without circles."""
    known: dict[State, int] = {}

    def of(state: State) -> int:
        if state not in known:
            ahead = [of(arrive(scenario, state, one)) + 1 for one in open_choices(scenario, state)]
            known[state] = max(ahead, default=0)
        return known[state]

    return of(first_state(scenario))
