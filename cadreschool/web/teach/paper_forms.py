"""The form of a paper: what is posted becomes values, or words about what is wrong; saves nothing.

Rows of the blueprint and rules of access are plain fields with a number in their names, so that
the form works without any script: it always has a few empty ones more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.text import normalise
from cadreschool.people.models import Post
from cadreschool.questions.kinds import all_kinds
from cadreschool.questions.papers.access import MOST_RULES, AccessRule, read_rules
from cadreschool.questions.papers.actions import PaperValues
from cadreschool.questions.papers.design import (
    DIFFICULTIES,
    MOST_ROWS,
    Design,
    Known,
    read_design,
)
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.papers.queries import PaperFacts, unions_called
from cadreschool.questions.papers.rules import FORM_NAMES
from cadreschool.questions.values import Scoring
from cadreschool.web.forms import ChineseForm, choices

_EMPTY_ROWS = 3
ROWS, ITEMS = "rows", "items"
ROW_FIELDS = ("number", "points", "kind", "unit", "law", "competency", "difficulty")
RULE_FIELDS = (
    "may",
    "from",
    "until",
    "post",
    "organisation",
    "passed",
    "failed",
    "below",
    "form",
    "why",
)
_YES_NO = choices([("1", "是"), ("0", "否")])


class _Between:
    """A whole number between two, in words; NumberRange breaks on a number beyond all floats."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, _form: ChineseForm, field: IntegerField) -> None:
        if field.data is None or not self.least <= field.data <= self.most:
            field.errors = []  # one sentence, whether it is no number or no such number
            raise ValidationError(f"请填 {self.least} 到 {self.most} 的整数。")


class NewPaperForm(ChineseForm):
    """A new paper: what it is called, what it is for, whose it is."""

    title = StringField("试卷名称", [InputRequired("请填写试卷名称。"), Length(max=60)])
    mode = SelectField("用途", choices=choices((one.value, one.label) for one in PaperMode))
    owner = SelectField("归属", coerce=int)


