"""What is imported is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.sources import ROOT, nodes, product_files, pyproject

pytestmark = pytest.mark.xdist_group("the project as text")  # one worker reads it

# Parts of Flask that its own documentation tells applications to import.
COME_WITH_FLASK = {"click", "jinja2", "markupsafe", "werkzeug"}
# Loaded by name, not by an import of ours.
LOADED_BY_OTHERS = {"tzdata": "zoneinfo on Windows"}
OURS = {"cadreschool", "config", "wsgi"}


def _imported() -> set[str]:
    """Return the distributions that the school's own files import."""
    files = [*product_files(), *sorted((ROOT / "migrations").rglob("*.py"))]
    modules = set()
    for node in (node for path in files for node in nodes(path)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.split(".")[0])
    owners = packages_distributions()
    foreign = modules - sys.stdlib_module_names - OURS
    return {owners[module][0].lower().replace("_", "-") for module in foreign}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    lines = pyproject()["project"]["dependencies"]
    declared = {re.split(r"[<>=;\[]", line)[0].strip() for line in lines}

    assert _imported() - COME_WITH_FLASK == declared - set(LOADED_BY_OTHERS)
