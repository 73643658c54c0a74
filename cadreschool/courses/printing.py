"""What a check of `content/` prints: every mistake on a line, then one line that sums up.

Knows the words. Does not print and does not decide the exit status (`Folder.blocking` does).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadreschool.courses.folder import Folder


def check_lines(folder: Folder, shown_as: str) -> Iterator[str]:
    """Yield the lines of a check; `shown_as` is the folder as the author named it."""
    prefix = shown_as.rstrip("/\\")
    for mistake in folder.mistakes:
        yield str(replace(mistake, path=f"{prefix}/{mistake.path}"))
    courses = folder.readable_courses
    lessons = [lesson for course in courses for lesson in course.lessons]
    questions = sum(len(lesson.questions) for lesson in lessons)
    blocking = len(folder.blocking)
    notes = len(folder.mistakes) - blocking
    yield (
        f"{len(folder.registry.laws)} 部法规，{len(folder.framework.competencies)} 项能力，"
        f"{len(courses)} 门课程可以发布（共 {len(folder.courses)} 门），"
        f"{len(lessons)} 课时，{questions} 道题；"
        f"{blocking} 处错误" + (f"，{notes} 处待复核。" if notes else "。")
    )
