"""Announcements as their readers see them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.notices.models import Announcement, AnnouncementRead
from tests.school.cast import MONDAY
from tests.web.seeing import links, text


def _announce(app, union: int, by: int, *titles: str, **dates) -> list[int]:
    def unit() -> list[int]:
        made = [
            Announcement(
                organisation_id=union,
                title=title,
                text="内容",
                made_by=by,
                made_at=MONDAY,
                **({"from_on": clock.day_of(MONDAY)} | dates),
            )
            for title in titles
        ]
        db.session.add_all(made)
        db.session.flush()
        return [one.id for one in made]

    with app.app_context():
        return write(unit)


def test_what_is_put_away_leaves_the_first_page_and_stays_on_the_page_of_all(app, browse, cast):
    _announce(app, cast.county, cast.sun, "交流会")
    page = browse.enter("li_mei").get("study.home")
    form = next(one for one in page.select(".notice form"))

    after = browse.follow(browse.send(str(form["action"]), {}))

    assert "交流会" not in text(after)
    assert "交流会" in text(browse.get("study.announcements"))
    assert "交流会" in text(browse.another().enter("chen_xiao").get("study.home"))


def test_putting_away_twice_is_putting_away_once(app, browse, cast):
    (one,) = _announce(app, cast.county, cast.sun, "交流会")
    browse.enter("li_mei")
    for _ in range(2):
        answer = browse.post("study.create_announcement_reading", into={"announcement_id": one})
        assert answer.status_code == 303

    with app.app_context():
        kept = db.session.execute(db.select(AnnouncementRead.__table__)).all()
    assert kept == [(cast.li_mei, one)]


@pytest.mark.parametrize("dates", [{"from_on": timedelta(1)}, {"until_on": timedelta(-1)}])
def test_before_its_first_day_and_after_its_last_nothing_is_shown(app, browse, cast, dates):
    days = {name: clock.today() + away for name, away in dates.items()}
    (one,) = _announce(app, cast.county, cast.sun, "交流会", **days)
    browse.enter("li_mei")

    assert "交流会" not in text(browse.get("study.home"))
    assert "交流会" not in text(browse.get("study.announcements"))
    answer = browse.post("study.create_announcement_reading", into={"announcement_id": one})
    assert answer.status_code == 404


def test_three_are_shown_at_once_and_the_others_are_a_link_away(app, browse, cast):
    _announce(app, cast.textile, cast.sun, "甲", "乙", "丙", "丁")
    page = browse.enter("li_mei").get("study.home")

    assert [text(one) for one in page.select(".notice h3")] == ["丁", "丙", "乙"]
    assert browse.address("study.announcements") in links(page)


def test_the_first_page_asks_as_often_for_one_announcement_as_for_three(
    app, browse, cast, count_queries
):
    _announce(app, cast.textile, cast.sun, "甲")
    browse.enter("li_mei").get("study.home")
    numbers = []
    for _ in range(2):
        with count_queries() as asked:
            browse.client.get("/study/")
        numbers.append(len(asked))
        _announce(app, cast.textile, cast.sun, "乙", "丙")

    assert numbers[0] == numbers[1]


def test_where_nothing_is_announced_the_page_says_so(browse):
    assert "现在没有公告" in text(browse.enter("li_mei").get("study.announcements"))
