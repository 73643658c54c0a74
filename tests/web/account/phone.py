"""A phone with an authenticator: reads the secret from a page and shows its numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cadreschool.kernel import clock
from cadreschool.people.second_factor.rules import number_at, step_of
from tests.school.cast import PASSWORD

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from werkzeug.test import TestResponse

    from tests.browse import Browse

_CODE = re.compile(r"(?<![\w-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?![\w-])")


def phone_of(page: BeautifulSoup) -> str:
    """Return the secret that a page shows for typing."""
    return page.select_one(".code").get_text().replace(" ", "")


def number_now(secret: str, *, later: int = 0) -> str:
    """Return the number that the phone shows now, or so many half minutes later."""
    return number_at(secret, step_of(clock.now()) + later)


def recovery_codes(response: TestResponse) -> list[str]:
    """Return the recovery codes that a page shows."""
    return _CODE.findall(response.text)


def set_up(browse: Browse) -> tuple[str, list[str]]:
    """Give the signed-in visitor a second factor; returns its secret and recovery codes."""
    browse.post("account.create_second_factor", current=PASSWORD)
    secret = phone_of(browse.get("account.second_factor"))
    confirmed = browse.post("account.update_second_factor", number=number_now(secret))
    return secret, recovery_codes(confirmed)
