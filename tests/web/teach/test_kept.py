"""Texts that were set aside."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.teach.writing import COURSE, opened, replaced, save


def test_with_nothing_set_aside_it_says_so(he_jing):
    assert "还没有留存的文字" in text(he_jing.get("teach.kept", **COURSE))


def test_what_was_written_in_a_draft_that_was_given_up_is_there(he_jing):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "何静改的正文"))
    he_jing.post("teach.withdraw_draft", into=COURSE, sure="1")

    assert "何静改的正文" in text(he_jing.get("teach.kept", **COURSE))


def test_a_text_whose_lesson_is_gone_is_set_aside_all_the_same(he_jing):
    fields = opened(he_jing)
    he_jing.post("teach.withdraw_lesson", into=COURSE | {"folder": "01-lesson"})

    page = he_jing.follow(save(he_jing, fields, do="theirs"))

    assert "您的一份在“留存的文字”里" in text(page)


def test_each_text_says_whose_it_is(he_jing):
    into = COURSE | {"folder": "01-lesson"}
    he_jing.post("teach.withdraw_lesson", into=into)

    page = he_jing.get("teach.kept", **COURSE)
    assert len(page.select("textarea[readonly]")) == 2
    assert "何静写的" in text(page)
