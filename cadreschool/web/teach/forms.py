"""Forms of the 教研台: requests become values; nothing is saved here."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from cadreschool.courses.catalogue import TRACKS
from cadreschool.courses.front_matter import LESSON_KINDS, READING
from cadreschool.kernel.fields import is_identifier
from cadreschool.web.forms import ChineseForm, choices

_ID_HINT = "只用小写字母、数字和单个连字符，如 six-steps。"
_LONGEST_WORDS = 500


def _identifier(_form: ChineseForm, field: StringField) -> None:
    if not is_identifier(field.data or ""):
        raise ValidationError(_ID_HINT)


def _counts_from_one(_form: ChineseForm, field: IntegerField) -> None:
    if not field.data or field.data < 1:  # NumberRange breaks on a number beyond all floats
        raise ValidationError("版本不对，请刷新这一页。")


class NewCourseForm(ChineseForm):
    """A new course: what it is called, where it belongs."""

    course_id = StringField("课程编号", [InputRequired("请填写课程编号。"), _identifier])
    title = StringField("课程名", [InputRequired("请填写课程名。"), Length(max=60)])
    track = SelectField("方向", choices=choices(TRACKS.items()))
    unit = StringField("单元号", [InputRequired("请填写单元号，如 B1。"), Length(max=10)])
    owner = SelectField("归属", coerce=int)


class NewLessonForm(ChineseForm):
    """A new lesson at the end of a course."""

    title = StringField("课名", [InputRequired("请填写课名。"), Length(max=60)])
    lesson_id = StringField("课时编号", [InputRequired("请填写课时编号。"), _identifier])
    kind = SelectField("种类", choices=choices(LESSON_KINDS.items()), default=READING)


class ConfirmationForm(ChineseForm):
    """Why a passage is still right under a new text; what it is about is ticked beside."""

    note = TextAreaField(
        "为什么仍然正确",
        [InputRequired("请写一句为什么仍然正确，以后查得到。"), Length(max=_LONGEST_WORDS)],
    )
    is_empty = False
    """Nothing was ticked."""


class WordsForm(ChineseForm):
    """A decision about a draft, with its words, about the version that was shown."""

    version = IntegerField("版本", [InputRequired(), _counts_from_one])
    words = TextAreaField("说明", [Length(max=_LONGEST_WORDS)])

    @classmethod
    def asking(cls, name: str, label: str, required: str) -> WordsForm:
        """Name the form's words; `required` is what to say when there are none."""
        form = cls()
        form.words.id = f"{name}-words"
        form.words.label.text = label
        form.words.validators = [InputRequired(required), Length(max=_LONGEST_WORDS)]
        return form
