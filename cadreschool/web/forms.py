"""What the forms of every desk share: their own messages are Chinese. Knows no desk."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.i18n import get_translations


class ChineseForm(FlaskForm):
    """A form whose own messages are Chinese."""

    class Meta(FlaskForm.Meta):
        """Use the Chinese catalogue that WTForms brings; CSRF is checked for the whole site."""

        csrf = False

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002, ANN401 -- WTForms' signature
            """Return the Chinese messages."""
            return get_translations(["zh"])
