"""The kinds of questions: each folder here is one, and nothing else lists them.

A new kind is a new folder whose package has an object `KIND` that fulfils
`cadreschool.questions.kind.Kind`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from cadreschool.questions.kind import Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind, in the order people are used to."""
    folders = [module.name for module in iter_modules(__path__) if module.ispkg]
    kinds = [cast("Kind", import_module(f"{__name__}.{folder}").KIND) for folder in folders]
    return tuple(sorted(kinds, key=lambda kind: (kind.place, kind.name)))


@cache
def kind_named(name: str) -> Kind:
    """Return a kind by the name stored with a question."""
    return next(kind for kind in all_kinds() if kind.name == name)


def kind_labelled(label: str) -> Kind | None:
    """Return a kind by the word authors write."""
    return next((kind for kind in all_kinds() if kind.label == label), None)
