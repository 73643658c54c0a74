"""The competency framework and what its file must hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cadreschool.competencies.framework import read_framework
from tests.school.content import FRAMEWORK


def _mistakes(text):
    return [str(mistake) for mistake in read_framework("competencies.yaml", text.encode())[1]]


def test_six_competencies_of_four_levels_are_read_in_order():
    framework, mistakes = read_framework("competencies.yaml", FRAMEWORK.encode())

    assert mistakes == ()
    names = [competency.name for competency in framework.competencies]
    assert names == ["能说", "敢说", "会说", "站高度", "把握全局", "学习能力"]
    assert {len(competency.levels) for competency in framework.competencies} == {4}
    found = framework.competency("dare")
    assert found is not None
    assert found.name == "敢说"
    assert framework.competency("brave") is None


def test_mistakes_name_their_lines():
    text = FRAMEWORK.replace("id: dare", "id: able").replace("level: 3", "level: 5", 1)

    assert _mistakes(text) == [
        "competencies.yaml:8: “level: 5”不对（请写 1 到 4 的整数）",
        "competencies.yaml:5: 级别应恰好是 1、2、3、4（依次写四级，每级一项）",
        "competencies.yaml:10: 编号“able”重复（编号不能重复）",
    ]


TARGETS = """targets:
  - posts: [chair]
    levels: {able: 3, dare: 2}
  - ties: [full_time]
    organisations: [county, city]
    levels: {able: 2, dare: 3}
"""


def test_a_post_asks_for_the_highest_level_of_what_concerns_it():
    framework, mistakes = read_framework("competencies.yaml", (FRAMEWORK + TARGETS).encode())

    assert mistakes == ()
    assert framework.target("chair") == {"able": 3, "dare": 2}
    assert framework.target("chair", tie="full_time", organisation="town") == framework.target(
        "chair"
    )
    assert framework.target("chair", tie="full_time", organisation="city") == {
        "able": 3,
        "dare": 3,
    }
    assert framework.target("delegate", tie="full_time", organisation="county") == {
        "able": 2,
        "dare": 3,
    }
    assert framework.target("delegate") == {}


def test_mistakes_in_targets_name_their_lines():
    text = FRAMEWORK + TARGETS.replace("able: 3", "able: 5").replace("dare: 3", "brave: 3")
    line = FRAMEWORK.count("\n")

    wrong_level, unknown = _mistakes(text)
    assert wrong_level == f"competencies.yaml:{line + 3}: “able: 5”不对（请写 1 到 4 的整数）"
    assert unknown.startswith(f"competencies.yaml:{line + 6}: 没有“brave”这项能力（可用：able、")
    (nobody,) = _mistakes(FRAMEWORK + "targets:\n  - levels: {able: 1}\n")
    assert nobody.startswith(f"competencies.yaml:{line + 2}: 没有写这一项是对谁的要求（写 posts")
    assert _mistakes(FRAMEWORK + "targets: chair\n") == [
        f"competencies.yaml:{line + 1}: “targets”应是列表，每项写几个“名称: 值”（每项以“- ”开头）"
    ]


@given(st.text(alphabet="competencies: -[]{}\n'\"&*#idname", max_size=80))
def test_reading_never_fails(text):
    assert _mistakes(text)
