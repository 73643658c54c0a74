"""Habits that a reviewer would otherwise have to ask for every time."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import (
    PRODUCT,
    ROOT,
    TEMPLATES,
    comments,
    functions,
    name_of,
    nodes,
    product_files,
    python_files,
    text,
    text_files,
    tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("the project as text")  # one worker reads it

CLOCK = PRODUCT / "kernel" / "clock.py"
MAY_COMMIT = (PRODUCT / "kernel" / "db.py", PRODUCT / "cli")
MIGRATIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
MIGRATION_NOTE = ("Why", "Size", "Order", "Back")

LAZY_REASONS = {
    "platform": "exists on one operating system only",
    "start-up": "slow to import and needed by one command only",
    "child": "loaded only in the child process that needs it",
}
LAZY = re.compile(rf"# noqa: PLC0415 -- ({'|'.join(LAZY_REASONS)}): \S")

# Places of one machine, and hosts that a mirror would replace.
PLACES = re.compile(
    r"(?<![\w./-])/(work|root|tmp|home)/\w|\bpypi\.(org|python)|pythonhosted\.|npmjs\.|npmmirror\.",
)


def _calls(path: Path, *methods: str) -> Iterator[ast.Call]:
    """Yield every call of a method with one of these names."""
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Attribute(attr=method)) if method in methods:
                yield node


def _found(path: Path, nodes: Iterator[ast.Call]) -> list[str]:
    return [f"{name_of(path)}:{node.lineno}: {ast.unparse(node.func)}" for node in nodes]


def test_only_the_edge_commits() -> None:
    below = [
        path
        for path in product_files()
        if not any(path.is_relative_to(allowed) for allowed in MAY_COMMIT)
    ]

    assert [line for path in below for line in _found(path, _calls(path, "commit"))] == []


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asked = [
        line
        for path in product_files()
        if path != CLOCK
        for line in _found(path, _calls(path, "now", "utcnow", "today"))
        if not re.search(r": (kernel\.)?clock\.\w+$", line)
    ]

    assert asked == []


def test_queries_are_selects_and_not_attributes_of_models() -> None:
    legacy = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in product_files()
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr == "query"
        and isinstance(node.value, ast.Name)
        and node.value.id[:1].isupper()
    ]

    assert legacy == []


def test_relationships_are_written_on_both_sides() -> None:
    hidden = [
        f"{name_of(path)}:{node.value.lineno}"
        for path in product_files()
        for node in nodes(path)
        if isinstance(node, ast.keyword) and node.arg == "backref"
    ]

    assert hidden == []


def test_imports_stand_on_top_or_say_why_not() -> None:
    unexplained = []
    for path in product_files():
        explained = {line for line, comment in comments(path) if LAZY.match(comment)}
        unexplained += [
            f"{name_of(path)}:{node.lineno}"
            for function in functions(path)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno not in explained
        ]

    assert unexplained == []


def test_tests_use_real_things() -> None:
    imported = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "unittest" in f"{getattr(node, 'module', '')} {[name.name for name in node.names]}"
    ]

    assert imported == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_says_why_how_big_when_and_how_to_go_back(path: Path) -> None:
    note = ast.get_docstring(tree(path)) or ""
    first_words = [line.split()[0] for line in note.splitlines() if line[:1].isupper()]

    assert first_words[-len(MIGRATION_NOTE) :] == list(MIGRATION_NOTE)
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem)


def test_no_file_names_a_place_of_one_machine() -> None:
    named = [
        f"{name_of(path)}:{number}: {found.group()}"
        for path in text_files()
        for number, line in enumerate(text(path).splitlines(), start=1)
        if (found := PLACES.search(line))
    ]

    assert named == []


def test_pages_speak_calmly() -> None:
    loud = [
        f"{name_of(path)}:{number}"
        for path in [*sorted(TEMPLATES.rglob("*.*")), *product_files()]
        for number, line in enumerate(text(path).splitlines(), start=1)
        if "！" in line or "你" in line
    ]

    assert loud == []
