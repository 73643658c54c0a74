"""The whole of `content/`: what only shows when everything is read together."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from cadreschool.courses.folder import read_content, read_folder
from tests.architecture.sources import ROOT
from tests.courses.building import ON
from tests.school.content import FRAMEWORK, LAW, a_course, write_content


def _content(*courses):
    files = {"competencies.yaml": FRAMEWORK, "laws/测试法.yaml": LAW}
    for name, course in courses:
        files |= {f"courses/{name}/{path}": text for path, text in course.items()}
    return {path: text.encode() for path, text in files.items()}


def _printed(files):
    return [str(mistake) for mistake in read_content(files, ON).mistakes]


def test_a_good_folder_is_read_whole(tmp_path):
    folder = read_folder(write_content(tmp_path), ON)

    assert folder.mistakes == ()
    assert [course.id for course in folder.readable_courses] == ["listening", "speaking"]
    assert [law.short for law in folder.registry.laws] == ["测试法"]
    assert len(folder.framework.competencies) == 6


def test_names_are_read_alike_whatever_the_locale(tmp_path):
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from cadreschool.courses.folder import read_folder\n"
        "print(len(read_folder(Path(sys.argv[1]), date(2026, 11, 22)).mistakes))"
    )
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    said = subprocess.check_output(
        [sys.executable, "-c", program, str(write_content(tmp_path))],
        cwd=ROOT,
        env={**os.environ, **ascii_only},
    )

    assert said.split() == [b"0"]


def test_a_course_bears_the_name_of_its_folder():
    assert _printed(_content(("other", a_course()))) == [
        "courses/other/course.yaml:1: 课程编号“speaking”与文件夹名“other”不同（两者写成一样）"
    ]


def test_question_ids_are_unique_across_courses_even_in_broken_ones():
    again = a_course("listening", lessons=1)
    again["01-lesson/questions.md"] = a_course()["01-lesson/questions.md"]
    again["course.yaml"] = again["course.yaml"].replace("draw: 5", "draw: many")

    found = [
        line
        for line in _printed(_content(("listening", again), ("speaking", a_course())))
        if "重复" in line
    ]

    assert len(found) == 10
    assert found[0] == (
        "courses/speaking/01-lesson/questions.md:1: 题号“speaking-1-q00”重复，"
        "courses/listening/01-lesson/questions.md 已经用了（题号在全部内容里不能重复）"
    )


def test_a_broken_law_is_told_once_and_not_at_every_citation():
    files = _content(("speaking", a_course()))
    files["laws/测试法.yaml"] = files["laws/测试法.yaml"].replace(b"kind:", b"sort:")

    found = _printed(files)

    assert found
    assert [mistake for mistake in found if not mistake.startswith("laws/测试法.yaml:")] == []


def test_targets_name_posts_ties_and_unions_that_exist():
    files = _content(("speaking", a_course()))
    targets = (
        "targets:\n  - posts: [chair, king]\n    levels: {able: 1}\n"
        "  - ties: [full_time, half]\n    organisations: [county, planet]\n    levels: {able: 1}\n"
    )
    files["competencies.yaml"] += targets.encode()
    line = FRAMEWORK.count("\n")

    printed = [one.split("（")[0] for one in _printed(files)]

    assert printed == [
        f"competencies.yaml:{line + 2}: 没有“king”这个岗位",
        f"competencies.yaml:{line + 4}: 没有“half”这种专兼挂",
        f"competencies.yaml:{line + 4}: 没有“planet”这类工会",
    ]


def test_links_into_other_courses_are_checked():
    linking = a_course("listening", lessons=1)
    linking["01-lesson/lesson.md"] += (
        "[有](lesson:speaking/speaking-2) [无](lesson:speaking/speaking-9) [无](lesson:none/a)\n"
    )
    found = _printed(_content(("listening", linking), ("speaking", a_course())))

    assert [line.partition(": ")[2] for line in found] == [
        "没有课时“none/a”（请核对课程和课时的编号）",
        "没有课时“speaking/speaking-9”（请核对课程和课时的编号）",
    ]


def test_settled_paths_are_those_of_the_folder():
    law = LAW.replace("effective_to: null", "effective_to: 2025-12-31").encode()
    files = _content(("speaking", a_course(lessons=1))) | {"laws/测试法.yaml": law}
    texts = {path: data.decode() for path, data in files.items() if path.endswith(".md")}

    assert {m.rule for m in read_content(files, ON).blocking} == {"ended-version"}
    settled = read_content(files, ON, published=texts)
    assert settled.blocking == ()
    assert {m.rule for m in settled.mistakes} == {"ended-version"}
    assert [course.id for course in settled.readable_courses] == ["speaking"]


def test_examples_are_no_part_of_the_school_nor_of_its_digest():
    files = _content(("speaking", a_course()))
    with_example = files | {"examples/x/course.yaml": b"broken"}

    assert read_content(with_example, ON).digest == read_content(files, ON).digest
    assert read_content(with_example, ON).mistakes == ()


@pytest.mark.parametrize(
    "path", ["readme.md", "laws/x.json", "laws/a/b.yaml", "courses/loose.md", "banks/a/b.md"]
)
def test_files_where_nothing_is_read_are_named(path):
    assert _printed(_content(("speaking", a_course())) | {path: b"x"}) == [
        (
            f"{path}:1: 不认识的文件“{path}”"
            "（content/ 里只放 competencies.yaml、laws/、courses/、banks/）"
        )
    ]


def test_a_folder_without_a_framework_says_so():
    assert _printed({})[0] == (
        "competencies.yaml:1: 没有 competencies.yaml（能力框架写在这个文件里）"
    )


def test_symbolic_links_are_refused_and_hidden_files_passed_over(tmp_path):
    content = write_content(tmp_path / "content")
    secret = tmp_path / "secret.md"
    secret.write_text("机密", encoding="utf-8")
    (content / "courses/speaking/01-lesson/notes.md").symlink_to(secret)
    (content / "courses/speaking/03-linked").symlink_to(tmp_path)
    (content / ".DS_Store").write_bytes(b"x")
    (content / ".git").mkdir()
    (content / ".git/config").write_bytes(b"x")

    folder = read_folder(content, ON)

    assert [str(mistake) for mistake in folder.mistakes] == [
        (
            "courses/speaking/01-lesson/notes.md:1: 不能用符号链接"
            "（请放普通文件，内容直接放在文件夹里）"
        ),
        "courses/speaking/03-linked:1: 不能用符号链接（请放普通文件，内容直接放在文件夹里）",
    ]


def test_a_folder_that_is_not_there_is_one_mistake(tmp_path):
    folder = read_folder(tmp_path / "none", date(2026, 1, 1))

    assert [m.text for m in folder.mistakes if m.path == "."] == [f"没有文件夹 {tmp_path / 'none'}"]
