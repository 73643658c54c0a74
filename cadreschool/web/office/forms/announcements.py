"""The form of an announcement."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cadreschool.kernel.text import without_invisible
from cadreschool.notices.rules import LONGEST_TEXT, LONGEST_TITLE, NewAnnouncement
from cadreschool.web.office.refusal import RefusableForm


class AnnouncementForm(RefusableForm):
    """A title, a plain text, and from which day until which it is shown."""

    title = StringField(
        "标题",
        [
            InputRequired("请填写标题。"),
            Length(max=LONGEST_TITLE, message=f"标题最多写 {LONGEST_TITLE} 个字。"),
        ],
    )
    text = TextAreaField(
        "内容",
        [
            InputRequired("请填写内容。"),
            Length(max=LONGEST_TEXT, message=f"内容最多写 {LONGEST_TEXT} 个字。"),
        ],
    )
    from_on = DateField("从哪天起显示", [Optional()])
    until_on = DateField("到哪天为止", [Optional()])

    def __init__(self, today: date) -> None:
        """Begin today, unless told otherwise."""
        super().__init__(data={"from_on": today})
        self.today = today

    def validate_title(self, field: StringField) -> None:
        """Refuse a title of spaces."""
        _refuse_blank(field)

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse a text of spaces."""
        _refuse_blank(field)

    def validate_from_on(self, field: DateField) -> None:
        """Say nothing for days that are over."""
        if field.data is not None and field.data < self.today:
            raise ValidationError("公告从今天或以后的一天开始显示。")

    def validate_until_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and field.data < (self.from_on.data or self.today):
            raise ValidationError("最后一天早于第一天。")

    def announcement(self) -> NewAnnouncement:
        """Return the announcement as the domain takes it."""
        return NewAnnouncement(
            " ".join(without_invisible(self.title.data or "").split()),
            without_invisible(self.text.data or "").replace("\r\n", "\n").strip(),
            self.from_on.data or self.today,
            self.until_on.data,
        )


def _refuse_blank(field: StringField) -> None:
    if not without_invisible(field.data or "").strip():
        raise ValidationError("请写上文字。")
