"""What visitors do at the diagnostic: beginning it, handing it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.seeing import answered

if TYPE_CHECKING:
    from tests.browse import Browse


def begin(browse: Browse) -> str:
    """Begin the diagnostic, or go on with it; return the address of its paper."""
    response = browse.post("study.create_diagnostic")
    assert response.status_code == 303, response.text
    return response.location


def diagnose(browse: Browse, *, wrong: tuple[int, ...] = (), blank: tuple[int, ...] = ()) -> str:
    """Answer a whole diagnostic and hand it in; return the address of its result."""
    paper = begin(browse)
    values = answered(browse.open(paper), wrong=wrong, blank=blank) | {"do": "submit_anyway"}
    response = browse.send(f"{paper}answers", values)
    assert response.status_code == 303, response.text
    return browse.client.get(response.location).location
