"""The list of corrections."""

from __future__ import annotations

from tests.web.seeing import table, text
from tests.web.teach.correcting import asked_of_all, propose


def test_without_corrections_the_page_says_where_they_begin(trainer):
    assert "还没有改判" in text(trainer.get("teach.regrades"))


def test_corrections_are_listed_with_reason_and_state(app, browse, trainer):
    question = asked_of_all(app, browse)
    propose(app, trainer, question)

    (row,) = table(trainer.get("teach.regrades"))

    assert row[0] == f"{question}全校"
    assert row[1:4] == ["按新答案重新评分", "答案标错了，应为错一", "已预览，还没有送审"]
    assert row[4].startswith("何静")


def test_those_of_the_school_are_not_for_a_town(app, browse, trainer):
    propose(app, trainer, asked_of_all(app, browse))

    assert "还没有改判" in text(browse.another().enter("bailu").get("teach.regrades"))
