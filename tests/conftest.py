"""What every test may ask for: a school, its people, a visitor, and a count of queries."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import event

from cadreschool.app import create_app
from cadreschool.cli.content import publish_folder
from cadreschool.cli.database import migrate
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from tests.browse import Browse
from tests.school import engines
from tests.school.cast import MONDAY, Cast, assemble
from tests.school.content import write_content
from tests.school.following import FollowingClock
from tests.school.remembering import (
    RememberedTemplates,
    remember_courses,
    remember_renderings,
    remember_rules,
    remember_statements,
)

if TYPE_CHECKING:
    from tests.school.dividing import Dividing

gc.disable()  # until all tests are collected
remember_rules()
remember_courses()
remember_renderings()

HERE = Path(__file__).parent
BROWSER = "/tests/browser/"
DATABASE_FIXTURES = frozenset({"app", "school", "session", "browse", "cast", "catalogue"})

# Desks whose reads and writes have tests of their own below the web, on both engines; that their
# pages come on both is seen by the matrix.
ALIKE = tuple(
    f"/tests/web/{desk}/" for desk in ("account", "office", "public", "study", "supervise", "teach")
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave folders unread of which the marks asked for would choose nothing."""
    wanted, place = config.option.markexpr, f"{collection_path.as_posix()}/"
    is_inside = collection_path.is_relative_to(HERE) and collection_path != HERE
    is_for_browsers = BROWSER in place
    unwanted = (
        (wanted == "browser" and is_inside and not is_for_browsers)
        or (wanted.startswith("not browser") and is_for_browsers)
        or ("not alike and" in wanted and any(folder in place for folder in ALIKE))
    )
    return True if unwanted else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database: it runs on both engines, but for pages that are alike."""
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
        if any(folder in item.path.as_posix() for folder in ALIKE):
            item.add_marker(pytest.mark.alike)
    # What one worker does alone begins first, or the others have nothing to do at the end.
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Dividing:
    """Divide the tests among the workers."""
    from tests.school.dividing import Dividing  # noqa: PLC0415 -- platform: only where xdist is

    return Dividing(config, log)


def pytest_collection_finish() -> None:
    """Leave modules and tests out of what the collector of garbage walks through, and less often.

    They are there until the end, and walking through them was a tenth of the whole suite.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small content folder: two courses, one law."""
    return write_content(tmp_path_factory.mktemp("content"))


class School(NamedTuple):
    """The school as it is when a test begins."""

    folder: Path
    url: str
    cast: Cast


@pytest.fixture(scope="session")
def school(content: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> School:
    """Make the school once: schema, content, cast."""
    folder = tmp_path_factory.mktemp("school")
    url = f"sqlite:///{folder / 'school.sqlite3'}"
    if engines.IS_POSTGRESQL:
        url = engines.postgresql_url(engines.server_folder(tmp_path_factory, worker_id), worker_id)
    app = create_app(engines.settings_for(folder, url, content))
    with app.app_context():
        migrate(db.engine)
        publish_folder(content, at=MONDAY, quiet=True)
        cast = write(assemble)
        db.session.remove()
        if not engines.IS_POSTGRESQL:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        remember_statements(db.engine)
        db.engine.dispose()
    return School(folder, url, cast)


@pytest.fixture
def new_database(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str], str]:
    """Return a maker of empty databases on the engine under test; it returns their addresses."""

    def make(name: str) -> str:
        if engines.IS_POSTGRESQL:
            server = engines.server_folder(tmp_path_factory, worker_id)
            return engines.postgresql_url(server, f"{worker_id}_{name}")
        return f"sqlite:///{tmp_path / f'{name}.sqlite3'}"

    return make


@pytest.fixture
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find pg_dump and pg_restore of the version that the tests' server has."""
    monkeypatch.setenv("CADRESCHOOL_PG_BIN", str(engines.postgresql_programs()))


@pytest.fixture(scope="session")
def templates() -> RememberedTemplates:
    """Keep compiled templates from one test to the next."""
    return RememberedTemplates()


@pytest.fixture(scope="session")
def snapshot(school: School) -> engines.Snapshot | None:
    """Remember the rows of the school, to put them back after every test on PostgreSQL."""
    return engines.Snapshot(school.url) if engines.IS_POSTGRESQL else None


@pytest.fixture
def app(
    school: School,
    snapshot: engines.Snapshot | None,
    content: Path,
    tmp_path: Path,
    templates: RememberedTemplates,
) -> Iterator[Flask]:
    """Return an application on a fresh copy of the school, without any context."""
    url = school.url
    if not engines.IS_POSTGRESQL:
        url = f"sqlite:///{tmp_path / 'school.sqlite3'}"
        engines.copy_database(school.folder / "school.sqlite3", tmp_path / "school.sqlite3")
    application = create_app(engines.settings_for(tmp_path, url, content))
    application.config["TESTING"] = True
    application.extensions["steady_clock"] = FollowingClock()
    application.jinja_env.bytecode_cache = templates
    with application.app_context():
        remember_statements(db.engine)
        engines.let_the_disk_follow(db.engine)
    yield application
    with application.app_context():
        db.session.remove()
        if snapshot is not None:
            snapshot.restore(db.engine)
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask, school: School) -> Cast:
    """Return the ids of the people and unions."""
    return school.cast


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """Hold an application context, for tests of actions and queries; never with `browse`."""
    with app.app_context():
        yield
        db.session.remove()


@pytest.fixture
def catalogue(session: None):
    """Return the catalogue of the small school."""
    return load_catalogue()


@pytest.fixture
def browse(app: Flask) -> Browse:
    """Return a visitor who checks every page they fetch."""
    return Browse(app)


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Return a context that lists the SQL statements run inside it."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_conn, _cursor, statement: str, *_rest: object) -> None:
            if not re.match(r"\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK)", statement):
                statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
