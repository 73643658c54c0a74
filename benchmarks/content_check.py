"""Checking a content folder of about a hundred lessons."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import config
from cadreschool.courses.folder import read_folder
from cadreschool.kernel import clock

COPIES = 11


def measure() -> str:
    """Measure and return one line."""
    content = config.ROOT / "content"
    with tempfile.TemporaryDirectory(prefix="cadreschool-bench-") as name:
        folder = Path(name)
        shutil.copytree(content / "laws", folder / "laws")
        shutil.copy(content / "competencies.yaml", folder)
        for copy in range(COPIES):
            for course in sorted((content / "courses").iterdir()):
                _copy(course, folder / "courses" / f"{course.name}-{copy}", copy)
        began = time.perf_counter()
        found = read_folder(folder, clock.today())
        seconds = time.perf_counter() - began
        lessons = sum(len(course.lessons) for course in found.readable_courses)
    return (
        f"检查内容：{lessons} 课用 {seconds:.2f} 秒（目标：一百课 ≤ 3 秒），"
        f"{len(found.blocking)} 处错误"
    )


def _copy(course: Path, target: Path, copy: int) -> None:
    """Copy a course under another id, its questions too: ids are unique in all content."""
    shutil.copytree(course, target)
    text = target / "course.yaml"
    text.write_text(text.read_text("utf-8").replace(course.name, target.name), "utf-8")
    for questions in target.glob("*/questions.md"):
        lines = questions.read_text("utf-8").split("\n")
        renamed = [f"{one}-{copy}" if one.startswith("## ") else one for one in lines]
        questions.write_text("\n".join(renamed), "utf-8")
