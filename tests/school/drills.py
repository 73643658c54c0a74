"""A small, correct drill: what may be seen only later carries words of its own."""

from __future__ import annotations

COURSE, LESSON = "writing", "writing-1"


def a_drill(lesson_id: str = LESSON) -> str:
    """Write the lesson: ten to sixty characters, three points."""
    return f"""---
id: {lesson_id}
title: 回一段话
kind: drill
minutes: 10
competencies: [skilled]
---
## 任务
字数：10 到 60

TASK 职工问周日盘点算不算加班，见[[测试法#1]]。请回一段话。

## 要点
- 事实：RUBRIC-fact 说清哪一天。
- 法律：RUBRIC-law 说清依据，见[[测试法#2]]。
- 下一步：RUBRIC-next 说清谁、哪天。

## 范文

EXEMPLAR 您周日来盘点，算加班，周三以前答复您补休还是付钱。

## 说明

REMARKS 先答他问的，再说下一步。
"""


def a_drill_course(course_id: str = COURSE) -> dict[str, str]:
    """Return a course of one drill as {path: text}."""
    return {
        "course.yaml": (
            f"id: {course_id}\ntitle: 写一写\nsummary: 学会回话。\ntrack: communication\n"
            "unit: W1\ncompetencies: [skilled]\ncredit: 0.5\npass_mark: 80\ndraw: 5\n"
            "authors: [课程编写组]\nreviewed_on: 2026-01-01\n"
        ),
        "01-drill/lesson.md": a_drill(f"{course_id}-1"),
    }
