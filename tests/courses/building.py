"""Builders for the tests of reading and rendering: one small course, and ways to spoil it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image

from cadreschool.competencies.framework import read_framework
from cadreschool.courses.reading import read_course
from cadreschool.laws.registry import read_registry
from tests.laws.building import GIST
from tests.school.content import FRAMEWORK, LAW, a_course

ON = date(2026, 11, 22)

OLD_LAW = f"""short: 旧法
title: 中华人民共和国旧法
kind: 法律
doc_no: 法释〔2020〕26号
versions:
  - version: 2018修正
    effective_from: 2018-01-01
    effective_to: 2023-12-31
    articles: 5
    standing: 已核对
    source: 测试
    gists:
{GIST.format(no="3", gist="旧的第三条。")}  - version: 2023修订
    effective_from: 2024-01-01
    effective_to: null
    articles: 8
    standing: 已核对
    source: 测试
    gists:
{GIST.format(no="3", gist="新的第三条。")}"""

QUOTED_LAW = """short: 转引规定
title: 转引的规定
kind: 部门规章
doc_no: ""
versions:
  - version: "2004"
    effective_from: 2004-05-01
    effective_to: null
    articles: 57
    standing: 转引
    source: 公开网页
    gists:
      "32":
        gist: 二十日内书面回应。
"""

REGISTRY, _LAW_MISTAKES = read_registry(
    {
        "laws/测试法.yaml": LAW.encode(),
        "laws/旧法.yaml": OLD_LAW.encode(),
        "laws/转引规定.yaml": QUOTED_LAW.encode(),
    }
)
COMPETENCIES, _ = read_framework("competencies.yaml", FRAMEWORK.encode())
assert not _LAW_MISTAKES

LESSON = "01-lesson/lesson.md"
QUESTIONS = "01-lesson/questions.md"


def course_files():
    """Return a small correct course of one lesson with four questions."""
    return {path: text.encode() for path, text in a_course(lessons=1, draw=1, questions=4).items()}


def with_text(text, section="要点"):
    """Return the small course with text put under the heading of a section."""
    return changed(f"## {section}\n\n", f"## {section}\n\n{text}\n\n")


def changed(before, after, path=LESSON):
    """Return the small course with words of one file changed."""
    files = course_files()
    old = files[path].decode()
    assert before in old
    return files | {path: old.replace(before, after, 1).encode()}


def complaints(text, section="要点"):
    """Return what is said of a text in a lesson, each with its line within the text."""
    files = with_text(text, section)
    first = files[LESSON].decode().split(f"## {section}\n\n")[0].count("\n") + 3
    return [f"{m.line - first + 1}: {m.text}（{m.hint}）" for m in read(files).mistakes]


def read(files, *, on=ON, settled=frozenset()):
    """Read a course against the small registry and framework."""
    published = {path: files[path].decode() for path in settled}
    return read_course(files, laws=REGISTRY, competencies=COMPETENCIES, on=on, published=published)


def printed(files, **options):
    """Return the mistakes of a course as printed."""
    return [str(mistake) for mistake in read(files, **options).mistakes]


def rules(files, **options):
    """Return the rule codes of a course's mistakes, in order."""
    return [mistake.rule for mistake in read(files, **options).mistakes]


def the_course(files):
    """Return the course of files without mistakes."""
    reading = read(files)
    assert reading.mistakes == ()
    assert reading.course is not None
    return reading.course


def a_picture(form="PNG", size=(8, 6), **options):
    """Return the bytes of a small picture."""
    data = BytesIO()
    Image.new("RGB", size, "white").save(data, form, **options)
    return data.getvalue()
