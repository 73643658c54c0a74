"""One name per page: its endpoint, its function, its template and its test are called the same.

And no route without a guard: who may use it is declared, never forgotten.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from tests.architecture.sources import ROOT, TEMPLATES, name_of, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.routing import Rule

CHANGES = ("create_", "update_", "withdraw_")
WEB_TESTS = ROOT / "tests" / "web"
# Pages that only show the way to another one.
SIGNPOSTS = frozenset({"public.home"})
SHARED_TEMPLATES = frozenset({"components"})
VARIABLE = re.compile(r"<([^>]+)>")
KEBAB = re.compile(r"(/[a-z0-9-]*|/<[a-z_:]+>|/<[a-z_:]+>\.<[a-z_:]+>)+")


def _rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")


def _pages(app: Flask) -> list[str]:
    """Return the endpoints that answer with a page: they are fetched, and end with a slash."""
    rules = [rule for rule in _rules(app) if rule.rule.endswith("/")]
    return sorted({rule.endpoint for rule in rules if "GET" in (rule.methods or ())})


def _changes(app: Flask) -> list[Rule]:
    return [rule for rule in _rules(app) if "POST" in (rule.methods or ())]


def _view(app: Flask, endpoint: str) -> Callable[..., object]:
    view: Callable[..., object] = inspect.unwrap(app.view_functions[endpoint])
    return view


def test_an_endpoint_is_called_like_its_function_and_lies_with_its_desk(app: Flask) -> None:
    wrong = []
    for rule in _rules(app):
        desk, name = rule.endpoint.split(".")
        view = _view(app, rule.endpoint)
        at_home = view.__module__.startswith(f"cadreschool.web.{desk}.")
        if view.__name__ != name or not at_home:
            wrong.append(f"{rule.endpoint} is {view.__module__}.{view.__name__}")

    assert wrong == []


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    open_doors = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in _rules(app)
        if not getattr(app.view_functions[rule.endpoint], "guard", None)
    ]

    assert open_doors == []


def test_every_page_has_a_template_of_its_name(app: Flask) -> None:
    expected = {f"{page.replace('.', '/')}.html" for page in _pages(app) if page not in SIGNPOSTS}
    existing = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.glob("*/*.html")
        if not path.name.startswith("_") and path.parent.name not in SHARED_TEMPLATES
    }

    assert existing == expected


def test_every_page_has_a_test_of_its_name(app: Flask) -> None:
    expected = [page.split(".") for page in _pages(app)]
    missing = [
        name_of(path)
        for desk, name in expected
        if not (path := WEB_TESTS / desk / f"test_{name}.py").exists()
    ]

    assert missing == []


def test_every_change_is_tried_by_some_test(app: Flask) -> None:
    tests = "\n".join(text(path) for path in sorted(WEB_TESTS.rglob("*.py")))

    assert [rule.endpoint for rule in _changes(app) if f'"{rule.endpoint}"' not in tests] == []


def test_a_change_is_a_new_noun(app: Flask) -> None:
    wrong = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in _changes(app)
        if not rule.endpoint.split(".")[1].startswith(CHANGES)
        or rule.rule.endswith("/")
        or "GET" in (rule.methods or ())
    ]

    assert wrong == []


def test_addresses_are_plain_nouns_with_typed_arguments(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in _rules(app)
        if not KEBAB.fullmatch(rule.rule)
        or any(":" not in variable for variable in VARIABLE.findall(rule.rule))
    ]

    assert wrong == []


def test_every_partial_says_what_it_needs() -> None:
    silent = [
        name_of(path)
        for path in sorted(TEMPLATES.rglob("_*.html"))
        if not (text(path).startswith("{#") and "Needs:" in text(path).split("#}")[0])
    ]

    assert silent == []
