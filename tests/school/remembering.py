"""What every application of a process would work out anew, worked out once.

A test has an application and an engine of its own. Werkzeug compiles each of their addresses,
SQLAlchemy each statement, each worker's memory reads the courses it was published with: 40 ms of 50
in a test of one page. A child renders what is published: 130 ms. All of it follows from texts
alone, by which it is remembered here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from cadreschool.courses import publication, queries
from cadreschool.courses.banks import rendering as bank_rendering
from cadreschool.courses.drafts import previewing
from cadreschool.courses.rendering import SECONDS, render_lessons
from cadreschool.courses.rendering.wire import write_task
from cadreschool.courses.values import RenderedCourse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType

    from jinja2.bccache import Bucket
    from sqlalchemy.engine import Dialect, Engine

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.courses.payload import EditionFacts
    from cadreschool.courses.values import Course, Lesson, RenderedLesson

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


class RememberedTemplates(BytecodeCache):
    """Keeps what templates were compiled to, from one application to the next."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what this very text was compiled to."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to."""
        self._known[bucket.key, bucket.checksum] = bucket.code


def _once(read: Callable[..., Any], key_of: Callable[..., object]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def reading(*texts: str | bytes | Mapping[str, bytes]) -> Any:
        key = key_of(*texts)
        if key not in known:
            known[key] = read(*texts)
        return known[key]

    return reading


def remember_renderings() -> None:
    """Let a child process render what it is told once: publishing, previewing, making sheets.

    Whoever tries rendering itself asks `courses.rendering`, which remembers nothing.
    """
    known: dict[str, RenderedLesson] = {}

    def lessons_of(
        course_id: str, lessons: Sequence[Lesson], *, seconds: float = SECONDS
    ) -> tuple[RenderedLesson, ...]:
        told = {write_task(course_id, lesson): lesson for lesson in lessons}
        new = [task for task in told if task not in known]
        if new:
            rendered = render_lessons(course_id, [told[task] for task in new], seconds=seconds)
            known.update(zip(new, rendered, strict=True))
        return tuple(known[write_task(course_id, lesson)] for lesson in lessons)

    def course_of(course: Course) -> RenderedCourse:
        return RenderedCourse(lessons_of(course.id, course.lessons))

    bank_rendering.render_lessons = previewing.render_lessons = lessons_of
    publication.render_course = course_of


_statements: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


def remember_statements(engine: Engine) -> None:
    """Compile a statement once in this process instead of once for every engine.

    The dialect is the one of the first engine given here, which must have been connected.
    """
    name = engine.dialect.name
    if name not in _statements:
        _statements[name] = (engine.dialect, LRUCache(_STATEMENTS_KEPT))
    engine.dialect, engine._compiled_cache = _statements[name]
