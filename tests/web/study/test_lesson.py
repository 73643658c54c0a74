"""A lesson: its text, where one stands, where one was, and what follows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from cadreschool.cli.content import publish_folder
from cadreschool.kernel import clock
from tests.school.cast import MONDAY
from tests.school.content import a_course, write_content
from tests.web.seeing import FIRST, SECOND, begin, links, take, text, words

TO_READ = {"course_id": "reading", "lesson_id": "reading-1"}


@pytest.fixture
def something_to_read(app, tmp_path):
    """Publish a third course, whose lessons have no questions."""
    folder = write_content(
        tmp_path / "more",
        a_course(),
        a_course("listening", lessons=1, unit="C1", title="倾听"),
        a_course("reading", lessons=2, questions=0, unit="D1", title="读书"),
    )
    with app.app_context():
        publish_folder(folder, at=MONDAY, quiet=True)


def _block(browse, number=0):
    page = browse.get("study.lesson", **FIRST)
    return page.select("[data-position] [id^=b-]")[number]["id"]


def _main_button(page):
    return [(text(one), str(one["href"])) for one in page.select("main a.button--main")]


def test_a_lesson_shows_its_text_its_sections_and_its_place_in_the_course(browse):
    page = browse.enter("li_mei").get("study.lesson", **FIRST)

    headings = [one.get_text() for one in page.select(".prose h2")]
    assert headings == ["情境", "要点", "法条", "怎么说", "常错", "练一练", "带走"]
    assert "/courses/speaking/" in links(page)
    assert "约 15 分钟" in words(page)
    assert text(page.select_one("h1")) == "课speaking-1"


def test_a_citation_can_be_followed_to_its_gist_and_back(browse):
    page = browse.enter("li_mei").get("study.lesson", **FIRST)
    citation = page.select_one(".prose a[href^='#law-']")

    card = page.select_one(citation["href"])

    assert citation.get_text().startswith("《测试法》第一条")
    assert "第一条说明这部法为什么要有。" in text(card)
    assert "2020修正" in text(card)
    assert f"#{citation['id']}" in {one["href"] for one in card.select("a")}


def test_neighbours_are_named_and_the_ends_have_one(browse):
    browse.enter("li_mei")
    first, second = browse.get("study.lesson", **FIRST), browse.get("study.lesson", **SECOND)

    assert first.select("a[rel=prev]") == second.select("a[rel=next]") == []
    assert first.select_one("a[rel=next]")["href"] == browse.address("study.lesson", **SECOND)
    assert second.select_one("a[rel=prev]")["href"] == browse.address("study.lesson", **FIRST)


@pytest.mark.parametrize(
    "missing",
    [
        {"course_id": "speaking", "lesson_id": "nowhere"},
        {"course_id": "nowhere", "lesson_id": "speaking-1"},
        {"course_id": "listening", "lesson_id": "speaking-1"},
    ],
)
def test_a_lesson_is_found_in_its_own_course_only(browse, missing):
    browse.enter("li_mei").get("study.lesson", status=404, **missing)


# What follows


def test_a_new_lesson_leads_to_its_check(browse):
    page = browse.enter("li_mei").get("study.lesson", **FIRST)

    assert _main_button(page) == [("去检测", browse.address("study.check", **FIRST))]
    assert "共抽5题，80分合格，不限时间。" in text(page)


def test_an_open_check_is_gone_on_with(browse):
    browse.enter("li_mei")
    begin(browse)

    page = browse.get("study.lesson", **FIRST)

    assert _main_button(page) == [("继续检测", browse.address("study.check", **FIRST))]
    assert "检测尚未交卷" in text(page)


def test_after_a_missed_check_the_page_says_from_when_one_may_try_again(browse):
    browse.enter("li_mei")
    with time_machine.travel(clock.now(), tick=False) as now:
        take(browse, wrong=(1, 2))
        again = clock.minute_text(clock.now() + timedelta(minutes=10))
        waiting = text(browse.get("study.lesson", **FIRST))
        now.shift(timedelta(minutes=10))
        free = text(browse.get("study.lesson", **FIRST))

    assert f"距上次交卷不足十分钟，{again}后可再测。" in waiting
    assert "检测60分，须80分" in waiting
    assert "共抽5题，80分合格，不限时间。" in free
    assert "再测一次" in free


# Reading without a check


def test_a_lesson_without_questions_is_marked_as_read(browse, something_to_read):
    browse.enter("li_mei")
    page = browse.get("study.lesson", **TO_READ)
    assert "尚未读完" in text(page)
    assert "记为读完" in text(page)

    response = browse.post("study.create_reading", into=TO_READ)
    page = browse.follow(response)

    assert response.location == browse.address("study.lesson", **TO_READ)
    assert "这一课已记为完成。" in words(page)
    assert "记为读完" not in [text(one) for one in page.select("button")]
    assert "缺第2课（共2课）" in text(browse.get("study.course", course_id="reading"))


def test_the_last_lesson_read_finishes_the_course(browse, something_to_read):
    browse.enter("li_mei")
    for lesson_id in ("reading-1", "reading-2"):
        browse.post("study.create_reading", into=TO_READ | {"lesson_id": lesson_id})

    assert "已完成" in words(browse.get("study.course", course_id="reading"))


def test_a_lesson_without_questions_has_no_check_to_begin(browse, something_to_read):
    browse.enter("li_mei")
    page = browse.get("study.check", **TO_READ)

    assert "这一课没有检测题，读完记下即可。" in words(page)
    assert browse.post("study.create_sitting", into=TO_READ).status_code == 409


def test_a_lesson_with_a_check_cannot_be_marked_as_read(browse):
    response = browse.enter("li_mei").post("study.create_reading", into=FIRST)

    assert response.status_code == 409
    assert "这一课有检测，检测合格后自动记为完成。" in response.text
    assert "共 2 课，尚未开始" in words(browse.get("study.course", course_id="speaking"))


# The last paragraph


def test_the_paragraph_read_last_is_offered_on_another_device(browse):
    block = _block(browse.enter("li_mei"), 3)
    response = browse.post("study.create_position", into=FIRST, block=block)

    page = browse.another().enter("li_mei").get("study.lesson", **FIRST)

    assert (response.status_code, response.data) == (204, b"")
    assert page.select_one("[data-position]")["data-position"] == block
    assert f"#{block}" in links(page)


def test_the_paragraph_is_ones_own(browse):
    block = _block(browse.enter("li_mei"))
    browse.post("study.create_position", into=FIRST, block=block)

    page = browse.another().enter("chen_xiao").get("study.lesson", **FIRST)

    assert page.select_one("[data-position]")["data-position"] == ""


@pytest.mark.parametrize(
    "block", ["", "b-00000000", "nowhere", "<script>", '"', "b" * 99, "情境 的", "../x", "\n"]
)
def test_only_a_paragraph_of_the_lesson_is_remembered(browse, block):
    response = browse.enter("li_mei").post("study.create_position", into=FIRST, block=block)

    assert response.status_code == 422
    page = browse.get("study.lesson", **FIRST)
    assert page.select_one("[data-position]")["data-position"] == ""


# What the browser may keep


def _etag(browse):
    response = browse.client.get(browse.address("study.lesson", **FIRST))
    assert response.headers["Cache-Control"] == "private, no-cache"
    return response.headers.get("ETag")


def _again(browse, etag):
    path = browse.address("study.lesson", **FIRST)
    return browse.client.get(path, headers={"If-None-Match": etag})


def test_a_page_that_did_not_change_is_not_sent_again(browse):
    etag = _etag(browse.enter("li_mei"))

    response = _again(browse, etag)

    assert re.fullmatch(r'W/"\w{32}"', etag)
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag


def _passes_the_check(browse, app, tmp_path):
    take(browse)


def _opens_the_check(browse, app, tmp_path):
    begin(browse)


def _reads_on(browse, app, tmp_path):
    browse.post("study.create_position", into=FIRST, block=_block(browse, 2))


def _wants_large_type(browse, app, tmp_path):
    browse.post("account.update_display", text_size="26", theme="auto")


def _wants_dark_pages(browse, app, tmp_path):
    browse.post("account.update_display", text_size="18", theme="dark")


def _signs_in_anew(browse, app, tmp_path):
    browse.enter("li_mei")


def _somebody_else_sits_down(browse, app, tmp_path):
    browse.enter("chen_xiao")


def _a_new_edition_appears(browse, app, tmp_path):
    folder = write_content(tmp_path / "more", a_course(title="为职工说好话"))
    with app.app_context():
        publish_folder(folder, at=MONDAY, quiet=True)


@pytest.mark.parametrize(
    "change",
    [
        _passes_the_check,
        _opens_the_check,
        _reads_on,
        _wants_large_type,
        _wants_dark_pages,
        _signs_in_anew,
        _somebody_else_sits_down,
        _a_new_edition_appears,
    ],
)
def test_a_page_is_sent_again_when_anything_on_it_changed(browse, app, tmp_path, change):
    etag = _etag(browse.enter("li_mei"))

    change(browse, app, tmp_path)

    response = _again(browse, etag)
    assert response.status_code == 200
    assert response.headers["ETag"] != etag


def test_a_page_is_sent_again_the_next_day_because_laws_begin_and_end_on_days(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        etag = _etag(browse.enter("li_mei"))
        now.shift(timedelta(hours=11))
        assert _again(browse, etag).status_code == 304
        now.shift(timedelta(hours=5))
        browse.enter("li_mei")
        assert _again(browse, etag).status_code == 200


def test_a_page_that_tells_from_when_one_may_try_again_is_true_every_minute(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.enter("li_mei"), wrong=(1, 2))
        etag = _etag(browse)
        assert _again(browse, etag).status_code == 304
        now.shift(timedelta(minutes=10))
        response = _again(browse, etag)

    assert response.status_code == 200
    assert "距上次交卷" not in response.text


def test_a_message_that_waits_is_always_delivered_and_never_kept(browse, something_to_read):
    browse.enter("li_mei")
    path = browse.address("study.lesson", **TO_READ)
    etag = browse.client.get(path).headers["ETag"]
    browse.post("study.create_reading", into=TO_READ)
    browse.post("study.create_reading", into=TO_READ)

    response = browse.client.get(path, headers={"If-None-Match": f'{etag}, "x", *'})

    assert response.status_code == 200
    assert "这一课已记为完成。" in response.text
    assert "ETag" not in response.headers
    assert "这一课已记为完成。" not in browse.client.get(path).text
