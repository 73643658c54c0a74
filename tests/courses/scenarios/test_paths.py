"""What is said of every path is what trying the paths one by one shows."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cadreschool.courses.scenarios import paths
from cadreschool.courses.scenarios.drawing import Marks, draw
from cadreschool.courses.scenarios.values import (
    Choice,
    Condition,
    Destination,
    Ending,
    Nature,
    Node,
    Outcome,
    Scenario,
)
from cadreschool.courses.scenarios.wire import from_data, to_data
from tests.courses.building import read
from tests.school.scenarios import a_scenario_course

NODES, LETTERS = ("n0", "n1", "n2", "n3"), "abc"
PLACES = (*NODES, "e0", "e1")
NAMES = ("信任", "时间")

conditions = st.lists(
    st.builds(Condition, st.sampled_from(NAMES), st.sampled_from("≥≤="), st.integers(0, 4)),
    max_size=2,
).map(tuple)
pairs = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(-2, 2)), max_size=2, unique_by=lambda one: one[0]
).map(tuple)
effects = st.lists(
    st.tuples(st.sampled_from(("able", "dare")), st.integers(-2, 2)),
    max_size=2,
    unique_by=lambda one: one[0],
).map(tuple)


def choices(letter):
    ways = st.tuples(
        st.lists(st.builds(Destination, st.sampled_from(PLACES), conditions), max_size=2),
        st.builds(Destination, st.sampled_from(PLACES)),
    ).map(lambda found: (*found[0], found[1]))
    return st.builds(
        Choice,
        st.just(letter),
        st.just("做法"),
        st.sampled_from(Nature),
        ways,
        effects,
        pairs,
        conditions,
        st.just(()),
        st.just("后果"),
        st.just("点评"),
    )


@st.composite
def scenarios(drawn):
    nodes = tuple(
        Node(name, "节点", "正文", tuple(drawn(choices(letter)) for letter in LETTERS))
        for name in NODES
    )
    endings = tuple(Ending(name, "结局", Outcome.GOOD, "完") for name in ("e0", "e1"))
    return Scenario("您", (("信任", 2), ("时间", 3)), nodes, endings)


def walks(scenario, state, letters=()):
    """Yield every path as letters with its last state; a path without end is cut."""
    open_ = paths.open_choices(scenario, state)
    if not open_ or len(letters) > paths.DEEPEST:
        yield letters, state
        return
    for choice in open_:
        yield from walks(scenario, paths.arrive(scenario, state, choice), (*letters, choice.id))


def all_walks(scenario):
    found = []
    for walk in walks(scenario, paths.first_state(scenario)):
        found.append(walk)
        assume(len(found) < 400)
    return found


@given(scenarios())
@settings(max_examples=30)
def test_a_scenario_is_endless_exactly_when_some_path_is(scenario):
    found = all_walks(scenario)
    is_endless = any(len(letters) > paths.DEEPEST for letters, _ in found)

    assert paths.explore(scenario).is_endless == is_endless


@given(scenarios())
@settings(max_examples=30)
def test_places_and_choices_met_are_those_of_the_paths(scenario):
    explored = paths.explore(scenario)
    assume(not explored.is_endless)
    places, taken = set(), set()
    for letters, _ in all_walks(scenario):
        states = paths.follow(scenario, letters)
        places |= {state.place for state in states}
        taken |= {(state.place, one) for state, one in zip(states, letters, strict=False)}

    assert (explored.places, explored.taken) == (places, taken)


@given(scenarios())
@settings(max_examples=30)
def test_the_best_and_the_worst_path_are_the_best_and_worst_of_all(scenario):
    assume(not paths.explore(scenario).is_endless)
    found = [letters for letters, _ in all_walks(scenario)]

    for name, span in paths.ranges(scenario).items():
        earned = [paths.earned(scenario, letters)[name] for letters in found]
        assert (span.least, span.most) == (min(earned), max(earned))
    assert paths.depth(scenario) == max(map(len, found))


@given(scenarios())
@settings(max_examples=20)
def test_written_down_and_read_back_a_scenario_is_the_same(scenario):
    assert from_data(to_data(scenario, lambda citation: citation)) == scenario


@given(scenarios())
@settings(max_examples=20)
def test_everything_is_in_the_drawing_once(scenario):
    drawn = draw(scenario, Marks("图"))

    assert drawn.count('class="graph__box') == len(scenario.nodes) + len(scenario.endings)
    assert drawn.count('class="graph__cell') == sum(len(node.choices) for node in scenario.nodes)
    assert "nan" not in drawn


def small():
    files = {path: text.encode() for path, text in a_scenario_course().items()}
    return read(files).course.lessons[0].scenario


def test_where_a_run_stands_follows_from_its_choices():
    scenario = small()

    assert [state.place for state in paths.follow(scenario, "baa")] == ["talk", "law", "end", "won"]
    assert [state.place for state in paths.follow(scenario, "ca")] == ["talk", "end", "half"]
    assert paths.earned(scenario, "baa") == {"skilled": 2, "able": 3}


def test_a_variable_stays_between_nought_and_nine():
    scenario = small()
    state = paths.State("talk", (9, 0))
    kept = paths.arrive(scenario, state, scenario.node("talk").choice("b"))
    lowered = paths.arrive(scenario, state, scenario.node("talk").choice("c"))

    assert (kept.values, lowered.values) == ((9, 0), (9, 0))


def test_titles_in_a_drawing_cannot_be_markup():
    scenario = small().with_texts([""] * len(list(small().texts())))
    node = Node("x", "<script>", "", scenario.nodes[0].choices)
    drawn = draw(Scenario("您", (), (node,), ()), Marks('"><b>'))

    assert "<script>" not in drawn
    assert "<b>" not in drawn
