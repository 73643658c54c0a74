"""What the pages about papers share: what may be drawn today, and what a draft comes to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for

from cadreschool.courses.pools import pool_of
from cadreschool.kernel import clock
from cadreschool.learning.exams.queries import Turnout, turnouts_of
from cadreschool.people.models import Post
from cadreschool.questions.banks.queries import banks_for
from cadreschool.questions.papers.access import AccessRule, other_papers
from cadreschool.questions.papers.design import Known, design_text
from cadreschool.questions.papers.models import PaperState
from cadreschool.questions.papers.overlap import elsewhere
from cadreschool.questions.papers.permissions import may_open
from cadreschool.questions.papers.queries import (
    PaperFacts,
    TaughtPaper,
    items_of,
    papers_that_count,
    titles_of,
    union_names,
)
from cadreschool.questions.papers.rules import FORM_NAMES, Plan, plan
from cadreschool.web.guards import viewer
from cadreschool.web.policies import policies
from cadreschool.web.school import catalogue
from cadreschool.web.teach.paper_forms import (
    Choices,
    PaperForm,
    Typed,
    form_of,
    kind_choices,
    typed_of,
)

STATES = {PaperState.DRAFT: "草稿", PaperState.OPEN: "已开放", PaperState.CLOSED: "已结束"}
NOBODY = Turnout(0, 0, 0, 0)
_TRIAL = 7  # a seed for looking: what is opened is drawn by chance


@dataclass(frozen=True, slots=True)
class Message:
    """Why a change was not taken, above the form."""

    text: str = ""
    advice: str = ""


NO_MESSAGE = Message()


@dataclass(frozen=True, slots=True)
class Draw:
    """A paper drawn, and what of it stands in other papers, whose takers will know the keys.

    `told` are those papers by title with the number of questions; foreign ones have no title.
    `avoidable` is how many questions of the pool stand elsewhere, drawn or not.
    """

    plan: Plan
    told: list[tuple[str, int]]
    avoidable: int


def drawn(facts: PaperFacts, *, seed: int = _TRIAL) -> Draw:
    """Draw a paper from what is there today, and of what no other paper tells where that does."""
    others = elsewhere(facts, viewer(), at=clock.now())
    pool = pool_of(facts.design, catalogue().curriculum, clock.today())
    found = plan(facts.design, pool, facts.forms, seed=seed, avoided=others.ids)
    avoidable = sum(one.question_id in others.papers for one in pool)
    return Draw(found, others.counted(found.told), avoidable)


def known() -> Known:
    """Return what a design of the viewer's may name."""
    here = catalogue()
    return Known(
        frozenset(bank.id for bank in banks_for(viewer())),
        frozenset(law.short for law in here.registry.laws),
        frozenset(one.id for one in here.framework.competencies),
    )


def offer_banks(form: PaperForm) -> PaperForm:
    """Let the form offer the banks the viewer teaches with."""
    found = [(bank.id, bank.title) for bank in banks_for(viewer())]
    form.banks.choices = found
    return form


def choices_for(paper: TaughtPaper) -> Choices:
    """Return what the rows and rules of a paper may choose from."""
    here = catalogue()
    counting = papers_that_count(paper.facts.owner_path, but=paper.facts.id)
    return Choices(
        kind_choices(),
        [("", "任意"), *((one.id, one.name) for one in here.framework.competencies)],
        [("", "不限"), *((str(number), title) for number, title in counting)],
        [law.short for law in here.registry.laws],
        sorted({course.unit for course in here.curriculum}),
    )


def paper_page(
    paper: TaughtPaper,
    form: PaperForm | None = None,
    typed: Typed | None = None,
    message: Message = NO_MESSAGE,
) -> str:
    """Render the page of a paper: a draft's form and what it comes to, or what is open."""
    facts, who = paper.facts, viewer()
    is_draft = facts.state is PaperState.DRAFT
    values: dict[str, object] = {}
    if is_draft:
        unions = {one.when.organisation_id for one in facts.rules if one.when.organisation_id}
        draw = drawn(facts)
        stored = typed or typed_of(facts, union_names(unions) if unions else {})
        values = {
            "form": offer_banks(form or form_of(facts)),
            "typed": stored.with_empty(),
            "choices": choices_for(paper),
            "draw": draw,
            "plan": draw.plan,
        }
    else:
        values = {
            "sheets": sheets_of(paper),
            "turnout": turnouts_of([facts.id]).get(facts.id, NOBODY),
            "rules": rule_words(facts.rules),
        }
    return render_template(
        "teach/paper.html",
        paper=facts,
        state=STATES[facts.state],
        is_draft=is_draft,
        is_open=facts.state is PaperState.OPEN,
        may_write=paper.may_write,
        may_open=may_open(who, paper.roles, facts.made_by, needs_other=policies().needs_review),
        needs_review=policies().needs_review,
        design_text=design_text(facts.design),
        message=message,
        **values,
    )


def sheets_of(paper: TaughtPaper) -> list[dict[str, object]]:
    """Return the forms of an open paper, with where to print them."""
    sums: dict[int, tuple[int, int]] = {}
    for one in items_of(paper.facts.id):
        number, points = sums.get(one.form, (0, 0))
        sums[one.form] = (number + 1, points + one.points)
    return [
        {
            "name": f"{FORM_NAMES[form - 1]} 卷" if len(sums) > 1 else "试卷",
            "number": number,
            "points": points,
            "url": url_for("teach.paper_sheet", paper_id=paper.facts.id, form=form),
            "key_url": url_for("teach.paper_sheet", paper_id=paper.facts.id, form=form, key=1),
        }
        for form, (number, points) in sums.items()
    ]


def rule_words(rules: tuple[AccessRule, ...]) -> list[str]:
    """Say each rule in a sentence."""
    from_ids = {one.when.organisation_id for one in rules if one.when.organisation_id}
    unions = union_names(from_ids) if from_ids else {}
    papers = titles_of(other_papers(rules)) if other_papers(rules) else {}
    return [_words(rule, unions, papers) for rule in rules]


def _words(rule: AccessRule, unions: dict[int, str], papers: dict[int, str]) -> str:
    when = rule.when
    said = [
        f"{clock.moment_text(when.from_at)} 起" if when.from_at else "",
        f"{clock.moment_text(when.until)} 止" if when.until else "",
        f"岗位是{'、'.join(Post(one).label for one in when.posts)}" if when.posts else "",
        f"在“{unions.get(when.organisation_id or 0, '')}”及其下级" if when.organisation_id else "",
        f"“{papers.get(when.passed or 0, '')}”已合格" if when.passed else "",
        f"“{papers.get(when.failed or 0, '')}”未合格" if when.failed else "",
        f"考过少于 {when.fewer_than} 次" if when.fewer_than else "",
    ]
    condition = "，".join(one for one in said if one) or "其余的人"
    form = f"，用 {FORM_NAMES[rule.form - 1]} 卷" if rule.form else ""
    return f"{condition}：{'可以' if rule.may else '不可以'}{form}" + (
        f"（{rule.why}）" if rule.why else ""
    )
