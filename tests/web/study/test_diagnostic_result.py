"""What came of a diagnostic: where to begin, unit by unit, then the explanations."""

from __future__ import annotations

from tests.web.seeing import begin as begin_check
from tests.web.seeing import links, text
from tests.web.study.diagnosing import begin, diagnose

LISTENING = "/courses/listening/lessons/listening-1/"


def _rows(page):
    return [text(row) for row in page.select("li.course-row")]


def test_each_unit_gets_a_direction_with_the_count_and_one_way_on(browse):
    result = diagnose(browse.enter("li_mei"), wrong=(1, 5, 6, 7))
    page = browse.open(result)

    speaking, listening = _rows(page)
    assert "先做检测再补4题做对3题" in speaking
    assert "从第一课开始4题做对1题" in listening
    assert "/courses/speaking/lessons/speaking-1/check/" in links(page)
    assert LISTENING in links(page)
    assert "看得出方向，说明不了水平" in text(page)
    assert len(page.select(".reviewed")) == 8
    assert "KEY-" in text(page)


def test_where_all_is_known_the_points_are_enough(browse):
    page = browse.open(diagnose(browse.enter("li_mei")))

    assert "建议从要点看起4题做对4题" in _rows(page)[0]
    assert any(link.startswith("/courses/speaking/lessons/speaking-1/#") for link in links(page))


def test_what_was_left_empty_counts_as_not_known_and_is_said(browse):
    page = browse.open(diagnose(browse.enter("li_mei"), blank=(1, 2, 3, 4, 5, 6, 7, 8)))

    assert "空着8题" in text(page)
    assert all("从第一课开始4题做对0题" in row for row in _rows(page))


def test_what_was_left_empty_is_not_told(browse):
    """It counts as not met before, so its answer may not be read here either."""
    page = browse.open(diagnose(browse.enter("li_mei"), blank=(1, 2, 3, 4, 5, 6, 7, 8)))

    assert "KEY-" not in text(page)
    assert text(page).count("这道题您空着") == 8


def test_the_result_of_a_sitting_leads_here_and_an_open_one_to_its_paper(browse):
    browse.enter("li_mei")
    paper = begin(browse)
    result = f"/diagnostic/{paper.split('/')[2]}/result/"

    assert browse.client.get(result).location == paper
    assert diagnose(browse) == result


def test_a_sitting_of_another_kind_is_no_diagnostic(browse):
    check = begin_check(browse.enter("li_mei"))

    browse.get("study.diagnostic_result", sitting_id=int(check.split("/")[2]), status=404)


def test_the_diagnostic_of_another_is_not_there(browse):
    result = diagnose(browse.enter("li_mei"))

    browse.enter("chen_xiao").open(result, status=404)


def test_nothing_of_it_shows_as_progress(browse):
    diagnose(browse.enter("li_mei"))
    home = text(browse.get("study.home"))

    assert home.count("尚未开始") == 2
    assert "接着上次学" not in home
