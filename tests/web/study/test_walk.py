"""Walking a finished run again: every branch with its reasoning, law and way on."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text
from tests.web.study.walking import walk

pytestmark = pytest.mark.usefixtures("scenario")


def test_a_node_shows_every_branch_with_reason_and_law(browse):
    run = walk(browse.enter("li_mei"), "baa")
    page = browse.open(f"{run}walk/?at=law")
    said = text(page)

    for letter in "abc":
        assert f"SEEN-law-{letter}" in said
        assert f"WHY-law-{letter}" in said
    assert "善意但不合法" in said
    assert "会员满二十五人的，应当建立委员会。" in said
    assert f"{run}walk/?at=end" in links(page)


def test_the_map_marks_the_way_that_was_walked(browse):
    run = walk(browse.enter("li_mei"), "baa")
    page = browse.open(f"{run}walk/")

    assert len(page.select("svg.graph rect.graph__cell.is-taken")) == 3
    assert page.select_one("svg.graph")["aria-label"]


def test_without_a_place_one_begins_at_the_first_and_nonsense_is_the_same(browse):
    run = walk(browse.enter("li_mei"), "cc")

    for wanted in ("", "?at=nowhere", "?at="):
        assert "TEXT-talk" in text(browse.open(f"{run}walk/{wanted}"))


def test_a_run_under_way_cannot_be_looked_through(browse):
    run = walk(browse.enter("li_mei"), "b")

    assert browse.client.get(f"{run}walk/?at=end").location == run
