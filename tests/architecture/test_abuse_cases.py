"""Every abuse that docs/abuse-cases.md speaks of is tried by a test that is there."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import ROOT, text

TRIED = (*range(1, 8), *range(9, 41))
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (\d+) \|.*$", re.MULTILINE)


def _tests_of(path: str) -> set[str]:
    tree = ast.parse(text(path))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_case_names_tests_that_are_there() -> None:
    rows = {int(row[1]): NAMED.findall(row[0]) for row in ROW.finditer(text("docs/abuse-cases.md"))}
    named = {place for places in rows.values() for place in places}
    missing = {
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or name not in _tests_of(path)
    }

    assert missing == set()
    assert [number for number, places in rows.items() if not places] == []
    assert set(TRIED) <= set(rows)
