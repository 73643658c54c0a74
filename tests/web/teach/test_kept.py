"""Texts that were set aside."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.teach.writing import COURSE


def test_with_nothing_set_aside_it_says_so(he_jing):
    assert "还没有留存的文字" in text(he_jing.get("teach.kept", **COURSE))


def test_each_text_says_whose_it_is(he_jing):
    into = COURSE | {"folder": "01-lesson"}
    he_jing.post("teach.withdraw_lesson", into=into)

    page = he_jing.get("teach.kept", **COURSE)
    assert len(page.select("textarea[readonly]")) == 2
    assert "何静写的" in text(page)
