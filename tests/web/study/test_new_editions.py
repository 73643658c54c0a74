"""A course changes while somebody is in the middle of it."""

from __future__ import annotations

import pytest

from cadreschool.cli.content import publish_folder
from tests.school.cast import MONDAY
from tests.school.content import a_course, write_content
from tests.web.seeing import FIRST, SECOND, begin, hand_in, text, words


@pytest.fixture
def publish(app, tmp_path):
    """Return a function that publishes the course anew, as a trainer would."""

    def publish(**changes):
        folder = write_content(tmp_path / f"edition-{len(list(tmp_path.iterdir()))}",
                               a_course(**changes))  # fmt: skip
        with app.app_context():
            publish_folder(folder, at=MONDAY, quiet=True)

    return publish


def test_a_paper_stays_the_one_that_was_drawn(browse, publish):
    paper = begin(browse.enter("li_mei"))
    before = [str(one) for one in browse.open(paper).select("form.paper fieldset")]

    publish(title="为职工说好话", questions=12)

    assert [str(one) for one in browse.open(paper).select("form.paper fieldset")] == before


def test_it_is_marked_and_explained_by_the_edition_it_was_drawn_from(browse, publish):
    paper = begin(browse.enter("li_mei"))
    publish(questions=0)

    result = browse.follow(hand_in(browse, paper))

    assert "100分" in text(result)
    assert text(result).count("KEY-speaking-1-q") == 5


def test_a_pass_on_an_old_edition_counts_for_the_new_one(browse, publish):
    paper = begin(browse.enter("li_mei"))
    publish(lessons=1)

    hand_in(browse, paper)

    page = browse.get("study.course", course_id="speaking")
    assert "已完成" in words(page)
    assert "第2版" in text(page)


def test_a_paper_of_a_lesson_that_is_gone_can_still_be_handed_in(browse, publish):
    paper = begin(browse.enter("li_mei"), **SECOND)
    publish(lessons=1)
    browse.get("study.lesson", status=404, **SECOND)

    result = browse.follow(hand_in(browse, paper, wrong=(1, 2)))

    assert "60分" in text(result)
    assert "课speaking-2" in text(result)
    assert "课程的新版里没有这一课了" in text(result)
    assert not [link for link in result.select("main a") if "speaking-2" in str(link["href"])]


def test_a_new_check_is_drawn_from_the_new_edition(browse, publish):
    publish(draw=3, questions=6)

    page = browse.open(begin(browse.enter("li_mei")))

    assert len(page.select("form.paper fieldset")) == 3


def test_who_finished_stays_finished_and_is_told_what_is_new(browse, publish):
    browse.enter("li_mei")
    for lesson in (FIRST, SECOND):
        hand_in(browse, begin(browse, **lesson))
    publish(lessons=3)

    page = browse.get("study.course", course_id="speaking")

    assert "已完成" in words(page)
    assert "新版增加第3课，可继续学习" in text(page)


def test_a_place_in_a_lesson_that_is_gone_is_forgotten_calmly(browse, publish):
    browse.enter("li_mei")
    block = browse.get("study.lesson", **SECOND).select_one("[data-position] [id^=b-]")["id"]
    browse.post("study.create_position", into=SECOND, block=block)
    publish(lessons=1)

    assert "接着上次学" not in words(browse.get("study.home"))


def test_every_worker_shows_the_new_edition_at_the_next_request(browse, publish, with_settings):
    """Two workers: each remembers the catalogue, and looks at one number to know."""
    other = with_settings().enter("li_mei")
    other.get("study.course", course_id="speaking")
    browse.enter("li_mei").get("study.course", course_id="speaking")

    publish(title="为职工说好话")

    for worker in (browse, other):
        assert (
            text(worker.get("study.course", course_id="speaking").select_one("h1"))
            == "为职工说好话"
        )
