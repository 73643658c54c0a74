"""A course with every mistake planted: the check prints each of them, on its line, at once."""

from __future__ import annotations

from pathlib import Path

from cadreschool.courses.folder import COURSES, FRAMEWORK, LAWS, read_content, read_files
from tests.courses.building import ON

HERE = Path(__file__).parent / "broken"
CONTENT = Path(__file__).parents[2] / "content"
NAME = "a-broken-course"
LEGACY = "---\nid: third\ntitle: 第三课\nkind: reading\nminutes: 10\n---\n## 情境\n\n中文\n"


def _folder():
    broken, refused = read_files(HERE / NAME)
    school, _ = read_files(CONTENT)
    assert refused == ()
    broken["03-third/lesson.md"] = LEGACY.encode("gb18030")  # git and editors keep UTF-8 only
    rest = {p: d for p, d in school.items() if p == FRAMEWORK or p.startswith(LAWS)}
    return read_content(rest | {f"{COURSES}{NAME}/{p}": d for p, d in broken.items()}, ON)


def test_every_planted_mistake_is_printed_with_its_line():
    expected = (HERE / "expected.txt").read_text("utf-8").splitlines()

    folder = _folder()
    printed = [str(mistake).removeprefix(f"{COURSES}{NAME}/") for mistake in folder.mistakes]

    assert printed == expected


def test_a_broken_course_is_no_course():
    folder = _folder()

    assert folder.readable_courses == ()
    assert len(folder.blocking) == len(folder.mistakes)
