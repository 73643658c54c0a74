"""Nothing grows beyond what one can hold in one's head, and every exception says why."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import (
    PRODUCT,
    TEMPLATES,
    comments,
    functions,
    name_of,
    pyproject,
    python_files,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.architecture.sources import FunctionNode

pytestmark = pytest.mark.xdist_group("the project as text")  # one worker reads it

FILE_LINES = 500
FUNCTION_LINES = 60
ARGUMENTS = 6
TEMPLATE_LINES = 120
STYLE_LINES = 150
SCRIPT_LINES = 300
DEPENDENCIES = 22
CSS_BYTES = 12 * 1024  # all style sheets together, as they travel

SILENCED = re.compile(r"#\s*noqa")
SILENCED_WITH_REASON = re.compile(r"# noqa: [A-Z]+\d+(, [A-Z]+\d+)* -- \S")


def _longer(paths: Iterable[Path], limit: int) -> list[str]:
    counted = [(path, len(text(path).splitlines())) for path in paths]
    return [f"{name_of(path)}: {lines} lines" for path, lines in counted if lines > limit]


def test_no_python_file_is_too_long() -> None:
    assert _longer(python_files(), FILE_LINES) == []


def test_no_template_is_too_long() -> None:
    assert _longer(TEMPLATES.rglob("*.*"), TEMPLATE_LINES) == []


def test_no_style_sheet_is_too_long() -> None:
    assert _longer(PRODUCT.rglob("*.css"), STYLE_LINES) == []


def test_all_style_sheets_together_are_light() -> None:
    together = b"".join(path.read_bytes() for path in sorted(PRODUCT.rglob("*.css")))

    assert len(gzip.compress(together)) <= CSS_BYTES


def test_no_script_is_too_long() -> None:
    assert _longer(PRODUCT.rglob("*.js"), SCRIPT_LINES) == []


def test_no_function_is_too_long() -> None:
    long = [
        f"{name_of(path)}:{node.lineno}: {node.name}, {_lines(node)} lines"
        for path in python_files()
        for node in functions(path)
        if _lines(node) > FUNCTION_LINES
    ]

    assert long == []


def _lines(node: FunctionNode) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_takes_too_many_arguments() -> None:
    greedy = [
        f"{name_of(path)}:{node.lineno}: {node.name}, {_arguments(node)} arguments"
        for path in python_files()
        for node in functions(path)
        if _arguments(node) > ARGUMENTS
    ]

    assert greedy == []


def _arguments(node: FunctionNode) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return len([argument for argument in named if argument.arg not in {"self", "cls"}])


def test_every_silenced_rule_gives_its_reason() -> None:
    silent = [
        f"{name_of(path)}:{line}: {comment}"
        for path in python_files()
        for line, comment in comments(path)
        if SILENCED.search(comment) and not SILENCED_WITH_REASON.match(comment)
    ]

    assert silent == []


def test_few_rules_are_ignored_everywhere() -> None:
    assert len(pyproject()["tool"]["ruff"]["lint"]["ignore"]) <= 12


def test_few_packages_are_needed_to_run() -> None:
    assert len(pyproject()["project"]["dependencies"]) <= DEPENDENCIES
