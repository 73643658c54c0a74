"""The reader never raises, whatever lies in a folder."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.courses.folder import read_content
from cadreschool.kernel.mistakes import visible
from tests.courses.building import LESSON, ON, QUESTIONS, course_files, read
from tests.school.content import FRAMEWORK, LAW

NAMES = st.sampled_from(
    [
        "course.yaml",
        LESSON,
        QUESTIONS,
        "01-lesson/media/a.png",
        "02-b/lesson.md",
        "x",
        "../y",
        "a/b",
        "competencies.yaml",
        "laws/测试法.yaml",
        "courses/a/course.yaml",
        "courses/a/01-b/lesson.md",
    ]
)
LINES = st.sampled_from(
    [
        "---",
        "id: a",
        "id: [",
        "title: 题",
        "minutes: 10",
        "kind: reading",
        "competencies: [able]",
        "",
        "## 情境",
        "## 要点",
        "# 一",
        "#",
        "::: 怎么说",
        ":::",
        "::: ",
        "：：：参考",
        "```",
        "~~~",
        "- 甲",
        "  - 乙",
        "1、丙",
        "| 甲 | 乙 |",
        "|-|-|",
        "[[测试法#2]]",
        "[[",
        "![",
        "![](media/a.png)",
        "[^1]",
        "[^1]: 注",
        "[x](lesson:a)",
        "[x](#要点)",
        "<b>",
        "<br>",
        "〔2020〕1号",
        "> 引",
        "`",
        "\\",
        "\ufeff",
        "## 单选 q1",
        "## 数值 q2",
        "能力：able",
        "难度：1",
        "依据：[[测试法#1]]",
        "- [x] 对",
        "- [ ] 错",
        "答案：25 人",
        "答案：错",
        "解析：因为",
        "\x00",
        "\u202e",
        "a: &x [*x]",
        "versions:",
        "  - 1",
        "## \x1b[31m \x07",
        'kind: "\\e[31m"',
        "::: \x85x",
    ]
)
TEXTS = st.lists(LINES | st.text(max_size=15), max_size=30).map(
    lambda lines: "\n".join(lines).encode()
)
BYTES = TEXTS | st.binary(max_size=60)


@given(st.dictionaries(NAMES | st.text(max_size=20), BYTES, max_size=6))
def test_any_folder_is_a_course_or_a_list_of_mistakes(files):
    reading = read(files)

    assert reading.course is not None or reading.blocking
    assert all(m.line >= 1 and m.path and m.text and m.hint and m.rule for m in reading.mistakes)
    assert all(visible(str(mistake)) == str(mistake) for mistake in reading.mistakes)


@given(st.sampled_from(sorted(course_files())), BYTES)
def test_any_single_file_spoils_only_what_it_holds(path, data):
    reading = read(course_files() | {path: data})

    assert reading.course is not None or reading.blocking


@given(st.data())
@settings(max_examples=200)
def test_any_changed_line_of_a_good_course_is_survived(data):
    files = course_files()
    path = data.draw(st.sampled_from(sorted(files)))
    lines = files[path].decode().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(LINES | st.text(max_size=20))

    read(files | {path: "\n".join(lines).encode()})


@given(st.dictionaries(NAMES | st.text(max_size=20), BYTES, max_size=6))
def test_any_content_folder_is_read(files):
    whole = {"competencies.yaml": FRAMEWORK.encode(), "laws/测试法.yaml": LAW.encode()} | files

    assert read_content(whole, ON).courses is not None
