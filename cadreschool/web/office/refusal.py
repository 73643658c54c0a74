"""A form that comes back when the school refuses what it asks for, with the reason on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from cadreschool.kernel.errors import CadreSchoolError, ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.web.forms import ChineseForm
from cadreschool.web.units import follow, write_once


class RefusableForm(ChineseForm):
    """A form that keeps why it was refused."""

    refusal: CadreSchoolError | None = None


def mark_of(*facts: object) -> str:
    """Return a mark of what a form was made from; it goes along in the field `seen`."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def refuse_stale(name: str, mark: str) -> None:
    """Refuse a form that was made from something else than what is there now."""
    seen = request.form.get("seen", "")
    if seen and seen != mark:
        message = f"您打开这一页之后，“{name}”的情况改过，没有保存。"
        raise ConflictError(message, "请看清现在的情况，再提交一次。")


def carry_out(
    who: Viewer, unit: Callable[[], Reply], form: RefusableForm, page: Callable[[], str]
) -> ResponseReturnValue:
    """Run the unit; refused for what was asked, show the page again with the reason on the form."""
    try:
        return follow(write_once(who, unit))
    except (InvalidError, ConflictError) as error:
        form.refusal = error
        return page(), error.status
