"""The seals of what the account pages keep encrypted."""

from __future__ import annotations

from flask import current_app

from cadreschool.kernel.sealing import Seal


def phone_seal() -> Seal:
    """Return the seal of what phones share with the school."""
    return Seal(current_app.config["SECRET_KEY"], "second factor")


def codes_seal() -> Seal:
    """Return the seal of recovery codes in a stored reply: a button pressed twice shows them."""
    return Seal(current_app.config["SECRET_KEY"], "recovery codes")
