"""The school of a first `make run`: real courses with their pictures, weeks of learning."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db
from tests.browser.steps import STILL, flawless, stays_in_width

pytestmark = [
    pytest.mark.xdist_group("the real school"),  # the longest: it begins first
    pytest.mark.timeout(300),  # with making the school, 25 s on a quiet machine
]
MOST_BYTES = 60_000
COURSES = ("a1-union-law", "c2-reception")
LESSONS = 9
PICTURES = 4


def _lessons(page: Page) -> list[str]:
    """Return the addresses of all lessons."""
    found = []
    for course in COURSES:
        page.goto(f"/courses/{course}/")
        titles = page.get_by_role("heading", level=3).get_by_role("link").all()
        found += [str(one.get_attribute("href")) for one in titles]
    return found


def test_the_real_school_is_shown_well(real_desk):
    page = real_desk("limei", **STILL)
    addresses, pictures = _lessons(page), 0
    assert len(addresses) == LESSONS
    for address in addresses:
        page.goto(address)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            stays_in_width(page)
        for picture in page.get_by_role("article").get_by_role("img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("one => one.naturalWidth") > 0, unquote(address)
            pictures += 1
    assert pictures >= PICTURES
    flawless(page)
    page.goto("/study/")
    flawless(page)

    page = real_desk("sun", **STILL)
    page.goto("/supervise/")
    flawless(page)
    page.get_by_role("link", name="干部名单", exact=True).click()
    expect(page.get_by_role("link", name="何志远")).to_be_visible()
    flawless(page)
    page.get_by_role("link", name="何志远").click()
    expect(page.get_by_role("heading", level=1, name="何志远")).to_be_visible()
    flawless(page)


def test_every_lesson_comes_within_its_bytes(real_desk, demonstration):
    with demonstration.app_context():
        courses = load_catalogue().courses
        addresses = [f"/courses/{c.id}/lessons/{one.id}/" for c in courses for one in c.lessons]
        db.session.remove()
    page = real_desk("limei")
    sizes = {address: len(page.request.get(address).body()) for address in addresses}
    assert {address: size for address, size in sizes.items() if size > MOST_BYTES} == {}
