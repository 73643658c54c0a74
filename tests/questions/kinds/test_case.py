"""案例: one stem, and questions below it that are asked one by one."""

from __future__ import annotations

import pytest

from cadreschool.questions.content import from_json, to_json
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Scoring
from tests.questions.building import read

CASE = """## 案例 a1-q01
能力：able
难度：2
依据：[[工会法#2]]

某厂停工三天。

1. 厂方说法
2. 职工说法

### 单选

谁先到场？

- [x] 工会
- [ ] 别人

解析：见 [[工会法#28]]。

### 填空

应当付＿＿工资。

答案：二倍|两倍

解析：二倍。

### 简答

怎么说？

- [2] 先听
参考答案：先听后说。

解析：如此。
"""


def the_case():
    questions, mistakes = read(CASE)
    assert mistakes == []
    return questions[0], kind_named("case")


def test_a_case_holds_its_questions_and_hands_down_what_is_common():
    case, _ = the_case()

    assert case.stem == "某厂停工三天。\n\n1. 厂方说法\n2. 职工说法"
    assert [(one.id, one.kind, one.line) for one in case.questions] == [
        ("a1-q01/1", "single", 11),
        ("a1-q01/2", "blanks", 20),
        ("a1-q01/3", "essay", 28),
    ]
    assert {(one.competencies, one.difficulty) for one in case.questions} == {(("able",), 2)}
    assert [c.articles for c in case.questions[0].citations] == [("2",), ("28",)]
    assert [c.articles for c in case.citations] == [("2",), ("28",)]


def test_a_case_is_stored_whole():
    case, _ = the_case()

    stored = from_json(to_json(case))

    assert [one.parts for one in stored.questions] == [one.parts for one in case.questions]
    assert to_json(stored) == to_json(case)


def test_a_case_is_never_answered_as_a_whole():
    case, kind = the_case()

    for call in (
        lambda: kind.mark(case, "", Scoring.EXACT),
        lambda: kind.read_response(case, []),
        lambda: kind.response_text(case, ""),
    ):
        with pytest.raises(TypeError, match="question by question"):
            call()
    assert kind.right_answer_text(case) == "（1）工会；（2）二倍或两倍；（3）先听后说。"


LABELS = "单选、多选、判断、数值、填空、排序、匹配、简答"


@pytest.mark.parametrize(
    ("old", "new", "mistakes"),
    [
        (
            "### 单选",
            "### 单选 q2",
            [f"q.md:11: 小题的题型“单选 q2”不对（写成“### 题型”，不写题号；可用：{LABELS}）"],
        ),
        (
            "### 单选",
            "### 案例",
            [f"q.md:11: 小题的题型“案例”不对（写成“### 题型”，不写题号；可用：{LABELS}）"],
        ),
        (
            "谁先到场？",
            "难度：1\n\n谁先到场？",
            ["q.md:13: 小题不写能力、难度、依据（写在案例的标题下面，各小题共用）"],
        ),
        (
            "- [x] 工会",
            "- [ ] 工会",
            ["q.md:15: 单选题没有标出正确选项（恰好给一个选项写 - [x]；有几个都对请用多选）"],
        ),
        (
            "解析：二倍。\n",
            "",
            ["q.md:20: 题目没有解析（另起一行写“解析：…”，说明为什么对、其他选项错在哪里）"],
        ),
        (
            CASE[CASE.index("### 填空") :],
            "",
            ["q.md:1: 案例有 1 个小题（写 2 到 10 个；只有一个小题请用别的题型）"],
        ),
        (
            CASE[CASE.index("### 单选") :],
            "",
            [
                (
                    "q.md:1: 案例题没有答案"
                    "（案情下面用“### 单选”这样的标题写各小题，放在题干与解析之间）"
                )
            ],
        ),
    ],
)
def test_each_mistake_names_its_line(old, new, mistakes):
    assert old in CASE
    assert read(CASE.replace(old, new)) == ([], mistakes)


def test_headings_of_the_third_level_belong_to_cases_alone():
    text = CASE.replace("## 案例 a1-q01", "## 单选 a1-q01")

    wrong = [mistake for mistake in read(text)[1] if "题目的标题不对" in mistake]
    assert [mistake.partition(": ")[0] for mistake in wrong] == ["q.md:11", "q.md:20", "q.md:28"]