class PaperForm(ChineseForm):
    """A paper's own settings; its rows and rules are read by `read_paper`."""

    version = IntegerField("版本", [_Between(1, 2**31 - 1)])
    title = StringField("试卷名称", [InputRequired("请填写试卷名称。"), Length(max=60)])
    mode = SelectField("用途", choices=choices((one.value, one.label) for one in PaperMode))
    minutes = IntegerField("时间（分钟）", [Optional(), _Between(1, 600)])
    attempts = IntegerField("可考次数", [Optional(), _Between(1, 100)])
    pass_mark = IntegerField("合格线（百分制）", [_Between(0, 100)])
    opens_at = DateTimeLocalField("开放时间", [Optional()], format="%Y-%m-%dT%H:%M")
    closes_at = DateTimeLocalField("截止时间", [Optional()], format="%Y-%m-%dT%H:%M")
    scoring = SelectField(
        "多选题计分", choices=choices((one.value, f"{one.label}") for one in Scoring)
    )
    release = SelectField("公布答案", choices=choices((one.value, one.label) for one in Release))
    forms = SelectField(
        "套数",
        choices=choices([("1", "一套"), ("2", "A、B 两套"), ("3", "A、B、C 三套"), ("4", "四套")]),
    )
    shuffles = SelectField("打乱题目和选项", choices=_YES_NO)
    second_marker = SelectField("简答题两人评阅", choices=choices([("0", "否"), ("1", "是")]))
    banks = SelectMultipleField(
        "题库", option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    lessons = BooleanField("课程里的课末检测题")
    design = SelectField(
        "组卷方式", choices=choices([(ROWS, "按要求抽题"), (ITEMS, "指定每一道题")])
    )
    items = TextAreaField("指定的题", [Length(max=12000)])


class ExceptionForm(ChineseForm):
    """What is different for one person."""

    login = StringField("登录名", [InputRequired("请填写登录名。"), Length(max=60)])
    extra_minutes = IntegerField("加时（分钟）", [Optional(), _Between(0, 600)])
    extra_attempts = IntegerField("加次", [Optional(), _Between(0, 20)])
    closes_at = DateTimeLocalField("延期到", [Optional()], format="%Y-%m-%dT%H:%M")
    expires_at = DateTimeLocalField("到何时失效", [Optional()], format="%Y-%m-%dT%H:%M")
    reason = StringField("理由", [InputRequired("请写明理由。"), Length(max=200)])


def moment(naive: datetime | None) -> datetime | None:
    """Return a moment typed in Shanghai time."""
    return naive.replace(tzinfo=SHANGHAI) if naive is not None else None


# Rows and rules as they are typed ----------------------------------------------------------------


@dataclass(slots=True)
class Typed:
    """The rows and rules of a form, as texts, and what is wrong with them."""

    rows: list[dict[str, str]] = field(default_factory=list)
    rules: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def with_empty(self) -> Typed:
        """Return the same with some empty ones more to fill in."""
        rows = [*self.rows, *({} for _ in range(_EMPTY_ROWS))][:MOST_ROWS]
        rules = [*self.rules, *({} for _ in range(2 if self.rules else 1))][:MOST_RULES]
        return Typed(rows, rules, self.faults)


def typed_of(facts: PaperFacts, unions: Mapping[int, str]) -> Typed:
    """Return what the form of a stored paper says."""
    rows = [
        {name: str(getattr(row, name) or "") for name in ROW_FIELDS} for row in facts.design.rows
    ]
    return Typed(rows, [_rule_texts(rule, unions) for rule in facts.rules])


def _rule_texts(rule: AccessRule, unions: Mapping[int, str]) -> dict[str, str]:
    when = rule.when
    union = unions.get(when.organisation_id or 0, "")
    return {
        "may": "yes" if rule.may else "no",
        "from": _local(when.from_at),
        "until": _local(when.until),
        "post": when.posts[0] if when.posts else "",
        "organisation": f"{when.organisation_id}" if when.organisation_id and not union else union,
        "passed": str(when.passed or ""),
        "failed": str(when.failed or ""),
        "below": str(when.fewer_than or ""),
        "form": str(rule.form or ""),
        "why": rule.why,
    }


def _local(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if at else ""


def items_text(design: Design) -> str:
    """Write the named questions, one a line with its points."""
    return "\n".join(f"{one.question_id} {one.points}" for one in design.items)


def _posted(
    form: MultiDict[str, str], name: str, fields: tuple[str, ...], most: int
) -> list[dict[str, str]]:
    found = []
    for number in range(most):
        texts = {one: form.get(f"{name}-{number}-{one}", "").strip() for one in fields}
        if any(texts.values()):
            found.append(texts)
    return found


def read_paper(
    form: PaperForm, posted: MultiDict[str, str], known: Known, owner_path: str | None
) -> tuple[PaperValues | None, Typed]:
    """Read a posted paper: its values, None when something is wrong, and what was typed."""
    typed = Typed(
        _posted(posted, "row", ROW_FIELDS, MOST_ROWS),
        _posted(posted, "rule", RULE_FIELDS, MOST_RULES),
    )
    data: dict[str, object] = {"banks": list(form.banks.data or ()), "lessons": form.lessons.data}
    if form.design.data == ITEMS:
        data["items"] = [
            _item(line) for line in (form.items.data or "").splitlines() if line.strip()
        ]
    else:
        data["rows"] = [_row(texts) for texts in typed.rows]
    design, faults = read_design(data, known)
    rules, wrong = read_rules([_rule(texts, owner_path, faults) for texts in typed.rules])
    typed.faults = [*faults, *wrong]
    opens_at, closes_at = moment(form.opens_at.data), moment(form.closes_at.data)
    if opens_at and closes_at and opens_at >= closes_at:
        typed.faults.append("开放时间要早于截止时间。")
    if not form.validate() or typed.faults:
        return None, typed
    return _values(form, design, rules), typed


def _values(form: PaperForm, design: Design, rules: tuple[AccessRule, ...]) -> PaperValues:
    return PaperValues(
        title=" ".join((form.title.data or "").split()),
        mode=PaperMode(form.mode.data),
        design=design,
        rules=rules,
        scoring=Scoring(form.scoring.data),
        release=Release(form.release.data),
        pass_mark=form.pass_mark.data or 0,
        minutes=form.minutes.data,
        attempts=form.attempts.data,
        forms=int(form.forms.data),
        shuffles=form.shuffles.data == "1",
        second_marker=form.second_marker.data == "1",
        opens_at=moment(form.opens_at.data),
        closes_at=moment(form.closes_at.data),
    )


def _whole(text: str) -> int | str:
    """Return a number where it is one; `read_design` tells about what is none."""
    text = normalise(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else text  # noqa: PLR2004 -- ids


def _row(texts: Mapping[str, str]) -> dict[str, object]:
    data: dict[str, object] = {
        name: texts[name] for name in ("kind", "unit", "law", "competency") if texts[name]
    }
    data["difficulty"] = _whole(texts["difficulty"] or "0")
    return data | {"number": _whole(texts["number"]), "points": _whole(texts["points"])}


def _item(line: str) -> dict[str, object]:
    question_id, _, points = normalise(line).partition(" ")
    return {"question": question_id, "points": _whole(points.strip())}


def _rule(texts: Mapping[str, str], owner_path: str | None, faults: list[str]) -> dict[str, object]:
    when: dict[str, object] = {name: texts[name] for name in ("from", "until") if texts[name]}
    if texts["post"]:
        when["posts"] = [texts["post"]]
    for name, said in (("passed", "passed"), ("failed", "failed"), ("below", "attempts_below")):
        if texts[name]:
            when[said] = _whole(texts[name])
    if texts["organisation"]:
        found = unions_called(normalise(texts["organisation"]), owner_path)
        if len(found) == 1:
            when["organisation"] = found[0]
        else:
            reason = "没有这个工会" if not found else "不止一个工会叫这个名称，请写编号"
            faults.append(f"进入条件里的“{texts['organisation'][:40]}”：{reason}。")
    data: dict[str, object] = {"when": when, "why": texts["why"]}
    if texts["may"]:
        data["may"] = texts["may"] == "yes"
    return data | ({"form": _whole(texts["form"])} if texts["form"] else {})


def form_of(facts: PaperFacts) -> PaperForm:
    """Fill the form with a stored paper."""
    form = PaperForm(formdata=None)
    for name in ("version", "title", "minutes", "attempts", "pass_mark"):
        getattr(form, name).data = getattr(facts, name)
    for name in ("mode", "scoring", "release"):
        getattr(form, name).data = getattr(facts, name).value
    for name in ("opens_at", "closes_at"):
        at = getattr(facts, name)
        getattr(form, name).data = at.astimezone(SHANGHAI) if at else None
    form.forms.data = str(facts.forms)
    form.shuffles.data = "1" if facts.shuffles else "0"
    form.second_marker.data = "1" if facts.second_marker else "0"
    form.banks.data = list(facts.design.banks)
    form.lessons.data = facts.design.uses_lessons
    form.design.data = ITEMS if facts.design.is_fixed else ROWS
    form.items.data = items_text(facts.design)
    return form


_DIFFICULTIES = [(str(number), text) for number, text in DIFFICULTIES.items()]
_POSTS = [(post.value, post.label) for post in Post]
_FORMS = [(str(number), f"{FORM_NAMES[number - 1]} 卷") for number in range(1, 5)]


def _any(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "任意"), *pairs]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the selects of rows and rules offer: (value, text), the first for anything."""

    kinds: list[tuple[str, str]]
    competencies: list[tuple[str, str]]
    papers: list[tuple[str, str]]
    laws: list[str]
    units: list[str]
    difficulties: list[tuple[str, str]] = field(default_factory=lambda: _any(_DIFFICULTIES))
    posts: list[tuple[str, str]] = field(default_factory=lambda: _any(_POSTS))
    forms: list[tuple[str, str]] = field(default_factory=lambda: _any(_FORMS))


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds a row may ask for."""
    return _any([(one.name, one.label) for one in all_kinds()])
