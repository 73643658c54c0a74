"""What the tests of commands ask for: somebody who types them, and a school without people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.kernel.db import Model, db, write
from tests.school import engines

Typing = Callable[..., Result]


@pytest.fixture
def flask(app: Flask) -> Typing:
    """Return what types `flask …`: exceptions that no command foresaw fail the test."""

    def type_it(
        *words: object, says: str = "", settings: Mapping[str, str] | None = None
    ) -> Result:
        runner = app.test_cli_runner(catch_exceptions=False)
        arguments = [str(word) for word in words]
        return runner.invoke(args=arguments, input=says or None, env=settings)

    return type_it


@pytest.fixture
def nobody(app: Flask) -> None:
    """Empty the school of its people; what was published stays."""

    def unit() -> None:
        for table in reversed(Model.metadata.sorted_tables):
            if table.name not in engines.PUBLISHED:
                db.session.execute(table.delete())

    with app.app_context():
        write(unit)


@pytest.fixture
def another_content(content: Path, tmp_path: Path) -> Path:
    """Return a copy of the content that a test may spoil."""
    copy = tmp_path / "another-content"
    for path in content.rglob("*.*"):
        target = copy / path.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return copy
