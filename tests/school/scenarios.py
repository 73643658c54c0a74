"""A small, correct scenario: three nodes, two variables, three endings.

Every text carries a word of its own (SEEN-talk-a, WHY-talk-a, END-won …), so that a test can tell
which of them a page gave away.

    talk ─a→ law ─a→ end ─a→ won (trust ≥ 2), half
      └b→ law      └b→ end └b→ half
      └c→ end      └c→ lost └c→ lost
"""

from __future__ import annotations

from tests.school.content import a_lesson

COURSE = "deciding"
LESSON = "deciding-1"

_TOP = """---
id: {0}
title: 门口的决定
kind: scenario
minutes: 10
competencies: [able, skilled]
---
"""
_OPENING = """## 开场：星期一早上
身份：您是纺织工会的主席
变量：信任 1、时间 2

OPENING 车间主任和一位女工站在门口，见[[测试法#1]]。
"""


def _choice(node: str, letter: str, *lines: str) -> str:
    named = "\n".join(lines)
    return (
        f"### 选 {letter}：{node} 的做法 {letter}\n{named}\n\n"
        f"SEEN-{node}-{letter} **女工**：“好。”\n\n点评：WHY-{node}-{letter}，见[[测试法#2]]。\n"
    )


_GOOD = ("性质：稳妥", "依据：[[测试法#2]]")


def a_scenario(lesson_id: str = LESSON) -> str:
    """Write the lesson."""
    parts = [
        _OPENING,
        "## 节点 talk：先听谁说\n\nTEXT-talk 两个人都在说话。\n",
        _choice("talk", "a", "性质：欠妥", "去向：law", "能力：skilled -1"),
        _choice("talk", "b", *_GOOD, "去向：law", "能力：skilled +2", "变量：信任 +1"),
        _choice("talk", "c", "性质：合法但冷漠", "去向：end", "能力：skilled -2", "变量：时间 -1"),
        "## 节点 law：查哪一条\n\nTEXT-law 桌上有一本法。\n",
        _choice("law", "a", *_GOOD, "去向：end", "能力：able +2", "变量：信任 +1"),
        _choice("law", "b", "性质：欠妥", "去向：end", "能力：able -1"),
        _choice(
            "law",
            "c",
            "性质：善意但不合法",
            "去向：lost",
            "能力：able -2",
            "依据：[[测试法#1]]",
        ),
        "## 节点 end：怎样收尾\n\nTEXT-end 快下班了。\n",
        _choice("end", "a", *_GOOD, "去向：won（信任 ≥ 2、时间 ≥ 2）；half", "能力：able +1"),
        _choice("end", "b", "性质：欠妥", "去向：half", "能力：able -1"),
        _choice("end", "c", "性质：不可取", "去向：lost", "能力：able -2"),
        "## 结局 won：办成了\n结果：好\n\nEND-won 她回来上班了。\n",
        "## 结局 half：办成一半\n结果：中\n\nEND-half 她等了很久。\n",
        "## 结局 lost：没有办成\n结果：差\n\nEND-lost 她走了。\n",
    ]
    return _TOP.format(lesson_id) + "\n".join(parts)


def a_scenario_course(course_id: str = COURSE, *, reading: bool = False) -> dict[str, str]:
    """Return a course of one scenario as {path: text}; with a lesson to read before, if asked."""
    files = {
        "course.yaml": (
            f"id: {course_id}\ntitle: 情景\nsummary: 学会在门口作决定。\ntrack: communication\n"
            "unit: S1\ncompetencies: [able, skilled]\ncredit: 0.5\npass_mark: 80\ndraw: 5\n"
            "authors: [课程编写组]\nreviewed_on: 2026-01-01\n"
        )
    }
    number = 1
    if reading:
        files["01-before/lesson.md"] = a_lesson(f"{course_id}-0")
        number = 2
    files[f"{number:02}-scenario/lesson.md"] = a_scenario(f"{course_id}-1")
    return files
