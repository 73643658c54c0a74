"""The ending: what became of the worker, what the run counts as, the path with its reasons."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text
from tests.web.study.walking import walk

pytestmark = pytest.mark.usefixtures("scenario")


def test_an_ending_tells_what_became_of_it_and_why_along_the_path(browse):
    run = walk(browse.enter("li_mei"), "baa")
    page = browse.open(f"{run}ending/")

    assert page.h1.get_text(strip=True) == "办成了"
    for one in ("END-won", "WHY-talk-b", "WHY-law-a", "WHY-end-a", "SEEN-end-a"):
        assert one in text(page)
    assert f"{run}walk/" in links(page)


def test_an_ending_tells_nothing_of_other_branches(browse):
    run = walk(browse.enter("li_mei"), "baa")
    page = text(browse.open(f"{run}ending/"))

    assert "talk-a" not in page
    assert "END-lost" not in page


def test_the_first_run_is_evidence_and_the_second_says_that_it_is_practice(browse):
    first = walk(browse.enter("li_mei"), "cc")
    second = walk(browse, "baa")

    assert "第一次，作为学习证据" in text(browse.open(f"{first}ending/"))
    assert "第2次，练习" in text(browse.open(f"{second}ending/"))


def test_no_points_are_told(browse):
    page = text(browse.open(f"{walk(browse.enter('li_mei'), 'cc')}ending/"))

    assert "会说还可以再练" in page
    assert "分）" not in page


def test_a_run_under_way_has_no_ending_yet(browse):
    run = walk(browse.enter("li_mei"), "b")

    assert browse.client.get(f"{run}ending/").location == run
