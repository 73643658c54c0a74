"""A form that comes back when the school refuses what it asks for, with the reason on it."""

from __future__ import annotations

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from cadreschool.kernel.errors import CadreSchoolError, ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.web.forms import ChineseForm
from cadreschool.web.units import follow, write_once


class RefusableForm(ChineseForm):
    """A form that keeps why it was refused."""

    refusal: CadreSchoolError | None = None


def carry_out(
    who: Viewer, unit: Callable[[], Reply], form: RefusableForm, page: Callable[[], str]
) -> ResponseReturnValue:
    """Run the unit; refused for what was asked, show the page again with the reason on the form."""
    try:
        return follow(write_once(who, unit))
    except (InvalidError, ConflictError) as error:
        form.refusal = error
        return page(), error.status
