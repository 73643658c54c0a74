"""The glossary holds every word of the domain that the code has a name for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cadreschool.kernel.db import Model
from cadreschool.kernel.viewer import Role
from cadreschool.people.models import Post
from tests.architecture.sources import PRODUCT, import_models, text

if TYPE_CHECKING:
    from collections.abc import Iterable

GLOSSARY = "docs/glossary.md"


def _missing(names: Iterable[str]) -> list[str]:
    glossary = text(GLOSSARY)
    return sorted(name for name in names if f"`{name}`" not in glossary)


def test_every_table_is_explained() -> None:
    import_models()

    assert _missing(mapper.class_.__name__ for mapper in Model.registry.mappers) == []


def test_every_competency_is_explained() -> None:
    framework = yaml.safe_load(text("content/competencies.yaml"))

    assert _missing(competency["id"] for competency in framework["competencies"]) == []


def test_every_post_is_explained() -> None:
    assert _missing(Post) == []


def test_every_role_is_explained() -> None:
    assert _missing(Role) == []


def test_every_desk_is_explained() -> None:
    web = PRODUCT / "web"
    desks = {path.parent.name for path in web.glob("*/views.py")}
    desks |= {path.parent.parent.name for path in web.glob("*/views/__init__.py")}

    assert desks
    assert _missing(desks) == []
