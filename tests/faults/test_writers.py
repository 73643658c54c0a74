"""Eight processes that write at once: nobody is refused, and nothing is lost."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from cadreschool.kernel.db import db
from cadreschool.organisations.models import Counter
from tests.faults.conftest import WRITERS, Talk
from tests.faults.writers import COUNTED

pytestmark = pytest.mark.database
UNITS = 40


def test_eight_writers_are_served_in_turn(writers: tuple[Talk, int], app: Flask) -> None:
    talk, first = writers
    told = json.loads(talk.ask(WRITERS, UNITS, first))

    assert told["errors"] == []
    assert told["units"] == WRITERS * UNITS
    assert told["longest"] < 5000
    with app.app_context():
        assert db.session.get_one(Counter, COUNTED).number == WRITERS * UNITS
        stored = db.session.scalar(db.text("SELECT count(*) FROM answer"))
        audited = db.session.scalar(
            db.text("SELECT count(*) FROM audit_row WHERE action = 'answer.save'")
        )
        assert (stored, audited) == (WRITERS * UNITS, WRITERS * UNITS)
