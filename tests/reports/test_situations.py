"""The table of situations: every unit and course in it is in the content that comes along."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cadreschool.reports.abilities.situations import SITUATIONS, Gap, about, choices

_HEADS = [
    yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(Path("content/courses").glob("*/course.yaml"))
]
UNITS = {head["id"]: head["unit"] for head in _HEADS if head["track"] != "guide"}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.id)
def test_every_unit_and_course_is_there(situation):
    assert set(situation.units) <= set(UNITS.values())
    assert set(situation.courses) <= UNITS.keys()
    assert {UNITS[course] for course in situation.courses} <= set(situation.units), (
        "what closes a situation leaves evidence that it is closed"
    )


def test_every_gap_has_situations_and_no_unit_stands_in_two():
    assert {one.gap for one in SITUATIONS} == set(Gap)
    units = [unit for one in SITUATIONS for unit in one.units]
    assert len(units) == len(set(units))


def test_what_the_handbook_names_is_there():
    titles = "".join(one.title for one in SITUATIONS)
    for name in [
        *("集体协商", "工伤", "女职工", "调解", "法律监督", "建会入会", "困难职工帮扶"),
        *("停工怠工", "安全生产", "职代会", "新就业形态", "工资工时"),
    ]:
        assert name in titles


def test_an_address_asks_for_one_for_a_gap_or_for_all():
    assert [one.title for one in about("injury")] == ["工伤"]
    assert {one.gap for one in about("gap.relief")} == {Gap.RELIEF}
    assert about("") == about("nowhere") == SITUATIONS
    assert len(choices()) == len(dict(choices())) == 1 + len(Gap) + len(SITUATIONS)
