"""A scenario is read as it is written, and every mistake in it is told on its line."""

from __future__ import annotations

import pytest

from cadreschool.courses.scenarios.skeleton import scenario_skeleton
from cadreschool.courses.scenarios.values import Condition, Destination, Nature, Outcome
from tests.courses.building import read
from tests.school.scenarios import a_scenario_course

PATH = "01-scenario/lesson.md"


def files(*changes):
    """Return the small scenario's course with words of it changed."""
    found = a_scenario_course()
    for before, after in changes:
        assert before in found[PATH], before
        found[PATH] = found[PATH].replace(before, after)
    return {path: text.encode() for path, text in found.items()}


def told(*changes):
    """Return what is said of the small scenario with words of it changed."""
    return [mistake.text for mistake in read(files(*changes)).mistakes]


def the_scenario():
    course = read(files()).course
    assert course is not None
    return course.lessons[0].scenario


def test_a_scenario_is_nodes_choices_and_endings():
    scenario = the_scenario()

    assert scenario.role == "您是纺织工会的主席"
    assert scenario.variables == (("信任", 1), ("时间", 2))
    assert [(node.id, len(node.choices)) for node in scenario.nodes] == [
        ("talk", 3),
        ("law", 3),
        ("end", 3),
    ]
    assert [(one.id, one.outcome) for one in scenario.endings] == [
        ("won", Outcome.GOOD),
        ("half", Outcome.MIXED),
        ("lost", Outcome.BAD),
    ]


def test_a_choice_says_where_it_leads_and_what_it_does():
    choice = the_scenario().node("end").choice("a")

    assert choice.nature is Nature.SOUND
    assert choice.destinations == (
        Destination("won", (Condition("信任", "≥", 2), Condition("时间", "≥", 2))),
        Destination("half"),
    )
    assert choice.effects == (("able", 1),)
    assert choice.consequence == "SEEN-end-a **女工**：“好。”"
    assert choice.reasoning.startswith("WHY-end-a")


def test_the_lesson_itself_shows_the_opening_only():
    lesson = read(files()).course.lessons[0]

    assert lesson.body == "OPENING 车间主任和一位女工站在门口，见[[测试法#1]]。"
    assert [citation.articles for citation in lesson.citations] == [("1",)]
    assert {one.articles for one in lesson.all_citations} == {("1",), ("2",)}


def test_what_a_node_rests_on_are_the_grounds_of_its_sound_choices():
    node = the_scenario().node("law")

    assert [point.articles for point in node.law_points] == [("2",)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("去向：half", "去向：nowhere", "没有节点或结局“nowhere”"),
        ("去向：half", "去向：half（信任 >", "去向“half(信任 >”写法不对"),
        ("；half", "", "最后一个去向还带着条件"),
        ("变量：信任 +1", "变量：面子 +1", "没有变量“面子”"),
        ("变量：信任 1、时间 2", "变量：信任 1、时间 2、面子 1", "变量“面子”没有用到"),
        ("变量：信任 1、时间 2", "变量：信任 1、时间 20", "变量“时间 20”写法不对"),
        ("能力：able -2\n", "", "选 c 没有任何影响"),
        ("能力：skilled +2", "能力：skilled 2", "“skilled 2”写法不对"),
        ("能力：skilled +2", "能力：dare +2", "影响到的能力“dare”没有写在开头的 competencies 里"),
        ("性质：善意但不合法", "性质：欠妥", "没有一个选择是“善意但不合法”"),
        ("性质：合法但冷漠", "性质：冷", "性质“冷”不对"),
        ("性质：不可取\n", "", "缺少“性质”"),
        ("身份：您是纺织工会的主席\n", "", "缺少“身份”"),
        ("结果：好", "结果：差", "没有一个结局是好的"),
        (
            "## 结局 lost：",
            "## 结局 other：没人到\n结果：中\n\n空的。\n\n## 结局 lost：",
            "没有路走得到“other”",
        ),
        ("（信任 ≥ 2、时间 ≥ 2）", "（信任 ≥ 9）", "去向“won”永远走不到"),
        ("点评：WHY-law-a", "WHY-law-a", "选择没有点评"),
        ("### 选 a：end 的做法 a", "### 选 甲：end 的做法", "选择的字母“甲”不对"),
        ("## 节点 law：", "## 节点 Law：", "节点编号“Law”不对"),
        ("## 开场：", "## 情境：", "情景没有开场"),
        ("TEXT-end 快下班了。", "::: 要点\n快下班了。\n:::", "情景里不用提示框"),
        ("TEXT-end 快下班了。", "快下班了[^一]。\n\n[^一]: 六点。", "情景里不用脚注"),
        ("TEXT-end", "见[[无此法#2]]", "没有登记“无此法”这部法"),
    ],
)
def test_a_mistake_is_told(before, after, said):
    assert said in told((before, after))


def test_a_choice_that_no_values_open_is_told():
    changed = ("性质：不可取\n", "性质：不可取\n条件：时间 ≥ 5\n")

    assert told(changed) == ["选 c 永远不会出现"]


def test_a_node_may_not_be_left_with_a_single_open_choice():
    shut = "条件：时间 ≥ 2\n"
    changes = [
        (
            f"性质：{nature}\n去向：{way}\n能力：able",
            f"性质：{nature}\n{shut}去向：{way}\n能力：able",
        )
        for nature, way in (("欠妥", "half"), ("不可取", "lost"))
    ]

    assert told(*changes) == ["节点“end”在信任 1 、时间 1 时不到两个选择可选"]


def test_a_path_that_comes_back_to_where_it_was_is_told():
    assert "路会绕圈：talk → law → talk" in told(
        ("性质：欠妥\n去向：end", "性质：欠妥\n去向：talk")
    )


def test_one_may_walk_back_while_something_runs_out():
    back = (
        "性质：欠妥\n去向：end\n能力：able -1",
        "性质：欠妥\n条件：时间 ≥ 1\n去向：talk\n变量：时间 -1",
    )

    assert told(back) == []


def test_two_choices_must_differ_in_what_comes_of_them():
    same = ("去向：lost\n能力：able -2\n\nSEEN-end-c", "去向：half\n能力：able -1\n\nSEEN-end-c")

    assert told(same) == ["选 c 与选 b 的后果完全一样"]


def test_questions_have_no_place_beside_a_scenario():
    course = files() | {"01-scenario/questions.md": b"## \xe5\x8d\x95\xe9\x80\x89 x-q1\n"}

    assert "这种课不写 questions.md" in [one.text for one in read(course).mistakes]


def test_a_mistake_names_its_line():
    mistakes = read(files(("去向：half", "去向：nowhere"))).mistakes
    text = files(("去向：half", "去向：nowhere"))[PATH].decode().split("\n")

    assert {text[one.line - 1] for one in mistakes} == {"### 选 b：end 的做法 b"}


def test_the_scenario_to_begin_with_has_no_mistakes():
    text = scenario_skeleton("deciding-1", "开头", "able").replace("工会法#6", "测试法#2")

    assert [str(one) for one in read(files() | {PATH: text.encode()}).mistakes] == []
