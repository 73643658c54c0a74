"""Addresses of the school, compiled once in a process instead of once for every application.

A test has an application of its own, and Werkzeug compiles a function for each of its addresses:
60 ms for 130 of them, of which this leaves 20.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from flask import Flask
from werkzeug.routing import Rule


class RememberedRule(Rule):
    """A rule that builds its address the way the same rule of an earlier application did."""

    _known: ClassVar[dict[tuple[str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- as the method it stands for
        key = (self.rule, append_unknown)
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


def remember_rules() -> None:
    """Let every application of this process use such rules."""
    Flask.url_rule_class = RememberedRule
