"""What every application of a process would work out anew, worked out once.

A test has an application and an engine of its own. Werkzeug compiles each of their addresses,
SQLAlchemy each statement, and each worker's memory reads the courses it was published with: 40 ms
of 50 in a test of one page. All of it follows from texts alone, by which it is remembered here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from cadreschool.courses import queries

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect, Engine

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.courses.payload import EditionFacts

_STATEMENTS_KEPT = 5000


class RememberedRule(Rule):
    """A rule that is what the same rule of an earlier application became."""

    _known: ClassVar[dict[tuple[object, ...], tuple[Any, ...]]] = {}

    def compile(self) -> None:
        """Take parts, converters and builders from the first rule that says the same."""
        defaults = tuple(sorted((self.defaults or {}).items()))
        key = (self.rule, defaults, self.subdomain, self.host, self.merge_slashes)
        if key not in self._known:
            super().compile()
            parts = (tuple(self._parts), tuple(self._trace), dict(self._converters))
            builders = (self._build.__func__, self._build_unknown.__func__)
            self._known[key] = (*parts, frozenset(self.arguments), *builders)
            return
        parts, trace, converters, arguments, build, build_unknown = self._known[key]
        self._parts, self._trace = list(parts), list(trace)
        self._converters = dict(converters)
        self.arguments = set(arguments)
        self._build = build.__get__(self, None)
        self._build_unknown = build_unknown.__get__(self, None)


def remember_rules() -> None:
    """Let every application of this process use such rules."""
    Flask.url_rule_class = RememberedRule


def remember_courses() -> None:
    """Read a stored text of a course, of the laws or of the framework once in this process."""
    read_course = queries.from_payload
    courses: dict[tuple[object, ...], PublishedCourse] = {}

    def from_payload(payload: str, facts: EditionFacts) -> PublishedCourse:
        versions = tuple(sorted(facts.versions.items()))
        key = (payload, facts.edition_id, facts.number, facts.published_at, versions)
        if key not in courses:
            courses[key] = read_course(payload, facts)
        return courses[key]

    queries.from_payload = from_payload
    queries.read_registry = _once(queries.read_registry, lambda files: tuple(sorted(files.items())))
    queries.read_framework = _once(queries.read_framework, lambda *named: named)


def _once(read: Callable[..., Any], key_of: Callable[..., object]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def reading(*texts: str | bytes | Mapping[str, bytes]) -> Any:
        key = key_of(*texts)
        if key not in known:
            known[key] = read(*texts)
        return known[key]

    return reading


_statements: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


def remember_statements(engine: Engine) -> None:
    """Compile a statement once in this process instead of once for every engine.

    The dialect is the one of the first engine given here, which must have been connected.
    """
    name = engine.dialect.name
    if name not in _statements:
        _statements[name] = (engine.dialect, LRUCache(_STATEMENTS_KEPT))
    engine.dialect, engine._compiled_cache = _statements[name]
