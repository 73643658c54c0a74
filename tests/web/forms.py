"""Every form of a desk, in one settled school: for tests in which none of them is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.browse import Browse
from tests.web import neighbourhood
from tests.web.expectations import EXPECTED

if TYPE_CHECKING:
    from flask import Flask

POSTS = [endpoint for endpoint, method in EXPECTED if method == "POST"]
DESKS = sorted({endpoint.partition(".")[0] for endpoint in POSTS})


def forms_of(app: Flask, desk: str) -> Iterator[tuple[str, Browse, str]]:
    """Yield (endpoint, somebody who may send it, its address with something of their own)."""
    school = neighbourhood.settle(app)
    visitors: dict[str, Browse] = {}
    for endpoint in POSTS:
        if endpoint.partition(".")[0] == desk:
            actor = neighbourhood.admitted(endpoint)
            if actor not in visitors:
                visitors[actor] = Browse(app).enter(neighbourhood.LOGINS[actor])
            path = neighbourhood.address_in(school, app, visitors[actor], endpoint, actor)
            yield endpoint, visitors[actor], path
