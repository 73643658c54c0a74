"""Large type and the dark theme stay, with script and without."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def _is_large_and_dark(page: Page) -> None:
    expect(page.locator("html")).to_have_css("font-size", "26px")
    expect(page.locator("html")).to_have_css("background-color", "rgb(27, 24, 21)")


def test_large_type_and_the_dark_theme_stay(desk):
    for script in (True, False):
        page = desk("li_mei", java_script_enabled=script)
        page.goto("/courses/?track=law")
        for choice in ("特大", "深色"):
            button = page.get_by_role("button", name=choice)
            if not button.is_visible():
                page.get_by_text("显示", exact=True).click()
            with page.expect_response("**/display"):
                button.click()
        _is_large_and_dark(page)

        page.reload()

        _is_large_and_dark(page)
        page.get_by_text("显示", exact=True).click()
        for choice in ("特大", "深色"):
            button = page.get_by_role("button", name=choice)
            expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("link", name="法律 2")).to_have_attribute("aria-current", "true")
