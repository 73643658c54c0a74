"""The project as text: which files there are, and what their syntax trees say.

Knows folders and Python syntax. Does not judge: that is what the tests beside it do.
"""

from __future__ import annotations

import ast
import importlib
import tokenize
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "cadreschool"
TEMPLATES = PRODUCT / "web" / "templates"
CODE_FOLDERS = ("cadreschool", "migrations", "tools", "tests", "benchmarks")
TEXT_FOLDERS = (*CODE_FOLDERS, "content", "docs", ".ci")
VENDORED = ROOT / "tests" / "browser" / "vendor"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def product_files() -> list[Path]:
    """Return the Python files that run in the school itself."""
    return [*sorted(PRODUCT.rglob("*.py")), ROOT / "config.py", ROOT / "wsgi.py"]


def python_files() -> list[Path]:
    """Return every Python file of the project."""
    inside = [path for folder in CODE_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*inside, *sorted(ROOT.glob("*.py"))]


def text_files() -> Iterator[Path]:
    """Yield every text file that somebody wrote here."""
    candidates = [path for folder in TEXT_FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    for path in [*candidates, *sorted(ROOT.iterdir())]:
        if not path.is_file() or "__pycache__" in path.parts or path.is_relative_to(VENDORED):
            continue
        if b"\0" not in path.read_bytes()[:8192]:
            yield path


def name_of(path: Path) -> str:
    """Return a file's place in the project, as messages show it."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path | str) -> str:
    """Return what a file says."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(text(path), filename=str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a Python file's syntax tree, outer ones first."""
    return tuple(ast.walk(tree(path)))


def functions(path: Path) -> Iterator[FunctionNode]:
    """Yield every function of a file, methods and inner ones too."""
    for node in nodes(path):
        if isinstance(node, FunctionNode):
            yield node


@cache
def comments(path: Path) -> tuple[tuple[int, str], ...]:
    """Return every comment of a file with its line."""
    with tokenize.open(path) as lines:
        return tuple(
            (token.start[0], token.string)
            for token in tokenize.generate_tokens(lines.readline)
            if token.type == tokenize.COMMENT
        )


@cache
def pyproject() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads(text("pyproject.toml"))


def import_models() -> None:
    """Import every module that defines tables, so that the registry knows them all."""
    for path in sorted(PRODUCT.rglob("models.py")) + sorted(PRODUCT.rglob("models/*.py")):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
