"""Builders of small, correct content: what a test does not care about is filled in."""

from __future__ import annotations

from pathlib import Path

SECTIONS = ("情境", "要点", "法条", "怎么说", "常错", "练一练", "带走")

LAW = """short: 测试法
title: 中华人民共和国测试法
kind: 法律
doc_no: ""
versions:
  - version: 2020修正
    effective_from: 2020-01-01
    effective_to: null
    articles: 9
    standing: 已核对
    source: 测试
    gists:
      "1":
        gist: 第一条说明这部法为什么要有。
        tags: [目的]
        sha256: {0}
      "2":
        gist: 会员满二十五人的，应当建立委员会。
        tags: [会员]
        sha256: {0}
""".format("0" * 64)

FRAMEWORK = "competencies:\n" + "".join(
    f"  - id: {one}\n    name: {name}\n    summary: 这项能力是{name}。\n    levels:\n"
    + "".join(
        f"      - {{level: {level}, name: {label}, behaviour: 能做到{name}的第{level}级}}\n"
        for level, label in enumerate(("知道", "会做", "独当一面", "带得动人"), start=1)
    )
    for one, name in (
        ("able", "能说"),
        ("dare", "敢说"),
        ("skilled", "会说"),
        ("stature", "站高度"),
        ("overview", "把握全局"),
        ("learning", "学习能力"),
    )
)


def a_question(question_id: str, kind: str = "单选", *, stem: str = "") -> str:
    """Write one question. The right answer: the option 「对」, 对, or 25 人."""
    answer = {
        "单选": "- [x] 对\n- [ ] 错一\n- [ ] 错二",
        "多选": "- [x] 对一\n- [x] 对二\n- [ ] 错一\n- [ ] 错二",
        "判断": "答案：对",
        "数值": "答案：25 人",
    }[kind]
    return (
        f"## {kind} {question_id}\n能力：able\n难度：1\n依据：[[测试法#2]]\n\n"
        f"{stem or f'{question_id} 的题干？'}\n\n{answer}\n\n"
        f"解析：KEY-{question_id}，见[[测试法#2]]。\n"
    )


def a_lesson(lesson_id: str, *, title: str = "", text: str = "") -> str:
    """Write one lesson by the template."""
    body = "\n\n".join(f"## {section}\n\n{section}的正文，见[[测试法#1]]。" for section in SECTIONS)
    return (
        f"---\nid: {lesson_id}\ntitle: {title or f'课 {lesson_id}'}\nkind: reading\nminutes: 15\n"
        f"competencies: [able]\n---\n{body}\n{text}\n"
    )


def a_course(
    course_id: str = "speaking",
    *,
    lessons: int = 2,
    questions: int = 10,
    draw: int = 5,
    unit: str = "A1",
    title: str = "为职工说话",
) -> dict[str, str]:
    """Return a course as {path: text}: lessons `<course>-1`…, the last without questions if 0."""
    files = {
        "course.yaml": (
            f"id: {course_id}\ntitle: {title}\nsummary: 学完能依据法律为职工说话。\ntrack: law\n"
            f"unit: {unit}\ncompetencies: [able]\ncredit: 1.0\npass_mark: 80\ndraw: {draw}\n"
            "required_posts: [chair]\nauthors: [课程编写组]\nreviewed_on: 2026-01-01\n"
        )
    }
    kinds = ("单选", "多选", "判断", "数值")
    for number in range(1, lessons + 1):
        folder = f"{number:02}-lesson"
        lesson_id = f"{course_id}-{number}"
        files[f"{folder}/lesson.md"] = a_lesson(lesson_id)
        if questions:
            files[f"{folder}/questions.md"] = "\n".join(
                a_question(f"{lesson_id}-q{at:02}", kinds[at % 4]) for at in range(questions)
            )
    return files


def write_content(folder: Path, *courses: dict[str, str]) -> Path:
    """Write a content folder with the test law, the framework and these courses."""
    files = {"laws/测试法.yaml": LAW, "competencies.yaml": FRAMEWORK}
    usual = (a_course(), a_course("listening", lessons=1, unit="C1", title="倾听"))
    for course in courses or usual:
        course_id = course["course.yaml"].split("\n", 1)[0].removeprefix("id: ")
        files |= {f"courses/{course_id}/{path}": text for path, text in course.items()}
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder
