"""How large a request may be: two MiB, and more where somebody signed in sends a file.

A stranger gets no more than two MiB anywhere: what they send is read before anybody asks who it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from cadreschool.web.guards import viewer_or_none

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

MIB: Final = 1024 * 1024
USUAL: Final = 2 * MIB
LARGEST: Final = 20 * MIB
"""With a file; what a server in front may let through."""


def takes_files(view: View) -> View:
    """Let this view receive a file of up to `LARGEST` bytes."""
    view.largest_body = LARGEST  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Set the limit of each request before anything reads its body."""

    @app.before_request
    def allow_files() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, "largest_body", None)
        if largest is not None and viewer_or_none() is not None:
            request.max_content_length = largest
