"""Every component on one page, for those who build; not for the public."""

from __future__ import annotations


def test_in_development_every_component_is_shown(browse):
    page = browse.get("public.styleguide")

    assert len(page.select("main h2")) > 5


def test_outside_of_development_there_is_no_such_page(with_settings):
    with_settings(is_development=False).get("public.styleguide", status=404)
