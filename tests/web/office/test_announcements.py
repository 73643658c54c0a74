"""Announcements in the 管理台: written, listed, taken down, each within one's own part."""

from __future__ import annotations

from datetime import timedelta

from cadreschool.kernel import clock
from tests.web.neighbourhood import settle
from tests.web.seeing import text, words


def _settled(app, browse, login):
    school = settle(app)
    return browse.enter(login), school


def _write(browse, organisation_id, **fields):
    given = {
        "title": "停课通知",
        "text": "周五不上课。\n\n下周照常。",
        "from_on": "",
        "until_on": "",
    }
    return browse.post(
        "office.create_announcement", into={"organisation_id": organisation_id}, **(given | fields)
    )


def test_what_an_administrator_writes_is_shown_to_everybody_below_and_to_nobody_else(app, browse):
    browse, school = _settled(app, browse, "shixiao")
    page = browse.follow(_write(browse, school.unions["shixiao"]))

    assert "公告“停课通知”现在起显示。" in words(page)
    for login, sees in (("limei", True), ("wufang", True), ("wangqiang", False), ("sun", False)):
        other = browse.another().enter(login)
        assert ("停课通知" in text(other.get("study.announcements"))) is sees, login
        assert ("停课通知" in text(other.get("study.home"))) is sees, login


def test_what_is_taken_down_is_shown_no_more_and_stays_on_the_list(app, browse):
    browse, school = _settled(app, browse, "shixiao")
    page = browse.follow(_write(browse, school.unions["limei"]))
    form = next(one for one in page.select("form") if "停课通知" in text(one))

    browse.follow(browse.send(str(form["action"]), {}))

    row = next(
        one for one in browse.get("office.announcements").select("main li") if "停课" in text(one)
    )
    assert "已撤下" in text(row)
    assert row.select("form") == []
    reader = browse.another().enter("limei")
    assert "停课通知" not in text(reader.get("study.announcements"))


def test_one_that_begins_later_waits_for_its_day(app, browse):
    browse, school = _settled(app, browse, "shixiao")
    day = clock.today() + timedelta(days=3)
    page = browse.follow(_write(browse, school.unions["limei"], from_on=day.isoformat()))

    assert "尚未开始" in text(page)
    assert "停课通知" not in text(browse.another().enter("limei").get("study.announcements"))


def test_nobody_is_told_who_has_read_it(app, browse):
    browse, school = _settled(app, browse, "shixiao")
    before = text(browse.follow(_write(browse, school.unions["limei"])))
    reader = browse.another().enter("limei")
    notice = next(one for one in reader.get("study.home").select(".notice") if "停课" in text(one))
    reader.send(str(notice.select_one("form")["action"]), {})

    assert text(browse.get("office.announcements")) == before.replace(
        "公告“停课通知”现在起显示。", ""
    )


def test_the_list_holds_the_announcements_of_my_part_only(app, browse):
    browse, _ = _settled(app, browse, "shixiao")
    unions = {
        text(one).split("·")[1]
        for one in browse.get("office.announcements").select(".law-row > .quiet")
    }

    assert unions == {"城关街道工会联合会", "纺织工会", "细纱小组"}
