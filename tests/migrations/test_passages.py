"""An article cited in several passages: each is a row since 0019, all were one before."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, insert, select

from cadreschool.cli.database import migrate
from cadreschool.courses.models import PinnedCitation
from cadreschool.kernel.db import table_of, writing
from tests.migrations import rows

pytestmark = pytest.mark.database


def _cited(engine: Engine, article: str) -> int:
    pins = table_of(PinnedCitation).c
    with engine.connect() as connection:
        count = select(func.count(pins.lesson_id)).where(pins.article == article)
        return connection.scalar(count) or 0


def test_going_back_keeps_one_of_several_passages(engine: Engine) -> None:
    migrate(engine)
    rows.fill(engine)
    more = {"edition_id": 1, "lesson_id": "speaking", "law": "工会法", "version": "2021修正"}
    with writing(engine), engine.begin() as connection:
        connection.execute(
            insert(PinnedCitation),
            [
                {**more, "article": "22", "question_id": "speaking-q1", "passage": "1" * 64},
                {**more, "article": "22", "question_id": "", "passage": "2" * 64},
            ],
        )

    assert _cited(engine, "22") == 3
    migrate(engine, "0018")
    assert (_cited(engine, "22"), _cited(engine, "23")) == (1, 1)
    migrate(engine)
    assert _cited(engine, "22") == 1
