"""What is drawn of a profile, and what is not."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.profile.drawing import LEVELS, Spoke, Title, bar, place_of, radar
from cadreschool.learning.profile.estimator import Estimate
from cadreschool.learning.profile.rules import Grounds, level_of

TITLE = Title("素质画像", "能说：2 会做。")
KNOWN = Spoke("able", "能说", "2 会做", 2, 0.64, (0.5, 0.75), 3, 1)
UNKNOWN = Spoke("dare", "敢说", "证据不足（3）", target=3, self_rating=2)


def _classes(drawing: str) -> list[str]:
    return [one.get("class", "") for one in ET.fromstring(drawing).iter()]  # noqa: S314 -- our own drawing


def test_without_enough_evidence_there_is_no_point_and_the_words_say_so():
    for drawing in (bar(UNKNOWN, TITLE), radar([UNKNOWN] * 6, TITLE)):
        drawn = set(_classes(drawing))
        assert not drawn & {"chart__point", "chart__interval", "chart__level"}
        assert {"chart__target", "chart__own"} <= drawn
    assert "证据不足（3）" in radar([UNKNOWN] * 6, TITLE)


def test_with_enough_of_it_there_is_each_thing_once():
    for drawing in (bar(KNOWN, TITLE), radar([KNOWN, *[UNKNOWN] * 5], TITLE)):
        drawn = _classes(drawing)
        for name in ("chart__point", "chart__interval", "chart__level"):
            assert drawn.count(name) == 1


def test_nobody_who_did_not_rate_themselves_gets_a_dotted_line():
    alone = Spoke("able", "能说", "2 会做", 2, 0.64, (0.5, 0.75))

    assert "chart__own" not in _classes(radar([alone] * 6, TITLE))
    one_rated = radar([KNOWN, *[alone] * 5], TITLE)
    assert _classes(one_rated).count("chart__own") == 1, "nothing to join it with"


def test_every_drawing_is_told_in_words_and_names_are_no_markup():
    named = Spoke("able", "<能&说>", "2 会做")

    for drawing in (bar(named, TITLE), radar([named] * 6, TITLE)):
        root = ET.fromstring(drawing)  # noqa: S314 -- our own drawing
        told = {one.get("id"): one.text for one in root if one.tag in {"title", "desc"}}
        assert [told[one] for one in root.get("aria-labelledby", "").split()] == [
            "素质画像",
            "能说：2 会做。",
        ]


def test_the_rings_stand_where_the_levels_ask_their_mean():
    for level in range(1, LEVELS + 1):
        mean = next(
            share / 100 for share in range(101) if (level_of(_plenty(share / 100)) or 0) >= level
        )
        assert place_of(mean) == level


def _plenty(mean: float) -> Grounds:
    return Grounds(Estimate(mean, mean, mean, 100.0), 100.0, 50, 50, 50, 50, 12)


@settings(max_examples=50)
@given(st.floats(0, 1), st.floats(0, 1))
def test_more_is_never_drawn_as_less(one, other):
    low, high = sorted((one, other))

    assert 0 <= place_of(low) <= place_of(high) <= LEVELS + 1
