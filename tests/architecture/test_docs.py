"""The documentation names everything that somebody could look for."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from click import Group

from tests.architecture.sources import PRODUCT, product_files, pyproject, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click import Command
    from flask import Flask

KINDS = PRODUCT / "questions" / "kinds"
SETTING = re.compile(r"\bCADRESCHOOL_[A-Z0-9_]+\b")
REQUIREMENT_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def test_every_setting_is_in_the_handbook_of_operators() -> None:
    settings = {name for path in product_files() for name in SETTING.findall(text(path))}
    handbook = text("docs/operating.md")

    assert sorted(name for name in settings if f"`{name}`" not in handbook) == []


def test_every_command_is_in_the_handbook_of_operators(app: Flask) -> None:
    handbook = text("docs/operating.md")
    ours = {
        words
        for words, command in _commands(app.cli, "flask")
        if (command.callback.__module__ if command.callback else "").startswith("cadreschool.")
    }

    assert ours
    assert sorted(words for words in ours if words not in handbook) == []


def _commands(group: Group, prefix: str) -> Iterator[tuple[str, Command]]:
    """Yield every command of a group and of the groups inside it, with the words to type."""
    for name, command in group.commands.items():
        words = f"{prefix} {name}"
        if isinstance(command, Group):
            yield from _commands(command, words)
        else:
            yield words, command


def test_every_direct_dependency_has_a_line_of_its_own() -> None:
    project = pyproject()["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    names = [match.group() for line in wanted if (match := REQUIREMENT_NAME.match(line))]
    described = re.findall(r"^\| `([^`]+)` \|", text("docs/dependencies.md"), re.MULTILINE)

    assert sorted(described) == sorted(names)


def test_every_kind_of_question_is_in_the_handbook_of_authors() -> None:
    names = [folder.parent.name for folder in sorted(KINDS.glob("*/__init__.py"))]
    labels = [import_module(f"cadreschool.questions.kinds.{name}").KIND.label for name in names]
    handbook = text("docs/authoring.md")

    assert labels
    assert [label for label in labels if label not in handbook] == []
