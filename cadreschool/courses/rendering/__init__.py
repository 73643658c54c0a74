"""Rendering a course in a child process that may be killed.

Knows how long a lesson may take and what to say when it takes longer. Converting happens in the
child (`python -m cadreschool.courses.rendering`): Markdown written by people can be quadratic, and
only a process can be stopped. A child by fork or spawn would import the application again; this one
imports the converter alone (about 0.1 s) and serves a whole course. On Windows there is only the
wall clock: the other limits are the child's own (`__main__`) and need a Unix.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING

from cadreschool.courses.inventory import LESSON
from cadreschool.courses.rendering.wire import read_lesson, write_task
from cadreschool.courses.values import RenderedCourse, RenderedLesson
from cadreschool.kernel.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cadreschool.courses.values import Course, Lesson

SECONDS = 3.0
"""Wall clock for one lesson with its questions; an ordinary one takes 0.02 s."""
_START = 7.0
"""Added for the first lesson: on a busy machine the child itself needs a while to start."""
_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


class RenderingError(InvalidError):
    """A lesson could not be rendered within its limits. `detail` is for the log."""

    def __init__(self, path: str, line: int, text: str, detail: str = "") -> None:
        """Say which lesson, from which line on, and why."""
        super().__init__(f"{path}:{line}: {text}", "请把这一课拆短、去掉少见的写法后再试。")
        self.path = path
        self.line = line
        self.text = text
        self.detail = detail


def render_course(course: Course, *, seconds: float = SECONDS) -> RenderedCourse:
    """Render all lessons of a course; raises RenderingError at the first that fails."""
    return RenderedCourse(render_lessons(course.id, course.lessons, seconds=seconds))


def render_lessons(
    course_id: str, lessons: Sequence[Lesson], *, seconds: float = SECONDS
) -> tuple[RenderedLesson, ...]:
    """Render some lessons of a course, finished or not."""
    with _child(course_id, lessons) as (lines, error):
        return tuple(
            _next(lesson, lines, error, seconds if number else seconds + _START)
            for number, lesson in enumerate(lessons)
        )


@contextmanager
def _child(
    course_id: str, lessons: Sequence[Lesson]
) -> Iterator[tuple[queue.SimpleQueue[str], IO[bytes]]]:
    """Start the child with all tasks; whatever happens, it is gone afterwards."""
    with tempfile.TemporaryFile() as tasks, tempfile.TemporaryFile() as error:
        for lesson in lessons:
            tasks.write(write_task(course_id, lesson).encode())
        tasks.seek(0)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        with subprocess.Popen(  # noqa: S603 -- our own interpreter and module, no shell
            [sys.executable, "-X", "utf8", "-m", __name__],
            stdin=tasks,
            stdout=subprocess.PIPE,
            stderr=error,
            env={**environment, "PYTHONPATH": str(_ROOT)},
        ) as process:
            lines: queue.SimpleQueue[str] = queue.SimpleQueue()
            reader = Thread(target=_read, args=(process.stdout, lines), daemon=True)
            reader.start()
            try:
                yield lines, error
            finally:
                process.kill()
                process.wait()
                reader.join()


def _read(stream: IO[bytes], lines: queue.SimpleQueue[str]) -> None:
    """Pass on the child's lines; an empty one says that it has ended."""
    for line in stream:
        lines.put(line.decode("utf-8", errors="replace"))
    lines.put("")


def _next(
    lesson: Lesson, lines: queue.SimpleQueue[str], error: IO[bytes], seconds: float
) -> RenderedLesson:
    path = f"{lesson.folder}/{LESSON}"
    try:
        line = lines.get(timeout=seconds)
    except queue.Empty:
        raise RenderingError(path, lesson.body_line, "排版超过时限") from None
    if not line:
        error.seek(0)
        detail = error.read().decode("utf-8", errors="replace")[-2000:]
        raise RenderingError(path, lesson.body_line, "排版程序中途停止", detail)
    answer = read_lesson(line)
    if isinstance(answer, str):
        raise RenderingError(path, lesson.body_line, answer)
    return answer
