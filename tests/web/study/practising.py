"""What visitors do in practice: choosing, answering one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.seeing import fields, text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from werkzeug.test import TestResponse

    from tests.browse import Browse


def begin(browse: Browse, **wish: str) -> str:
    """Begin an exercise and return its address."""
    response = browse.post("study.create_exercise", **{"size": "5", "order": "in_turn", **wish})
    assert response.status_code == 303, response.text
    return response.location


def answer_of(page: BeautifulSoup, *, right: bool = True) -> dict[str, list[str] | str]:
    """Return what the form posts once its one question is answered."""
    found = fields(page)
    (question,) = page.select("form.paper fieldset")
    name = str(question["id"])
    options = {str(one["value"]): text(one.parent) for one in question.select("input[id]")}
    if question.select_one("input[type=text]"):
        found[name] = "25" if right else "24"
    elif right:
        found[name] = [one for one, said in options.items() if said.startswith("对")]
    else:
        found[name] = [next(one for one, said in options.items() if said.startswith("错"))]
    return found


def answer(
    browse: Browse, exercise: str, *, right: bool = True, key: str | None = None
) -> TestResponse:
    """Answer the question that stands there and hand it in."""
    path = exercise.partition("?")[0]
    values = answer_of(browse.open(exercise), right=right) | {"do": "answer"}
    return browse.send(f"{path}answers", values, key=key)


def practise(browse: Browse, *, wrong: int = 0, **wish: str) -> str:
    """Do a whole exercise, the first ones wrongly; return the address of its result."""
    exercise = begin(browse, **wish)
    for number in range(int(wish.get("size", "5"))):
        response = answer(browse, exercise, right=number >= wrong)
    assert "/result/" in response.location
    return response.location.partition("#")[0]
