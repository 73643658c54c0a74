"""What a case may hold, which way it goes, and which of its law is in question. Pure.

Knows sizes, states and what a text must not say. Does not know who looks, nor the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.faults import Faults
from cadreschool.kernel.personal_data import Finding, find_personal_data
from cadreschool.laws.citations import Citation, parse_citations, write_citation
from cadreschool.laws.citing import citation_fault
from cadreschool.laws.registry import LawVersion, Registry

NAMES = {
    "title": "标题",
    "situation": "情况",
    "action": "做法",
    "outcome": "结果",
    "thoughts": "体会",
    "citations": "用到的法条",
    "lessons": "相关的课",
    "consent": "同意",
}
"""What the parts of a case are called."""
PROSE = ("title", "situation", "action", "outcome", "thoughts")
LONGEST = {"title": 40, "situation": 1200, "action": 1500, "outcome": 800, "thoughts": 800}
SHORTEST = {"title": 4, "situation": 20, "action": 20, "outcome": 10, "thoughts": 10}
LONGEST_CITATIONS = 500
LONGEST_WORDS = 500
MOST_LESSONS = 3
MOST_OPEN = 20
"""So many cases of one cadre may be neither published nor withdrawn."""
CONSENT = "本人确认：有关人员同意以这种形式讲述，已去掉能认出具体人的内容"
REVIEWED = "法律问题已核对"
"""What whoever publishes a case says, in these words."""


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state's name."""
        return _STATES[self]

    @property
    def is_editable(self) -> bool:
        """Tell whether its author may change the text."""
        return self in {CaseState.DRAFT, CaseState.RETURNED}

    @property
    def is_handed_in(self) -> bool:
        """Tell whether it lies with the reviewers, or passed them."""
        return self in {CaseState.SUBMITTED, CaseState.PUBLISHED}


_STATES = {
    CaseState.DRAFT: "草稿",
    CaseState.SUBMITTED: "待审核",
    CaseState.RETURNED: "已退回",
    CaseState.PUBLISHED: "已发布",
    CaseState.WITHDRAWN: "已撤下",
}


class StepKind(StrEnum):
    """What somebody does with a case."""

    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """Return what was done."""
        return _STEPS[self][0]


_OPEN = frozenset({CaseState.DRAFT, CaseState.RETURNED})
_ALL = frozenset(CaseState) - {CaseState.WITHDRAWN}
_WAITS = frozenset({CaseState.SUBMITTED})
_STEPS: dict[StepKind, tuple[str, frozenset[CaseState], CaseState]] = {
    StepKind.SUBMIT: ("送审", _OPEN, CaseState.SUBMITTED),
    StepKind.RECALL: ("撤回送审", _WAITS, CaseState.RETURNED),
    StepKind.RETURN: ("退回", _WAITS, CaseState.RETURNED),
    StepKind.PUBLISH: ("发布", _WAITS, CaseState.PUBLISHED),
    StepKind.WITHDRAW: ("撤下", _ALL, CaseState.WITHDRAWN),
}


def may_step(state: CaseState, kind: StepKind) -> bool:
    """Tell whether this may be done with a case in that state."""
    return state in _STEPS[kind][1]


def state_after(state: CaseState, kind: StepKind) -> CaseState:
    """Return the state after a step, and refuse one that the state has no room for."""
    if not may_step(state, kind):
        message = f"这个案例现在是“{state.label}”，不能{_STEPS[kind][0]}。"
        raise ConflictError(message, "刚才可能有人处理过，请回到案例页再看。")
    return _STEPS[kind][2]


