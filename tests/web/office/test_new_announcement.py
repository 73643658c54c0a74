"""Writing an announcement: what the form refuses keeps what was written."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.neighbourhood import settle
from tests.web.seeing import text


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"title": ""}, "请填写标题。"),
        ({"title": " \u3000 "}, "请写上文字。"),
        ({"title": "\u202e"}, "请写上文字。"),
        ({"title": "长" * 61}, "标题最多写 60 个字。"),
        ({"text": ""}, "请填写内容。"),
        ({"text": "长" * 2001}, "内容最多写 2000 个字。"),
        ({"from_on": "2020-01-01"}, "公告从今天或以后的一天开始显示。"),
        ({"from_on": "明天"}, "日期"),
        ({"from_on": "2990-01-02", "until_on": "2990-01-01"}, "最后一天早于第一天。"),
    ],
)
def test_a_mistake_is_named_and_nothing_that_was_written_is_lost(app, browse, wrong, reason):
    school = settle(app)
    browse.enter("tianye")
    given = {"title": "停课通知", "text": "周五不上课。", "from_on": "", "until_on": ""} | wrong
    into = {"organisation_id": school.unions["limei"]}

    response = browse.post("office.create_announcement", into=into, **given)

    assert response.status_code == 422
    page = check(response)
    assert reason.replace(" ", "") in text(page)
    if "text" not in wrong:
        assert page.select_one("textarea").get_text().strip() == "周五不上课。"
    assert "停课通知" not in text(browse.get("office.announcements"))


def test_the_form_says_who_will_be_told(app, browse):
    school = settle(app)
    page = browse.enter("tianye").get(
        "office.new_announcement", organisation_id=school.unions["limei"]
    )

    assert "发给纺织工会和所有下级工会的干部" in text(page)


def test_markup_in_an_announcement_is_only_text(app, browse):
    school = settle(app)
    browse.enter("tianye")
    into = {"organisation_id": school.unions["limei"]}
    fields = {
        "title": "<b>粗</b>",
        "text": "<script>x</script>\n第二行",
        "from_on": "",
        "until_on": "",
    }
    browse.post("office.create_announcement", into=into, **fields)

    for page in (
        browse.get("office.announcements"),
        browse.another().enter("limei").get("study.home"),
        browse.another().enter("limei").get("study.announcements"),
    ):
        assert page.select("main b, main script") == []
        assert "<script>x</script>" in text(page)
