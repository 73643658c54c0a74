"""The first page of this desk."""

from __future__ import annotations

from tests.web.neighbourhood import settle


def test_it_opens(app, browse):
    settle(app)

    page = browse.enter("tianye").get("office.home")

    assert page.select_one("h1")
