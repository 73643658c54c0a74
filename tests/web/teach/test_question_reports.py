"""The queue of reported questions."""

from __future__ import annotations

from tests.web.seeing import FIRST, SECOND, table, take, text
from tests.web.teach.reporting import report


def test_without_reports_the_page_says_where_they_come_from(browse, trainer):
    assert "没有等待答复的报错" in text(trainer.get("teach.question_reports"))


def test_reports_of_one_question_stand_in_one_line(browse, trainer):
    for name, category in (("li_mei", "key"), ("chen_xiao", "key"), ("wang_qiang", "typo")):
        report(browse.another().enter(name), "speaking-1-q00", category=category)

    (row,) = table(trainer.get("teach.question_reports"))

    assert row[:4] == ["speaking-1-q00", "为职工说话", "答案有误2、错别字", "3"]


def test_the_page_asks_as_often_for_one_question_as_for_three(browse, trainer, count_queries):
    li_mei = browse.enter("li_mei")
    first, second = (take(li_mei, **lesson) for lesson in (FIRST, SECOND))
    numbers = []
    for places in ((first, 1),), ((first, 2), (second, 1)):
        for result, position in places:
            into = {"sitting_id": int(result.split("/")[2]), "position": position}
            li_mei.post("study.create_question_report", into=into, category="key")
        with count_queries() as asked:
            trainer.client.get("/teach/question-reports/")
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
