"""Text size and theme: kept in a cookie, for everybody, and nothing else is kept."""

from __future__ import annotations

import pytest

from tests.web.seeing import FIRST


def _looks(browse, endpoint="public.about", **values):
    html = browse.get(endpoint, **values).select_one("html")
    return html["data-text-size"], html["data-theme"]


def test_pages_look_as_usual_at_first(browse):
    assert _looks(browse) == ("18", "auto")


@pytest.mark.parametrize("size", ["18", "22", "26"])
@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_a_stranger_chooses_and_every_page_follows(browse, size, theme):
    response = browse.post(
        "account.update_display", text_size=size, theme=theme, next="/sign-in/?next=/laws/"
    )

    assert (response.status_code, response.location) == (303, "/sign-in/?next=/laws/")
    assert _looks(browse) == _looks(browse, "account.sign_in") == (size, theme)


def test_a_choice_outlives_signing_in_and_out(browse):
    browse.post("account.update_display", text_size="26", theme="dark")

    browse.sign_in("li_mei")
    assert _looks(browse, "study.lesson", **FIRST) == ("26", "dark")
    browse.post("account.withdraw_sign_in")

    assert _looks(browse) == ("26", "dark")


@pytest.mark.parametrize(
    ("size", "theme", "shown"),
    [
        ("99", "dark", ("18", "dark")),
        ("22", "neon", ("22", "auto")),
        ("", "", ("18", "auto")),
        ("22.dark", "light", ("22", "auto")),
        ('22"><script>', "dark", ("18", "auto")),
        ("２２", "dark", ("18", "dark")),
        ("\r\nx: y", "; Path=/", ("18", "auto")),
    ],
)
def test_what_is_no_choice_is_the_usual(browse, size, theme, shown):
    response = browse.post("account.update_display", text_size=size, theme=theme)

    assert response.status_code == 303
    assert _looks(browse) == shown


@pytest.mark.parametrize("cookie", ["", ".", "22", "dark.22", "x" * 4000, "22.dark.light", "\\x00"])
def test_a_cookie_that_was_tampered_with_is_the_usual(browse, cookie):
    browse.client.set_cookie("cadreschool_display", cookie)

    assert _looks(browse)[1] == "auto"


def test_the_page_shows_which_choice_is_in_force(browse):
    browse.post("account.update_display", text_size="22", theme="light")

    page = browse.get("public.about")

    pressed = {
        (button["name"], button["value"]) for button in page.select("button[aria-pressed=true]")
    }
    assert pressed == {("text_size", "22"), ("theme", "light")}


def test_choosing_writes_nothing_to_the_database(browse, count_queries):
    browse.token()

    with count_queries() as queries:
        browse.post("account.update_display", text_size="22", theme="light")

    assert [one for one in queries if not one.lstrip().startswith("SELECT")] == []
