"""The list of papers: what may be sat now, what not and why, what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.kernel.db import write
from cadreschool.learning.exams.actions import end_exam
from cadreschool.questions.papers.access import AccessRule, When
from cadreschool.questions.papers.actions import NewException, make_exception
from tests.school.cast import MONDAY
from tests.school.papers import a_paper
from tests.web.seeing import links, text

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def _paper(app, cast, **changes):
    with app.app_context():
        return a_paper(by=cast.sun, **changes)


def test_without_papers_it_says_so(browse):
    assert "现在没有考试" in text(browse.enter("li_mei").get("study.exams"))


def test_papers_are_listed_with_what_can_be_done_and_why_not(app, browse, cast):
    closed = (AccessRule(may=False, why="下周开放给委员。"),)
    _paper(app, cast, title="春季考试", closes_at=MONDAY + HOUR)
    _paper(app, cast, title="委员考试", rules=closed)
    _paper(app, cast, title="夏季考试", opens_at=MONDAY + HOUR)
    _paper(app, cast, title="建材考试", union=cast.building)

    page = browse.enter("li_mei").get("study.exams")

    rows = [text(row) for row in page.select(".course-row")]
    coming = "还没有开始，2026年3月2日10:00起可以进入。"
    assert rows == [
        "春季考试正式考试·开放时间：2026年3月2日10:00止进入：春季考试",
        f"夏季考试正式考试·开放时间：2026年3月2日10:00起{coming}查看：夏季考试",
        "委员考试正式考试·开放时间：不限下周开放给委员。查看：委员考试",
    ]


def test_what_came_of_a_paper_stands_beside_it(app, browse, cast):
    paper = _paper(app, cast)
    browse.enter("li_mei")
    sitting = browse.post("study.create_exam_sitting", into={"paper_id": paper}).location
    assert "继续作答" in text(browse.get("study.exams"))
    browse.send(f"{sitting}answers", {"do": "submit_anyway"})

    page = browse.get("study.exams")

    assert "0分，未合格" in text(page)
    assert "可考1次，您已经考过1次。" in text(page)


def test_the_first_page_shows_open_papers_until_they_are_handed_in(app, browse, cast):
    paper = _paper(app, cast)
    _paper(app, cast, title="建材考试", union=cast.building)
    _paper(app, cast, title="往期考试", closes_at=MONDAY + HOUR)
    browse.enter("li_mei")
    with time_machine.travel(MONDAY + 2 * HOUR, tick=False):
        page = browse.get("study.home")
        address = browse.address("study.exam", paper_id=paper)
        assert [one for one in links(page) if "/exams/" in one and one != "/exams/"] == [address]
        sitting = browse.post("study.create_exam_sitting", into={"paper_id": paper}).location
        browse.send(f"{sitting}answers", {"do": "submit_anyway"})

        assert address not in links(browse.get("study.home"))


def test_the_first_page_leaves_out_what_the_viewer_may_not_begin(app, browse, cast):
    first = _paper(app, cast)
    failed = (AccessRule(may=True, when=When(failed=first)),)
    resit = _paper(app, cast, title="补考", rules=failed)
    _paper(app, cast, title="委员考试", rules=(AccessRule(may=False, why="下周开放给委员。"),))
    browse.enter("li_mei")
    addresses = [browse.address("study.exam", paper_id=one) for one in (first, resit)]

    assert [one for one in links(browse.get("study.home")) if one in addresses] == addresses[:1]

    sitting = browse.post("study.create_exam_sitting", into={"paper_id": first}).location
    browse.send(f"{sitting}answers", {"do": "submit_anyway"})
    page = browse.get("study.home")
    assert [one for one in links(page) if one in addresses] == addresses[1:]
    assert "委员考试" not in text(page)


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_papers(app, browse, cast, count_queries, papers):
    for number in range(papers):
        _paper(app, cast, title=f"第{number}次考试")
    browse.enter("li_mei").get("study.exams")

    with count_queries() as queries:
        page = browse.get("study.exams")

    assert len(page.select(".course-row")) == papers
    assert len(queries) == 7  # the stamp, who asks, where they belong, papers, and three of facts


def test_the_first_page_shows_a_closed_paper_to_whom_it_was_extended(app, browse, cast):
    paper = _paper(app, cast, closes_at=MONDAY + HOUR)
    other = _paper(app, cast, title="往期考试", closes_at=MONDAY + HOUR)
    later = MONDAY + 5 * HOUR
    with app.app_context():
        new = NewException(cast.li_mei, "住院", later, closes_at=later)
        write(lambda: make_exception(paper, new, by=cast.sun, at=MONDAY))
        write(lambda: end_exam(paper, by=cast.sun, at=MONDAY + HOUR))
        write(lambda: end_exam(other, by=cast.sun, at=MONDAY + HOUR))

    def offered():
        page = browse.get("study.home")
        return [one for one in links(page) if "/exams/" in one and one != "/exams/"]

    with time_machine.travel(MONDAY + 2 * HOUR, tick=False):
        browse.enter("li_mei")
        assert offered() == [browse.address("study.exam", paper_id=paper)]
        assert "2026年3月2日14:00" in text(browse.get("study.home"))
        assert browse.post("study.create_exam_sitting", into={"paper_id": paper}).status_code == 303
        browse.enter("chen_xiao")
        assert offered() == []
    with time_machine.travel(later, tick=False):
        browse.enter("li_mei")
        assert offered() == []
