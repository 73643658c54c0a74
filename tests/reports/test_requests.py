"""What an address asks for, and the address of what is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.organisations.queries import Node
from cadreschool.reports.requests import CHOICES, FILTERS, ReportRequest, Scope, View

NODE = Node(1, None, "/1/", "云岭县总工会", "county")
WORDS = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([*(value for value, _ in CHOICES[name]), "", "nonsense", "'"])
        for name in CHOICES
    }
    | {"courses": st.sampled_from(["speaking", "track.law", "track.x", "gone", ""])}
    | {"page": st.sampled_from(["", "0", "1", "7", "-1", "x", "９", "9" * 30])},
)


@given(WORDS, st.sampled_from(View))
def test_an_address_written_back_asks_for_the_same(words, view):
    request = ReportRequest.read(NODE, view, words, [])

    again = ReportRequest.read(NODE, view, request.arguments, [])

    assert again == request.on_page(1)
    assert request.arguments.keys() <= set(FILTERS[view])
    assert 1 <= request.page <= 1_000_000


def test_courses_are_chosen_by_track_or_by_name(ask, courses):
    def chosen(words):
        return [course.id for course in ask("county", courses=words).chosen(courses)]

    assert chosen("") == chosen("gone") == ["speaking", "listening"]
    assert chosen("listening") == ["listening"]
    assert chosen(f"track.{courses[0].track}") == [
        course.id for course in courses if course.track == courses[0].track
    ]


@pytest.mark.parametrize(
    ("view", "scope"), [(View.ROSTER, Scope.DIRECT), (View.STUCK, Scope.SUBTREE)]
)
def test_what_is_usual_stays_out_of_the_address(ask, view, scope):
    assert ask("county", view).scope == scope
    assert ask("county", view, scope=scope.value).arguments == {}


def test_a_file_says_in_words_what_was_filtered(ask, courses):
    request = ask("county", courses="listening", post="chair", state="finished", scope="subtree")

    assert request.words(courses) == ["倾听", "工会主席", "已完成", "本级和全部下级"]
