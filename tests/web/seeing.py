"""What a visitor sees on a page: its words, its tables, the fields of a paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from werkzeug.test import TestResponse

    from tests.browse import Browse

SPEAKING = {"course_id": "speaking"}
FIRST = {"course_id": "speaking", "lesson_id": "speaking-1"}
SECOND = {"course_id": "speaking", "lesson_id": "speaking-2"}


def words(page: BeautifulSoup | Tag) -> list[str]:
    """Return the pieces of text of a page's main part, or of one tag."""
    return list((page.select_one("main") or page).stripped_strings)


def text(page: BeautifulSoup | Tag) -> str:
    """Return the same in one piece, without any space."""
    return "".join("".join(words(page)).split())


def words_of(response: TestResponse) -> str:
    """Return what an answer says, of an archive what its files say."""
    if response.mimetype != "application/zip":
        return response.text
    with ZipFile(BytesIO(response.data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def table(page: BeautifulSoup) -> list[list[str]]:
    """Return the body of a page's table: a list of cells for each row."""
    return [[text(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def links(page: BeautifulSoup) -> set[str]:
    """Return where the links of the main part lead."""
    return {str(link["href"]) for link in page.select("main a[href]")}


def fields(page: BeautifulSoup) -> dict[str, list[str] | str]:
    """Return what the form of an open paper would post if a button were pressed now."""
    found: dict[str, list[str] | str] = {}
    for field in page.select("form.paper input"):
        name, kind = str(field["name"]), field["type"]
        if kind in {"radio", "checkbox"}:
            if field.has_attr("checked"):
                found.setdefault(name, []).append(str(field["value"]))
        else:
            found[name] = str(field.get("value", ""))
    for token in ("csrf_token", "request_key"):
        found.pop(token, None)
    return found


def answered(
    page: BeautifulSoup, *, wrong: tuple[int, ...] = (), blank: tuple[int, ...] = ()
) -> dict[str, list[str] | str]:
    """Return the same after answering: right, except these questions.

    The small school's content says which options are right: their text begins with 对.
    """
    found = fields(page)
    for number, question in enumerate(page.select("form.paper fieldset"), start=1):
        name = f"q{number}"
        found.pop(name, None)
        if number in blank:
            continue
        options = {str(one["value"]): text(one.parent) for one in question.select("input[id]")}
        if question.select_one("input[type=text]"):
            found[name] = "24" if number in wrong else "25"
        elif number in wrong:
            found[name] = [next(one for one, said in options.items() if said.startswith("错"))]
        else:
            found[name] = [one for one, said in options.items() if said.startswith("对")]
    return found


def begin(browse: Browse, **into: str) -> str:
    """Begin the check of a lesson (the first of 为职工说话) and return the paper's address."""
    response = browse.post("study.create_sitting", into=into or FIRST)
    assert response.status_code == 303, response.text
    return response.location


def hand_in(browse: Browse, paper: str, *, wrong: tuple[int, ...] = ()) -> TestResponse:
    """Answer a whole paper and hand it in."""
    page = browse.open(paper)
    return browse.send(f"{paper}answers", answered(page, wrong=wrong) | {"do": "submit"})


def take(browse: Browse, *, wrong: tuple[int, ...] = (), **into: str) -> str:
    """Begin, answer and hand in a check; return the address of its result."""
    response = hand_in(browse, begin(browse, **into), wrong=wrong)
    assert response.status_code == 303, response.text
    return response.location
