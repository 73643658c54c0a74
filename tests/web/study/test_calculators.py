"""The list of calculators."""

from __future__ import annotations

from cadreschool.laws.calculators import all_calculators
from tests.web.seeing import links, text


def test_every_calculator_is_offered_with_what_it_is_for(browse):
    page = browse.enter("limei").get("study.calculators")

    for one in all_calculators():
        assert one.title in text(page)
        assert one.summary in text(page)
        assert f"/calculators/{one.name}/" in links(page)
