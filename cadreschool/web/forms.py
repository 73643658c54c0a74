"""What the forms of every desk share: their own messages are Chinese. Knows no desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are those of 3.2
from wtforms.i18n import get_translations

from cadreschool.kernel.text import without_invisible


class ChineseForm(FlaskForm):
    """A form whose own messages are Chinese."""

    class Meta(FlaskForm.Meta):
        """Use the Chinese catalogue that WTForms brings; CSRF is checked for the whole site."""

        csrf = False

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002, ANN401 -- WTForms' signature
            """Return the Chinese messages."""
            return get_translations(["zh"])


def typed_text(typed: str | None) -> str:
    """Return a text as it is stored: one kind of line end, nothing that nobody sees."""
    plain = without_invisible((typed or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "".join(one for one in plain if one == "\n" or one.isprintable())


def typed_line(typed: str | None) -> str:
    """Return one line as it is stored."""
    return " ".join(typed_text(typed).split())


def choices(pairs: Iterable[tuple[str | int, str]]) -> list[Any]:
    """Return (value, text) pairs as the choices of a SelectField."""
    return [SelectChoice(str(value), text) for value, text in pairs]
