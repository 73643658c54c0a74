"""Forms about regrades: what is posted becomes values, or words about what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import (
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.web.forms import ChineseForm, choices

_LONGEST = 500
_KINDS = (RegradeKind.KEY, RegradeKind.FULL, RegradeKind.ANNUL)


class RegradeForm(ChineseForm):
    """How marks are corrected, of which versions, and why."""

    kind = RadioField(
        "怎样改",
        [InputRequired("请选怎样改。")],
        choices=choices((one.value, one.label) for one in _KINDS),
    )
    new_version = SelectField("按哪个版本的答案", validate_choice=True)
    versions = SelectMultipleField(
        "改哪几个版本的成绩",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    reason = TextAreaField(
        "理由",
        [
            InputRequired("请写明理由，成绩有变的人都会看到。"),
            Length(max=_LONGEST, message=f"理由最多 {_LONGEST} 字。"),
        ],
    )

    def offer(self, numbers: Mapping[int, str], asked: Mapping[int, int]) -> None:
        """Offer the versions there are, and those that were asked."""
        self.new_version.choices = choices(
            [("", "不按版本"), *((str(one), text) for one, text in numbers.items())]
        )
        self.versions.choices = choices(
            (str(one), f"第 {number} 版") for one, number in asked.items()
        )


class GroupForm(ChineseForm):
    """What a group of equal answers is to get, and why."""

    percent = IntegerField("改成百分之几的分", [InputRequired("请填 0 到 100。")])
    reason = TextAreaField(
        "理由",
        [
            InputRequired("请写明理由，成绩有变的人都会看到。"),
            Length(max=_LONGEST, message=f"理由最多 {_LONGEST} 字。"),
        ],
    )

    def validate_percent(self, field: IntegerField) -> None:
        """Take percents only."""
        if field.data is None or not 0 <= field.data <= 100:  # noqa: PLR2004 -- percents
            raise ValidationError("请填 0 到 100 的整数。")


class StepForm(ChineseForm):
    """A decision about a regrade as it was shown; some come with words."""

    version = IntegerField("版本", [InputRequired("请刷新这一页。")])
    words = TextAreaField("理由", [Length(max=_LONGEST, message=f"理由最多 {_LONGEST} 字。")])
