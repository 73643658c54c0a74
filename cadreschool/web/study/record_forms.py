"""The form of a practice record: a request becomes a draft, a draft becomes a form again."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import date

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.faults import Faults
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.citing import cited_words, read_cited
from cadreschool.learning.practice_records import queries
from cadreschool.learning.practice_records.rules import (
    LONGEST,
    LONGEST_CITATIONS,
    Draft,
    PracticeKind,
)
from cadreschool.learning.practice_records.sheets import RecordSheet
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.web.forms import ChineseForm, choices, typed_line, typed_text
from cadreschool.web.school import catalogue

_KEY = re.compile(r"[0-9a-f]{32}")
_BASE = re.compile(r"[0-9]{1,9}")
INCOMPLETE = "表单不完整，没有保存。"


def new_key() -> str:
    """Return a name for a record that the server does not know yet."""
    return secrets.token_hex(16)


class PracticeRecordForm(ChineseForm):
    """What a record asks for; no hours, no photograph."""

    form_key = HiddenField()
    base = HiddenField()
    owner = HiddenField()
    kind = SelectField(
        "哪一类",
        choices=choices([("", "请选择"), *((one.value, one.label) for one in PracticeKind)]),
        validate_choice=False,
    )
    happened_on = DateField("日期")
    place = StringField("地点")
    role = StringField("我担任什么")
    case_code = StringField("案件编号")
    deed = TextAreaField("我做了什么")
    citations = StringField("用到的法条")
    result = TextAreaField("结果")
    next_time = TextAreaField("下次怎样做")
    competencies = SelectMultipleField(
        "看得出哪些能力",
        choices=choices((one, one) for one in COMPETENCIES),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    witness = StringField("见证人")
    law = StringField("找法条")


def blank(who: Viewer) -> PracticeRecordForm:
    """Return the form of a record that is begun today."""
    form = PracticeRecordForm(formdata=None)
    form.form_key.data, form.base.data, form.owner.data = new_key(), "0", str(who.cadre_id)
    form.happened_on.data = clock.today()
    form.kind.data = ""
    form.competencies.data = []
    return form


def filled(who: Viewer, sheet: RecordSheet) -> PracticeRecordForm:
    """Return the form of a record that was stored."""
    draft = sheet.draft
    values = {name: getattr(draft, name) for name in LONGEST}
    return PracticeRecordForm(
        formdata=None,
        data={
            **values,
            "form_key": draft.form_key,
            "base": str(draft.base),
            "owner": str(who.cadre_id),
            "kind": draft.kind,
            "happened_on": draft.happened_on,
            "citations": cited_words(draft.citations),
            "competencies": list(draft.competencies),
            "witness": sheet.witness,
        },
    )


@dataclass(slots=True)
class Reading:
    """What a form says: a draft, and what in it could not be understood, field by field."""

    draft: Draft
    faults: Faults = field(default_factory=dict)


def read(who: Viewer, form: PracticeRecordForm) -> Reading:
    """Read a form; what cannot be read is a fault, and everything else is kept."""
    if form.owner.data and form.owner.data != str(who.cadre_id):
        message = "这条记录是另一个账户在这台设备上写的，没有送出。"
        raise ConflictError(message, "请由写的人登录以后再送出。")
    key, base = form.form_key.data or "", form.base.data or ""
    if not (_KEY.fullmatch(key) and _BASE.fullmatch(base)):
        raise InvalidError(INCOMPLETE, "请返回上一页，刷新后再提交。")
    faults: Faults = {}
    on = form.happened_on.data
    if on is None:
        faults["happened_on"] = ["请写日期，年月日都要有。"]
    day: date = on or clock.today()
    cited = read_cited(
        (form.citations.data or "")[: 2 * LONGEST_CITATIONS], catalogue().registry, day
    )
    if cited.faults:
        faults["citations"] = cited.faults
    draft = Draft(
        form_key=key,
        base=int(base),
        kind=(form.kind.data or "")[:20],
        happened_on=day,
        place=typed_line(form.place.data),
        role=typed_line(form.role.data),
        case_code=typed_line(form.case_code.data),
        deed=typed_text(form.deed.data),
        citations=cited.text,
        result=typed_text(form.result.data),
        next_time=typed_text(form.next_time.data),
        competencies=tuple(form.competencies.data or ()),
    )
    witness_id, fault = _witness(who, key, typed_line(form.witness.data), day)
    if fault:
        faults["witness"] = [fault]
    return Reading(replace(draft, witness_id=witness_id), faults)


def _witness(who: Viewer, form_key: str, typed: str, day: date) -> tuple[int | None, str]:
    """Find the colleague whom somebody named as a witness: (id, what is wrong)."""
    if not typed:
        return None, ""
    sheet = queries.own_record_of_key(who, form_key)
    if sheet is not None and typed == sheet.witness:
        return sheet.draft.witness_id, ""
    found = queries.colleagues_named(who, typed, who.organisation_id, on=day)
    if len(found) == 1:
        return found[0].id, ""
    if found:
        return None, f"有 {len(found)} 位同事叫这个名字，请写他的登录名（可以问本人）。"
    return None, f"没有找到“{typed}”。写本工会或者上级工会的一位同事，用全名或者登录名。"
