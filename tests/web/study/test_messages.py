"""Messages as their reader sees them."""

from __future__ import annotations

from cadreschool.kernel.db import write
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from tests.school.cast import MONDAY
from tests.web.seeing import links, text


def _tell(app, cadre_id, number=1):
    def unit():
        for one in range(number):
            new = NewMessage(f"report:{one}", f"第 {one} 件", "谢谢您指出。", "/question-reports/")
            tell([cadre_id], new, at=MONDAY)

    with app.app_context():
        write(unit)


def test_a_message_is_on_the_first_page_until_it_is_put_away(app, browse, cast):
    _tell(app, cast.li_mei)
    page = browse.enter("li_mei").get("study.home")
    assert "谢谢您指出。" in text(page)
    form = next(one for one in page.select(".notice form") if "收起" in text(one))

    after = browse.follow(browse.send(str(form["action"]), {}))

    assert "谢谢您指出。" not in text(after)
    everything = browse.get("study.messages")
    assert "谢谢您指出。" in text(everything)
    assert "/question-reports/" in links(everything)


def test_nobody_else_is_told_nor_puts_it_away(app, browse, cast):
    _tell(app, cast.li_mei)
    browse.enter("chen_xiao")

    assert "没有消息" in text(browse.get("study.messages"))
    answered = browse.post("study.create_message_reading", into={"message_id": 1})
    assert answered.status_code == 404


def test_the_first_page_asks_as_often_for_one_message_as_for_three(
    app, browse, cast, count_queries
):
    _tell(app, cast.li_mei)
    browse.enter("li_mei").get("study.home")
    numbers = []
    for number in (3, 3):
        with count_queries() as asked:
            browse.client.get("/study/")
        numbers.append(len(asked))
        _tell(app, cast.li_mei, number)

    assert numbers[0] == numbers[1]
