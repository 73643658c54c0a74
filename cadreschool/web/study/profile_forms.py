"""The forms beside a profile: why evidence is not right, and where one sees oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wtforms import RadioField, TextAreaField
from wtforms.validators import AnyOf

from cadreschool.competencies.framework import Competency, Framework
from cadreschool.learning.profile.rules import BEGINNING
from cadreschool.web.forms import ChineseForm, choices, typed_text

_NOT_NOW: Final = ""
_FIELD: Final = "level_"


class DisputeForm(ChineseForm):
    """Why a piece of evidence is not right."""

    reason = TextAreaField("理由")

    def text(self) -> str:
        """Return what was written."""
        return typed_text(self.reason.data)


def self_rating_form(framework: Framework, present: Mapping[str, int]) -> ChineseForm:
    """Return the form with one question for each competency; present levels are chosen."""
    made = type("SelfRatingForm", (ChineseForm,), {})
    for one in framework.competencies:
        setattr(made, _FIELD + one.id, _question(one))
    data = {_FIELD + one.id: str(present.get(one.id, _NOT_NOW)) for one in framework.competencies}
    form: ChineseForm = made(data=data)
    return form


def hints(framework: Framework) -> dict[str, str]:
    """Return what each competency means, by its field."""
    return {_FIELD + one.id: one.summary for one in framework.competencies}


def ratings_of(form: ChineseForm) -> dict[str, int]:
    """Return the levels that were chosen: {competency: level}."""
    return {
        name.removeprefix(_FIELD): int(value)
        for name, value in form.data.items()
        if value not in {None, _NOT_NOW}
    }


def _question(competency: Competency) -> RadioField:
    options = [
        (str(one.level), f"{one.level} {one.name}：{one.behaviour}") for one in competency.levels
    ]
    options = [("0", f"0 {BEGINNING}：第一级的行为，还在学。"), *options, (_NOT_NOW, "暂不评")]
    values = [value for value, _ in options]
    return RadioField(
        competency.name,
        choices=choices(options),
        validate_choice=False,
        validators=[AnyOf(values, message="请选一级，或者选“暂不评”。")],
    )
