"""The forms of the 学习台: a request becomes values; nothing is saved here."""

from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from cadreschool.learning.question_reports.actions import NewReport
from cadreschool.learning.question_reports.models import Category
from cadreschool.learning.question_reports.rules import LONGEST
from cadreschool.web.forms import ChineseForm, choices


class QuestionReportForm(ChineseForm):
    """What somebody finds wrong with a question."""

    category = RadioField(
        "哪里不对",
        choices=choices((one.value, one.label) for one in Category),
        validators=[InputRequired("请选一类。")],
    )
    text = TextAreaField("说明", validators=[Length(max=LONGEST)])

    def new(self) -> NewReport:
        """Return what was filled in."""
        text = (self.text.data or "").replace("\r\n", "\n").strip()
        return NewReport(Category(self.category.data), text)
