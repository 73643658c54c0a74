"""A browser that several people use: all are known since 0011, one of them before."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert, select

from cadreschool.cli.database import migrate
from cadreschool.kernel.db import writing
from cadreschool.people.models import KnownBrowser
from tests.migrations import rows
from tests.school.cast import MONDAY

pytestmark = pytest.mark.database

OFFICE = f"{1:064}"


def _known(engine: Engine) -> list[tuple[str, int]]:
    query = select(KnownBrowser.token_digest, KnownBrowser.cadre_id).where(
        KnownBrowser.token_digest == OFFICE
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(KnownBrowser.cadre_id))]


def test_going_back_keeps_one_of_several_people_a_browser_knows(engine: Engine) -> None:
    migrate(engine)
    rows.fill(engine)
    with writing(engine), engine.begin() as connection:
        more = {"token_digest": OFFICE, "cadre_id": 2, "known_since": MONDAY}
        connection.execute(insert(KnownBrowser), [more])

    assert _known(engine) == [(OFFICE, 1), (OFFICE, 2)]
    migrate(engine, "0010")
    assert _known(engine) == [(OFFICE, 1)]
    migrate(engine)
    assert _known(engine) == [(OFFICE, 1)]
