"""A visitor who walks through the small scenario by its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.school.scenarios import COURSE, LESSON

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from werkzeug.test import TestResponse

    from tests.browse import Browse

HERE = {"course_id": COURSE, "lesson_id": LESSON}


def begin(browse: Browse) -> str:
    """Begin a run, or go on with the open one; return its address."""
    response = browse.post("study.create_run", into=HERE)
    assert response.status_code == 303, response.text
    return response.location


def form(page: BeautifulSoup, letter: str) -> dict[str, str]:
    """Return what the form of a step posts for a choice, told by its words."""
    option = next(
        one for one in page.select("form .option") if one.get_text(strip=True).endswith(letter)
    )
    return {
        "step": str(page.select_one("form input[name=step]")["value"]),
        "choice": str(option.select_one("input")["value"]),
    }


def choose(browse: Browse, run: str, letter: str) -> TestResponse:
    """Open the step a run has come to and choose there."""
    return browse.send(f"{run}choices", form(browse.open(run), letter))


def walk(browse: Browse, letters: str) -> str:
    """Begin a run and take these choices; return its address."""
    run = begin(browse)
    for letter in letters:
        assert choose(browse, run, letter).status_code == 303
    return run