@dataclass(frozen=True, slots=True)
class CaseText:
    """A case as its form holds it.

    `citations` are written as `[[工会法#22]]`, `lessons` as `course/lesson`, spaces between.
    """

    title: str = ""
    situation: str = ""
    action: str = ""
    outcome: str = ""
    thoughts: str = ""
    citations: str = ""
    lessons: str = ""
    is_consented: bool = False

    def prose(self) -> dict[str, str]:
        """Return what is told in words, by field."""
        return {name: getattr(self, name) for name in PROSE}

    def content(self) -> dict[str, str]:
        """Return what is stored, by column."""
        return self.prose() | {"citations": self.citations, "lessons": self.lessons}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text is checked against: the law on a day, the lessons there are, known names."""

    registry: Registry
    on: date
    lessons: Collection[str]
    known: Collection[str] = ()


def faults_of(text: CaseText, ground: Ground, *, is_final: bool) -> Faults:
    """Say what is wrong with a text; for a review (`is_final`) nothing may be missing."""
    faults: Faults = {}
    for name, words in text.prose().items():
        found = personal(words, ground.known)
        if len(words) > LONGEST[name]:
            found.append(f"现在 {len(words)} 字，最多 {LONGEST[name]} 字。")
        if (is_final or name == "title") and len(words) < (SHORTEST[name] if is_final else 1):
            found.append(_too_short(name, words, is_final=is_final))
        if found:
            faults[name] = found
    law = citation_faults(text.citations, ground.registry, ground.on)
    if is_final and not text.citations and not law:
        law = ["请写明用到的法条，至少一条。"]
    if law:
        faults["citations"] = law
    lessons = text.lessons.split()
    unknown = [one for one in lessons if one not in ground.lessons]
    if unknown or len(lessons) > MOST_LESSONS:
        faults["lessons"] = [f"没有“{one}”这一课，请从列表里选。" for one in unknown]
        if len(lessons) > MOST_LESSONS:
            faults["lessons"].append(f"最多选 {MOST_LESSONS} 课。")
    if is_final and not text.is_consented:
        faults["consent"] = ["送审以前请确认这一句。"]
    return faults


def _too_short(name: str, words: str, *, is_final: bool) -> str:
    if not words:
        return f"请写{NAMES[name]}。"
    least = SHORTEST[name] if is_final else 1
    return f"现在 {len(words)} 字，至少 {least} 字，别人才看得明白。"


def personal(words: str, known: Collection[str] = ()) -> list[str]:
    """Say what in a text tells who somebody is, where, why it may not be, and what to write."""
    return [_said(one, words) for one in find_personal_data(words, known=known)]


def _said(one: Finding, words: str) -> str:
    line = words.count("\n", 0, one.start) + 1
    where = f"第 {line} 行" if "\n" in words else ""
    return f"{where}{one.said}"


def citation_faults(text: str, registry: Registry, on: date) -> list[str]:
    """Say which citations the registry does not know on a day."""
    if len(text) > LONGEST_CITATIONS:
        return [f"法条太多，最多 {LONGEST_CITATIONS} 字，请只留最要紧的。"]
    found = (citation_fault(one, registry, on) for one in parse_citations(text))
    return [fault for fault in found if fault]


def pinned(text: str, registry: Registry, on: date) -> str:
    """Name the versions in force on a day in citations that name none."""
    cited = (registry.pinned(replace(one, line=0), on) for one in parse_citations(text))
    return " ".join(write_citation(one) for one in cited)


def articles_in_question(
    citations: Sequence[Citation], registry: Registry, on: date
) -> frozenset[tuple[str, str]]:
    """Return the cited articles that are not on a day what they were: (law, article).

    An article stayed as it was where both versions have the same text by its digest.
    """
    return frozenset(_in_question(citations, registry, on))


def _in_question(
    citations: Iterable[Citation], registry: Registry, on: date
) -> Iterable[tuple[str, str]]:
    for citation in citations:
        cited = registry.version_cited(citation, on)
        present = registry.version_on(citation.short, on)
        for no in citation.articles:
            if cited is None or present is None or not _is_same(cited, present, no):
                yield citation.short, no


def changed_articles(citation: Citation, version: LawVersion, registry: Registry) -> frozenset[str]:
    """Return the articles of a pinned citation that read otherwise in another version."""
    cited = registry.version(citation.short, citation.version or version.version)
    return frozenset(
        no for no in citation.articles if cited is None or not _is_same(cited, version, no)
    )


def _is_same(cited: LawVersion, present: LawVersion, no: str) -> bool:
    if cited.version == present.version:
        return True
    before, now = cited.gist(no), present.gist(no)
    return before is not None and now is not None and before.sha256 == now.sha256 is not None
