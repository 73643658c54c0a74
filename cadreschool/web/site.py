"""What every template may use: the site, the viewer, filters, addresses of static files."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.templating import Environment
from markupsafe import Markup

from cadreschool.kernel.clock import clock_text, day_text, moment_text, today
from cadreschool.kernel.text import chinese_number
from cadreschool.web.guards import site_state, viewer_or_none
from cadreschool.web.policies import policies

DISPLAY_COOKIE = "cadreschool_display"
TEXT_SIZES = ("18", "22", "26")
THEMES = ("auto", "light", "dark")
_PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Display:
    """How this browser wants its pages: text size in pixels, and theme."""

    text_size: str = TEXT_SIZES[0]
    theme: str = THEMES[0]

    @classmethod
    def of_request(cls) -> Display:
        """Read the cookie; anything unknown is the usual."""
        size, _, theme = request.cookies.get(DISPLAY_COOKIE, "").partition(".")
        return cls(
            size if size in TEXT_SIZES else TEXT_SIZES[0], theme if theme in THEMES else THEMES[0]
        )


@dataclass(frozen=True, slots=True)
class Site:
    """What the layout shows of the site."""

    name: str
    is_demonstration: bool
    is_development: bool
    text_size: str
    theme: str
    footer: tuple[tuple[str, str], ...] = ()


class Templates(Environment):
    """Templates that share one dictionary of globals.

    Jinja gives each template a chain of two and compares it at every import: a tenth of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the shared globals, unless a template has some of its own."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Register filters, globals and what every template is given."""
    app.jinja_env.filters.update(
        moment=moment_text, day=day_text, clock=clock_text, han=chinese_number
    )
    app.jinja_env.globals.update(
        static_url=static_url,
        icon_of_sprite=icon_of_sprite,
        request_key=lambda: str(uuid.uuid4()),
        server_day=lambda: today().isoformat(),
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def for_every_template() -> dict[str, object]:
        return {"viewer": viewer_or_none(), "site": this_site()}


def this_site() -> Site:
    """Return the site as this request's pages show it."""
    settings, display = current_app.config["SETTINGS"], Display.of_request()
    return Site(
        settings.school_name,
        site_state().is_demonstration,
        settings.is_development,
        display.text_size,
        display.theme,
        policies().footer,
    )


@cache
def build(program: Path = _PROGRAM) -> str:
    """Return what names this state of the program: a page that a browser keeps ends with it."""
    digest = hashlib.sha256()
    for file in sorted(program.rglob("*.*")):
        if file.is_file() and file.parent.name != "__pycache__":
            digest.update(f"{file.relative_to(program)} {_hash_of(file)}\n".encode())
    return digest.hexdigest()[:10]


def static_url(name: str) -> str:
    """Return the address of a static file; it changes with the file's content."""
    return _static_url(request.script_root, name)


@cache
def _static_url(_below: str, name: str) -> str:
    """Build an address once: a page names some thirty files, which cost 1 ms a page, measured."""
    return url_for("static", filename=name, v=_hash_of(_PROGRAM / "web" / "static" / name))


def icon_of_sprite(name: str) -> Markup:
    """Return an icon; it always stands beside words, and is silent therefore."""
    return _icon(static_url("img/icons.svg"), name)


@cache
def _icon(sprite: str, name: str) -> Markup:
    """Draw an icon once: a page has a dozen, and a macro each was 3 % of a lesson, measured."""
    return Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    ).format(sprite, name)


@cache
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
