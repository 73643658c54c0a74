"""Eight processes that write at once: nobody is refused, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Flask

from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.models import OrganisationKind as Kind
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from tests.faults.conftest import Talk, running
from tests.faults.writers import COUNTED, UNION
from tests.school.cast import MONDAY

pytestmark = pytest.mark.database
PROCESSES, UNITS = 8, 40


@pytest.fixture
def writers(app: Flask, settings: dict[str, str]) -> Iterator[tuple[Talk, int]]:
    """Return the program that writes, and the first of the cadres it writes for."""

    def unit() -> int:
        union = db.session.get_one(Organisation, UNION)
        assert union.kind == Kind.COUNTY
        db.session.add(
            Counter(organisation_id=UNION, subject=COUNTED[1], what=COUNTED[2], number=0)
        )
        cadres = [
            add_cadre(
                NewCadre(f"writer{number}", "写手", Post.DELEGATE, Tie.PART_TIME),
                union,
                by=None,
                at=MONDAY,
            ).id
            for number in range(PROCESSES)
        ]
        assert cadres == list(range(cadres[0], cadres[0] + PROCESSES))
        return cadres[0]

    with app.app_context():
        first = write(unit)
        db.session.remove()
        db.engine.dispose()
    with running("tests.faults.writers", settings) as talk:
        yield talk, first


def test_eight_writers_are_served_in_turn(writers: tuple[Talk, int], app: Flask) -> None:
    talk, first = writers
    told = json.loads(talk.ask(PROCESSES, UNITS, first))

    assert told["errors"] == []
    assert told["units"] == PROCESSES * UNITS
    assert told["longest"] < 5000
    with app.app_context():
        assert db.session.get_one(Counter, COUNTED).number == PROCESSES * UNITS
        stored = db.session.scalar(db.text("SELECT count(*) FROM answer"))
        audited = db.session.scalar(
            db.text("SELECT count(*) FROM audit_row WHERE action = 'answer.save'")
        )
        assert (stored, audited) == (PROCESSES * UNITS, PROCESSES * UNITS)
