"""The queue of cases at the 教研台."""

from __future__ import annotations

from tests.web.seeing import table, text
from tests.web.study.telling import publish, told
from tests.web.teach.writing import BAI_LU


def test_an_empty_queue_says_so(trainer):
    assert "没有等待审核的案例" in text(trainer.get("teach.cases"))


def test_cases_wait_with_the_teachers_of_their_union(browse, trainer, reviewer):
    told(browse.another().enter("li_mei"))
    told(browse.another().enter("li_mei"), do="save", title="只是一份草稿")

    for desk in (trainer, reviewer):
        assert [row[:3] for row in table(desk.get("teach.cases"))] == [
            ["夜班津贴少发了三个月", "基层工会", "《测试法》第二条"]
        ]
    beside = browse.another().enter(BAI_LU)
    assert "没有等待审核的案例" in text(beside.get("teach.cases"))


def test_published_cases_are_looked_at_again(browse, reviewer):
    publish(reviewer, told(browse.another().enter("li_mei")))
    assert "没有等待审核的案例" in text(reviewer.get("teach.cases"))
    assert len(table(reviewer.get("teach.cases", state="published"))) == 1


def test_the_page_asks_as_often_for_one_case_as_for_three(browse, trainer, count_queries):
    li_mei = browse.another().enter("li_mei")
    numbers = []
    for more in (1, 2):
        for number in range(more):
            told(li_mei, title=f"夜班津贴第{more}{number}回")
        with count_queries() as asked:
            trainer.client.get("/teach/cases/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
