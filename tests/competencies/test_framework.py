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


@given(st.text(alphabet="competencies: -[]{}\n'\"&*#idname", max_size=80))
def test_reading_never_fails(text):
    assert _mistakes(text)
