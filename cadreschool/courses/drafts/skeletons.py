"""What a new lesson begins with, by its kind: a text to be filled in, in the right form."""

from __future__ import annotations

from cadreschool.courses.drafts.rules import lesson_skeleton, scalar
from cadreschool.courses.front_matter import DRILL, SCENARIO
from cadreschool.courses.scenarios.skeleton import scenario_skeleton


def skeleton(kind: str, lesson_id: str, title: str, competency: str) -> str:
    """Return a lesson of this kind to be written."""
    if kind == SCENARIO:
        return scenario_skeleton(lesson_id, scalar(title), competency)
    if kind == DRILL:
        return _drill(lesson_id, scalar(title), competency)
    return lesson_skeleton(lesson_id, title, competency)


def _drill(lesson_id: str, title: str, competency: str) -> str:
    return (
        f"---\nid: {lesson_id}\ntitle: {title}\nkind: drill\nminutes: 20\n"
        f"competencies: [{competency}]\n---\n"
        "## 任务\n字数：10 到 150\n\n写清情境、要写的东西、写的时候要用的材料。\n\n"
        "## 要点\n- 事实：写清……\n- 法律：写清依据。\n- 诉求：请对方做什么。\n"
        "- 语气：得体。\n- 下一步：谁、哪天。\n\n"
        "## 范文\n\n写一篇范文，字数要合自己提的要求。\n\n"
        "## 说明\n\n写为什么这样写。\n"
    )
