"""Reading a course: what comes out of a good folder, and how a bad one is described."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cadreschool.courses.canonical import canonical, digest
from tests.courses.building import (
    LESSON,
    QUESTIONS,
    a_picture,
    changed,
    course_files,
    printed,
    read,
    rules,
    the_course,
    with_text,
)


def test_a_course_without_mistakes_becomes_a_value():
    course = the_course(course_files())

    assert (course.id, course.title, course.track, course.unit) == (
        "speaking",
        "为职工说话",
        "law",
        "A1",
    )
    assert (course.credit, course.pass_mark, course.draw) == (Decimal("1.0"), 80, 1)
    assert course.required_posts == ("chair",)
    assert course.reviewed_on == date(2026, 1, 1)
    assert course.digest == digest(canonical(course_files()))
    lesson = course.lessons[0]
    assert (lesson.id, lesson.position, lesson.folder, lesson.minutes) == (
        "speaking-1",
        1,
        "01-lesson",
        15,
    )
    assert [question.kind for question in lesson.questions] == [
        "single",
        "multiple",
        "true_false",
        "numeric",
    ]


def test_a_lesson_lists_each_citation_once_where_it_stands_first():
    course = the_course(with_text("甲[[测试法#2]]，乙[[测试法#1]]，丙[[测试法#2]]。"))

    assert [citation.articles for citation in course.lessons[0].citations] == [("1",), ("2",)]


def test_pictures_of_a_lesson_are_known_by_their_content():
    picture = a_picture(size=(30, 20))
    files = with_text("![一张图](media/a-1.png)") | {"01-lesson/media/a-1.png": picture}

    media = the_course(files).lessons[0].media

    assert [(m.name, m.path, m.width, m.height) for m in media] == [
        ("media/a-1.png", "01-lesson/media/a-1.png", 30, 20)
    ]
    assert media[0].url == f"/media/{media[0].digest}.png"


def test_nothing_else_in_a_folder_changes_the_course():
    files = course_files()
    noisy = {path: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for path, data in files.items()}

    assert the_course(noisy | {".DS_Store": b"x", "01-lesson/Thumbs.db": b"y"}) == the_course(files)


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("title: 为职工说话\n", "", "course.yaml:1: 缺少“title”（请补上这一行）"),
        (
            "track: law",
            "track: art",
            (
                "course.yaml:4: “track: art”不在可选范围内"
                "（可选：law、rights、communication、quality、guide）"
            ),
        ),
        (
            "draw: 1",
            "draw: no",
            "course.yaml:9: “draw: no”不对（请写 1 到 50 的整数）",
        ),
        (
            "credit: 1.0",
            "credit: 1:30",
            "course.yaml:7: “credit: 1:30”不对（请写 0 到 40 的数，如 2.5）",
        ),
        (
            "[chair]",
            "[chair, king]",
            (
                "course.yaml:10: 没有“king”这个岗位（可用：chair、vice_chair、committee_member、"
                "women_officer、audit_member、finance、mediator、law_inspector、group_leader、"
                "union_worker、organiser、bargaining_adviser、delegate）"
            ),
        ),
        (
            "competencies: [able]",
            "competencies: [brave]",
            (
                "course.yaml:6: 没有“brave”这项能力"
                "（可用：able、dare、skilled、stature、overview、learning）"
            ),
        ),
        (
            "2026-01-01",
            "2026年1月",
            "course.yaml:12: “reviewed_on: 2026年1月”不是日期（请写成 2026-11-22）",
        ),
        (
            "unit: A1",
            "unit: A1\nunit: A2",
            "course.yaml:6: “unit”写了两次，第一次在第 5 行（请只留一个）",
        ),
        ("unit: A1", "unit: A1\nowner: 我", "course.yaml:6: 不认识的“owner”（可用：id、title、"),
        (
            "依据法律",
            "依据法释〔2099〕9号",
            (
                "course.yaml:3: 文号“〔2099〕9号”没有登记"
                "（只引用登记过的文件；请核对文号，或先在 content/laws 里登记 doc_no）"
            ),
        ),
    ],
)
def test_mistakes_in_course_yaml_name_their_line(before, after, mistake):
    found = printed(changed(before, after, "course.yaml"))

    assert [line[: len(mistake)] for line in found] == [mistake]


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        (
            "minutes: 15",
            "minutes: 60",
            "5: “minutes: 60”不对（请写 5 到 40 的整数）",
        ),
        ("minutes: 15", "minuts: 15", "2: 缺少“minutes”（请补上这一行）"),
        (
            "id: speaking-1",
            "id: 第一课",
            "2: “id: 第一课”不能作编号（只用小写字母、数字和单个连字符）",
        ),
        (
            "kind: reading",
            "kind: game",
            "4: “kind: game”不在可选范围内（可选：reading、scenario、drill）",
        ),
        (
            "competencies: [able]",
            "competencies: [able, brave]",
            "6: 没有“brave”这项能力（可用：able、dare、skilled、stature、overview、learning）",
        ),
        (
            "---\nid",
            "id",
            (
                "1: 开头缺少用 --- 围起来的课时信息"
                "（第一行写 ---，接着写 id、title、kind、minutes、competencies，再写一行 ---）"
            ),
        ),
        (
            "title: 课 speaking-1",
            "title: 课: 一",
            (
                "3: 这里不是合法的 YAML（冒号后要有空格，缩进用空格对齐，引号成对；"
                "文字里有“: ”时整个加引号）"
            ),
        ),
    ],
)
def test_mistakes_at_the_top_of_a_lesson_name_their_line(before, after, mistake):
    found = printed(changed(before, after))

    assert f"{LESSON}:{mistake}" in found


@pytest.mark.parametrize(
    ("path", "mistake"),
    [
        ("notes.txt", "不认识的文件“notes.txt”（课程文件夹里只放 course.yaml 和课时文件夹）"),
        (
            "1-a/lesson.md",
            "课时文件夹“1-a”的名字不对（写成两位序号加小写英文名，如 01-what-the-union-is）",
        ),
        (
            "01-lesson/a.pdf",
            "不认识的文件“a.pdf”（课时文件夹里只放 lesson.md、questions.md 和 media/）",
        ),
        (
            "01-lesson/media/图.png",
            (
                "媒体文件“media/图.png”的名字不对"
                "（只用小写字母、数字、连字符，以 .png、.jpg 或 .webp 结尾）"
            ),
        ),
        (
            "01-lesson/media/a.svg",
            (
                "媒体文件“media/a.svg”的名字不对"
                "（只用小写字母、数字、连字符，以 .png、.jpg 或 .webp 结尾）"
            ),
        ),
        ("../escape.md", "路径不能用（文件只能放在课程文件夹里）"),
        ("/etc/passwd", "路径不能用（文件只能放在课程文件夹里）"),
        ("01-lesson\\a.md", "路径不能用（文件只能放在课程文件夹里）"),
        ("01-lesson//lesson.md", "路径不能用（文件只能放在课程文件夹里）"),
    ],
)
def test_files_that_do_not_belong_are_named(path, mistake):
    assert printed(course_files() | {path: b"x"}) == [f"{path}:1: {mistake}"]


def test_missing_files_are_named():
    files = course_files()
    assert printed({}) == [
        "course.yaml:1: 没有 course.yaml（每门课程都要有这个文件）",
        "course.yaml:1: 课程里没有课时（建一个文件夹，如 01-first-lesson）",
    ]
    del files[LESSON]
    assert printed(files) == [f"{LESSON}:1: 没有 lesson.md（每个课时文件夹都要有这个文件）"]


def test_too_many_files_are_not_looked_at():
    files = course_files() | {f"x{number}.txt": b"" for number in range(1000)}

    assert any("文件太多，有 1003 个（最多 400 个）" in line for line in printed(files))


def test_ids_of_lessons_and_questions_are_unique_in_a_course():
    files = course_files()
    files |= {path.replace("01-", "02-"): data for path, data in files.items() if "/" in path}

    assert [line for line in printed(files) if "重复" in line] == [
        (
            "02-lesson/lesson.md:2: 课时编号“speaking-1”重复，01-lesson 已经用了"
            "（同一课程里每课的 id 不同）"
        ),
        *(
            f"02-lesson/questions.md:{line}: 题号“speaking-1-q0{number}”重复，"
            f"{QUESTIONS} 已经用了（题号在全部内容里不能重复）"
            for number, line in enumerate([1, 14, 28, 39])
        ),
    ]


def test_two_folders_cannot_have_one_number():
    files = course_files()
    files |= {path.replace("01-", "01-other-"): data for path, data in files.items() if "/" in path}

    assert "bad-file" in rules(files)


def test_a_check_needs_twice_the_questions_it_draws():
    files = changed("draw: 1", "draw: 3", "course.yaml")

    assert printed(files) == [
        f"{QUESTIONS}:1: 只有 4 道题，每次检测抽 3 道（至少写 6 道，重测时才有新题）"
    ]


def test_a_lesson_without_questions_is_fine():
    files = course_files()
    del files[QUESTIONS]

    assert the_course(files).lessons[0].questions == ()


def test_mistakes_come_sorted_and_all_at_once():
    files = changed("minutes: 15", "minutes: 1") | {QUESTIONS: b"## x y\n", "z.txt": b""}
    files["course.yaml"] = b"id: speaking\n"

    reading = read(files)

    assert reading.course is None
    assert len({mistake.path for mistake in reading.mistakes}) == 4
    assert list(reading.mistakes) == sorted(reading.mistakes)
