"""The rendering child: a line of JSON for each lesson in, a line out.

Limits itself before it reads anything: memory, processor time, depth. The application keeps the
wall clock and kills.
"""

from __future__ import annotations

import sys

from cadreschool.courses.markdown.convert import Converter
from cadreschool.courses.rendering.wire import Task, write_failure, write_lesson
from cadreschool.courses.values import RenderedLesson
from cadreschool.questions.published import Shown

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 120
"""For a whole course of some dozen lessons; a single lesson is stopped by the wall clock."""
DEPTH = 600


def limit() -> None:
    """Take the limits on."""
    sys.setrecursionlimit(DEPTH)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- platform: Windows has no such module

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def render(converter: Converter, task: Task) -> RenderedLesson:
    """Render one lesson with its questions and its parts."""
    converter.enter(task.course, task.media, task.citations)
    html, headings, sections = converter.lesson(task.body)
    questions = tuple(_shown(converter, texts) for texts in task.questions)
    parts = tuple(converter.part(text) for text in task.parts)
    return RenderedLesson(task.id, html, headings, sections, questions, parts)


def _shown(converter: Converter, texts: Shown) -> Shown:
    return Shown(
        converter.part(texts.stem),
        tuple(converter.part(option) for option in texts.options),
        converter.part(texts.explanation),
        tuple(_shown(converter, part) for part in texts.parts),
    )


def main() -> None:
    """Answer every line on standard input."""
    limit()
    converter = Converter()
    for line in sys.stdin:
        try:
            answer = write_lesson(render(converter, Task(line)))
        except RecursionError:
            answer = write_failure("嵌套太深")
        except MemoryError:
            answer = write_failure("占用内存太多")
        sys.stdout.write(answer)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
