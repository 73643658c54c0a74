"""Which files a course folder may hold, and where.

Knows the layout: course.yaml, lesson folders `01-slug` with lesson.md, questions.md and media/.
Does not open any file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cadreschool.courses.canonical import is_hidden
from cadreschool.files.storage import MEDIA_TYPES
from cadreschool.kernel.mistakes import Mistake, visible

COURSE = "course.yaml"
LESSON = "lesson.md"
QUESTIONS = "questions.md"
_FOLDER = re.compile(r"[0-9]{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
_MEDIA = re.compile(rf"media/[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:{'|'.join(MEDIA_TYPES)})")
_LONGEST_PATH = 150
_MOST_FILES = 400


@dataclass(frozen=True, slots=True)
class LessonFiles:
    """The files of one lesson folder. `media` maps names such as media/a.png to bytes."""

    folder: str
    lesson: bytes | None = None
    questions: bytes | None = None
    media: dict[str, bytes] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """Return a file's path within the course folder."""
        return f"{self.folder}/{name}"


@dataclass(frozen=True, slots=True)
class Inventory:
    """All files of a course, sorted, and what does not belong there."""

    course: bytes | None
    lessons: tuple[LessonFiles, ...]
    mistakes: tuple[Mistake, ...]


def take_inventory(files: Mapping[str, bytes]) -> Inventory:
    """Sort the files of a course folder."""
    mistakes: list[Mistake] = []
    lessons: dict[str, dict[str, bytes]] = {}
    shown = {path: data for path, data in files.items() if not is_hidden(path)}
    if len(shown) > _MOST_FILES:
        mistakes.append(_mistake(COURSE, f"文件太多，有 {len(shown)} 个", f"最多 {_MOST_FILES} 个"))
        shown = dict(sorted(shown.items())[:_MOST_FILES])
    for path in sorted(shown):
        complaint = _complaint(path)
        if complaint is not None:
            mistakes.append(_mistake(visible(path)[:_LONGEST_PATH] or "?", *complaint))
        elif path != COURSE:
            folder, _, name = path.partition("/")
            lessons.setdefault(folder, {})[name] = shown[path]
    if COURSE not in shown:
        mistakes.append(_mistake(COURSE, "没有 course.yaml", "每门课程都要有这个文件"))
    found = tuple(_lesson(folder, names) for folder, names in sorted(lessons.items()))
    mistakes += [
        _mistake(lesson.path(LESSON), "没有 lesson.md", "每个课时文件夹都要有这个文件")
        for lesson in found
        if lesson.lesson is None
    ]
    if not found:
        mistakes.append(_mistake(COURSE, "课程里没有课时", "建一个文件夹，如 01-first-lesson"))
    return Inventory(shown.get(COURSE), found, tuple(mistakes))


def _lesson(folder: str, names: dict[str, bytes]) -> LessonFiles:
    media = {name: data for name, data in names.items() if name.startswith("media/")}
    return LessonFiles(folder, names.get(LESSON), names.get(QUESTIONS), media)


def _complaint(path: str) -> tuple[str, str] | None:
    """Say what is wrong with a path, if anything."""
    parts = path.split("/")
    if len(path) > _LONGEST_PATH or "\\" in path or "" in parts or ".." in parts:
        return "路径不能用", "文件只能放在课程文件夹里"
    folder, _, name = path.partition("/")
    if path == COURSE or (_FOLDER.fullmatch(folder) and name in {LESSON, QUESTIONS}):
        return None
    if not name:
        return f"不认识的文件“{visible(path)}”", "课程文件夹里只放 course.yaml 和课时文件夹"
    if not _FOLDER.fullmatch(folder):
        return (
            f"课时文件夹“{visible(folder)}”的名字不对",
            "写成两位序号加小写英文名，如 01-what-the-union-is",
        )
    if name.startswith("media/"):
        return (
            None
            if _MEDIA.fullmatch(name)
            else (
                f"媒体文件“{visible(name)}”的名字不对",
                "只用小写字母、数字、连字符，以 .png、.jpg 或 .webp 结尾",
            )
        )
    return f"不认识的文件“{visible(name)}”", "课时文件夹里只放 lesson.md、questions.md 和 media/"


def _mistake(path: str, text: str, hint: str) -> Mistake:
    return Mistake(path, 1, text, hint, "bad-file")
