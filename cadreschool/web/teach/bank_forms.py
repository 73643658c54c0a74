"""Forms of the banks: requests become values; nothing is saved here."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from cadreschool.kernel.errors import InvalidError
from cadreschool.questions.banks.rules import require_bank_id
from cadreschool.questions.banks.source import LONGEST_TITLE
from cadreschool.web.forms import ChineseForm, choices
from cadreschool.web.teach import banking

_LONGEST_WORDS = 500


def _bank_id(_form: ChineseForm, field: StringField) -> None:
    try:
        require_bank_id(field.data or "")
    except InvalidError as error:
        raise ValidationError(error.advice) from error


class TitleForm(ChineseForm):
    """What a bank is called."""

    title = StringField("题库名", [InputRequired("请填写题库名。"), Length(max=LONGEST_TITLE)])


class NewBankForm(TitleForm):
    """A new bank: what it is called, and whose it is."""

    bank_id = StringField("题库编号", [InputRequired("请填写题库编号。"), _bank_id])
    owner = SelectField("归属", coerce=int)


class StepForm(ChineseForm):
    """A step with questions, and the words for it."""

    step = StringField("怎么办", [InputRequired(), Length(max=12)])
    words = TextAreaField("理由", [Length(max=_LONGEST_WORDS)])


class DefaultsForm(ChineseForm):
    """What holds for new questions whose file does not say it."""

    unit = StringField("单元", [Length(max=10)])
    competency = SelectField("能力")
    difficulty = SelectField("难度", choices=choices(banking.DIFFICULTIES))

    def __init__(self, **values: str) -> None:
        """Offer the competencies of the framework."""
        super().__init__(data=values or None)
        self.competency.choices = choices(banking.competencies())


class UploadForm(DefaultsForm):
    """A file of questions."""

    file = FileField("题目文件", [FileRequired("请选择文件。")])


class ExportForm(ChineseForm):
    """In which format, and what of the bank."""

    format = SelectField("格式")
    state = SelectField(
        "导出哪些", choices=choices([("ready", "可用的题"), ("", "全部，停用的除外")])
    )
