"""The account pages; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.account.views import (
    activation,
    display,
    home,
    jobs,
    password,
    personal_data,
    second_factor,
    sessions,
    sign_in,
)
from cadreschool.web.account.views.blueprint import blueprint

__all__ = [
    "activation",
    "blueprint",
    "display",
    "home",
    "jobs",
    "password",
    "personal_data",
    "second_factor",
    "sessions",
    "sign_in",
]
