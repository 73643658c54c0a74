"""Run the benchmarks, all or those named: `python -m benchmarks lesson_page answer_save`."""

from __future__ import annotations

import importlib
import sys

NAMES = (
    "start_up",
    "lesson_page",
    "answer_save",
    "whole_sitting",
    "exam_start",
    "eight_writers",
    "exam_load",
    "completion",
    "roster",
    "abilities",
    "roster_import",
    "profiles",
    "question_import",
    "jobs",
    "search",
    "content_check",
    "preview",
    "memory",
)


def main() -> int:
    """Run what is asked for; an unknown name is said so."""
    wanted = sys.argv[1:] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"没有这些测量：{'、'.join(unknown)}。可选：{'、'.join(NAMES)}")
        return 2
    for name in wanted:
        print(importlib.import_module(f"benchmarks.{name}").measure(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
