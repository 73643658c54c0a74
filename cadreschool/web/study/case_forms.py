"""The form of a case: a request becomes a text, a text becomes a form again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from cadreschool.courses.cases.queries import CaseSheet
from cadreschool.courses.cases.rules import (
    CONSENT,
    LONGEST_CITATIONS,
    MOST_LESSONS,
    PROSE,
    CaseText,
)
from cadreschool.kernel import clock
from cadreschool.kernel.faults import Faults
from cadreschool.kernel.text import squeeze
from cadreschool.laws.citing import cited_words, read_cited
from cadreschool.web.forms import ChineseForm, typed_text
from cadreschool.web.school import catalogue

_VERSION = re.compile(r"[0-9]{1,9}")
LESSON_FIELDS = tuple(f"lesson_{number}" for number in range(1, MOST_LESSONS + 1))


class CaseForm(ChineseForm):
    """What a case asks for: nothing that tells who it was."""

    version = HiddenField()
    title = StringField("标题")
    situation = TextAreaField("情况")
    action = TextAreaField("做法")
    outcome = TextAreaField("结果")
    thoughts = TextAreaField("体会")
    citations = TextAreaField("用到的法条")
    lesson_1 = StringField("相关的课")
    lesson_2 = StringField("第二课（可以不填）")
    lesson_3 = StringField("第三课（可以不填）")
    consent = BooleanField(CONSENT)


def filled(sheet: CaseSheet) -> CaseForm:
    """Return the form of a stored case."""
    names = {key: name for name, key in lesson_names().items()}
    data = {name: getattr(sheet, name) for name in PROSE}
    titles = [names.get(key, key) for key in sheet.lessons]
    data |= dict(zip(LESSON_FIELDS, titles, strict=False))
    return CaseForm(
        formdata=None,
        data={**data, "version": str(sheet.version), "citations": cited_lines(sheet)},
    )


def cited_lines(sheet: CaseSheet) -> str:
    """Return the articles of a stored case, one on each line, as the form asks for them."""
    return "\n".join(cited_words(sheet.citations).split())


def lesson_names() -> dict[str, str]:
    """Return every lesson by the name it is chosen by: {课名（课程）: course/lesson}."""
    return {
        f"{lesson.title}（{course.title}）": f"{course.id}/{lesson.id}"
        for course in catalogue().curriculum
        for lesson in course.lessons
    }


def lesson_keys() -> frozenset[str]:
    """Return every lesson that a case may name."""
    return frozenset(lesson_names().values())


@dataclass(slots=True)
class Read:
    """What a form says: a text, and what in it could not be understood, field by field."""

    text: CaseText
    base: int
    faults: Faults = field(default_factory=dict)


def read(form: CaseForm) -> Read:
    """Read a form; what cannot be read is a fault, and everything else is kept."""
    faults: Faults = {}
    typed = (form.citations.data or "")[: 3 * LONGEST_CITATIONS]
    cited = read_cited(typed, catalogue().registry, clock.today())
    if cited.faults:
        faults["citations"] = cited.faults
    keys, unknown = _lessons(form)
    if unknown:
        faults["lessons"] = [f"没有找到“{one}”，请从列表里选。" for one in unknown]
    prose = {name: typed_text(getattr(form, name).data) for name in PROSE}
    prose["title"] = " ".join(prose["title"].split())
    text = CaseText(
        **prose,
        citations=cited.text,
        lessons=" ".join(keys),
        is_consented=bool(form.consent.data),
    )
    version = form.version.data or ""
    base = int(version) if _VERSION.fullmatch(version) else 0
    return Read(text, base, faults)


def _lessons(form: CaseForm) -> tuple[list[str], list[str]]:
    """Return the lessons that were chosen, and what names none."""
    names = {squeeze(name): key for name, key in lesson_names().items()}
    names |= {key: key for key in names.values()}
    keys: dict[str, None] = {}
    unknown = []
    for name in LESSON_FIELDS:
        typed = (getattr(form, name).data or "")[:200].strip()
        key = names.get(squeeze(typed))
        if key:
            keys[key] = None
        elif typed:
            unknown.append(typed[:60])
    return list(keys), unknown


def say(form: CaseForm, faults: Faults) -> None:
    """Put what is wrong beside its field."""
    for name, said in faults.items():
        place = LESSON_FIELDS[0] if name == "lessons" else name
        getattr(form, place).errors = ["\n".join(said)]
