"""The queue: what waits, how old it is, and a way to take the next group."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import table, text
from tests.web.teach.judging import leave_answers, take

HOUR = timedelta(hours=1)


def test_without_answers_the_page_says_where_they_come_from(trainer):
    assert "没有待评的回答" in text(trainer.get("teach.marking"))


def test_the_queue_tells_its_length_and_age_and_no_name(app, cast, trainer):
    with time_machine.travel(MONDAY, tick=False):
        leave_answers(
            app, cast, (cast.li_mei, "甲"), (cast.chen_xiao, "甲。"), (cast.wang_qiang, "乙")
        )
    with time_machine.travel(MONDAY + 50 * HOUR, tick=False):
        page = trainer.enter("hejing").get("teach.marking")

    assert "共2组、3份回答待评，最早的已等2天。" in text(page)
    (row,) = table(page)
    assert row[:4] == ["怎样开好协商会？简答", "全校", "2组，3份", "2天"]
    assert not [name for name in ("李梅", "陈晓", "王强", "纺织工会") if name in text(page)]


def test_taking_the_next_group_leads_to_it_and_keeps_it(app, cast, trainer, browse):
    leave_answers(app, cast, (cast.li_mei, "甲"))
    address = take(trainer)

    assert "评分" in text(trainer.open(address))
    other = browse.another().enter("xucheng")
    assert "没有您能评的了" in text(other.follow(other.post("teach.create_marking_lock")))
    assert "别人正在评这一组" in text(other.open(address))


def test_taking_one_of_a_question_takes_no_other(app, cast, trainer):
    leave_answers(app, cast, (cast.li_mei, "甲"))

    answer = trainer.post("teach.create_marking_lock", version="999", part="0")

    assert "没有您能评的了" in text(trainer.follow(answer))


def test_the_page_asks_as_often_for_one_question_as_for_three(app, cast, trainer, count_queries):
    numbers = []
    for whose in ([(cast.li_mei, "甲")], [(cast.chen_xiao, "乙"), (cast.wang_qiang, "丙")]):
        leave_answers(app, cast, *whose)
        trainer.client.get("/teach/marking/")
        with count_queries() as asked:
            trainer.client.get("/teach/marking/")
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
