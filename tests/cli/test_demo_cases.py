"""The cases of the demonstration school are such as a reviewer would publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cadreschool.cli.demo.telling import TELLINGS
from cadreschool.courses.cases.rules import Ground, faults_of, personal
from cadreschool.laws.registry import read_registry

CONTENT = Path(__file__).parents[2] / "content"
LAWS = {f"laws/{path.name}": path.read_bytes() for path in (CONTENT / "laws").glob("*.yaml")}


def _lesson_ids() -> set[str]:
    return {
        f"{path.parts[-3]}/{line.removeprefix('id: ')}"
        for path in CONTENT.glob("courses/*/*/lesson.md")
        for line in path.read_text(encoding="utf-8").splitlines()[1:4]
        if line.startswith("id: ")
    }


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda one: one.who)
def test_a_case_is_whole_and_tells_nobodys_data(telling):
    registry, _ = read_registry(LAWS)
    ground = Ground(registry, date(2026, 11, 22), _lesson_ids())

    assert faults_of(telling.text, ground, is_final=True) == {}
    assert personal(telling.asked) == personal(telling.said or "") == []
