"""What a practice record may hold, which way it goes, and when it weighs. Pure.

Knows kinds, states and sizes. Does not know law (`laws.citing`), nor how personal
data is recognised (`texts`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cadreschool.kernel.faults import Faults
from cadreschool.learning.profile.values import COMPETENCIES

MOST_CLAIMED = 2
"""So many competencies a record may claim to show."""
MOST_A_YEAR = 6
"""So many records of one kind and calendar year weigh; the others only tell."""
ARCHIVED_AFTER = timedelta(days=30)
SAMPLED_ONE_IN = 20
LONGEST = {"place": 40, "role": 40, "case_code": 40, "deed": 300, "result": 300, "next_time": 300}
LONGEST_CITATIONS = 500
LONGEST_WORDS = 300
OLDEST = timedelta(days=366)
"""What happened longer ago is not told any more: nobody could vouch for it."""


class PracticeKind(StrEnum):
    """The twelve kinds of work a record tells of, in the order of forms."""

    RECEPTION = "reception"
    VISIT = "visit"
    TALK = "talk"
    MEDIATION = "mediation"
    BARGAINING = "bargaining"
    INSPECTION = "inspection"
    SETUP = "setup"
    RELIEF = "relief"
    LECTURE = "lecture"
    EVENT = "event"
    CONGRESS = "congress"
    SAFETY = "safety"

    @property
    def label(self) -> str:
        """Return the kind's name."""
        return _KINDS[self][0]

    @property
    def units(self) -> tuple[str, ...]:
        """Return the course units it shows ability in."""
        return _KINDS[self][1]


_KINDS: dict[PracticeKind, tuple[str, tuple[str, ...]]] = {
    PracticeKind.RECEPTION: ("接访", ("C2",)),
    PracticeKind.VISIT: ("走访慰问", ("C1", "D5")),
    PracticeKind.TALK: ("谈心谈话", ("C4",)),
    PracticeKind.MEDIATION: ("调解参与", ("B6", "C6")),
    PracticeKind.BARGAINING: ("协商参与", ("B4", "C7")),
    PracticeKind.INSPECTION: ("法律监督", ("B3",)),
    PracticeKind.SETUP: ("建会入会", ("B1",)),
    PracticeKind.RELIEF: ("帮扶", ("B7",)),
    PracticeKind.LECTURE: ("宣讲", ("C5",)),
    PracticeKind.EVENT: ("活动组织", ("B10",)),
    PracticeKind.CONGRESS: ("职代会筹备", ("B5",)),
    PracticeKind.SAFETY: ("安全检查", ("A5",)),
}


class RecordState(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED = "signed"
    SAMPLED = "sampled"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state's name."""
        return _STATES[self]

    @property
    def is_editable(self) -> bool:
        """Tell whether its author may change the text."""
        return self in _EDITABLE

    @property
    def is_signed(self) -> bool:
        """Tell whether a signature holds: then it is evidence."""
        return self in SIGNED_STATES


_STATES = {
    RecordState.DRAFT: "草稿",
    RecordState.SUBMITTED: "待签认",
    RecordState.RETURNED: "已退回",
    RecordState.SIGNED: "已签认",
    RecordState.SAMPLED: "抽查中",
    RecordState.ARCHIVED: "已归档",
    RecordState.WITHDRAWN: "已撤回",
}
_EDITABLE = frozenset({RecordState.DRAFT, RecordState.RETURNED, RecordState.WITHDRAWN})
SIGNED_STATES = (RecordState.SIGNED, RecordState.SAMPLED, RecordState.ARCHIVED)


class StepKind(StrEnum):
    """What somebody does with a record."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    SIGN = "sign"
    WITNESS = "witness"
    PASS = "pass"  # noqa: S105 -- a check, no password
    FAIL = "fail"
    ARCHIVE = "archive"

    @property
    def label(self) -> str:
        """Return what was done, as the course of events shows it."""
        return _STEPS[self]


_STEPS = {
    StepKind.SUBMIT: "提交",
    StepKind.WITHDRAW: "撤回",
    StepKind.RETURN: "退回",
    StepKind.SIGN: "签认",
    StepKind.WITNESS: "见证",
    StepKind.PASS: "抽查通过，归档",
    StepKind.FAIL: "抽查没有通过，退回",
    StepKind.ARCHIVE: "归档",
}

_WAYS: dict[StepKind, tuple[frozenset[RecordState], RecordState | None]] = {
    StepKind.SUBMIT: (_EDITABLE, RecordState.SUBMITTED),
    StepKind.WITHDRAW: (frozenset({RecordState.SUBMITTED}), RecordState.WITHDRAWN),
    StepKind.RETURN: (frozenset({RecordState.SUBMITTED}), RecordState.RETURNED),
    StepKind.SIGN: (frozenset({RecordState.SUBMITTED}), RecordState.SIGNED),
    StepKind.WITNESS: (
        frozenset({RecordState.SUBMITTED, RecordState.SIGNED, RecordState.SAMPLED}),
        None,
    ),
    StepKind.PASS: (frozenset({RecordState.SAMPLED}), RecordState.ARCHIVED),
    StepKind.FAIL: (frozenset({RecordState.SAMPLED}), RecordState.RETURNED),
    StepKind.ARCHIVE: (frozenset({RecordState.SIGNED}), RecordState.ARCHIVED),
}


def may_step(state: RecordState, step: StepKind) -> bool:
    """Tell whether this may be done with a record in that state."""
    return state in _WAYS[step][0]


def state_after(state: RecordState, step: StepKind, *, is_sampled: bool = False) -> RecordState:
    """Return the state after a step that may be done; a signature may draw the record to check."""
    if step is StepKind.SIGN and is_sampled:
        return RecordState.SAMPLED
    return _WAYS[step][1] or state


def is_sampled(secret: str, record_id: int) -> bool:
    """Tell whether a record is checked again after its signature: one in twenty.

    Always the same for a record, and not to be known beforehand without the school's secret.
    """
    digest = hmac.new(secret.encode(), f"practice record {record_id}".encode(), hashlib.sha256)
    return int.from_bytes(digest.digest()[:8]) % SAMPLED_ONE_IN == 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as its form holds it.

    `form_key` names the record before the server knows it; `base` is the version the form was
    begun from, 0 for a new one. `citations` are written as `[[工会法#22]]`, spaces between.
    """

    form_key: str
    base: int
    kind: str
    happened_on: date
    place: str = ""
    role: str = ""
    case_code: str = ""
    deed: str = ""
    citations: str = ""
    result: str = ""
    next_time: str = ""
    competencies: tuple[str, ...] = ()
    witness_id: int | None = None

    def texts(self) -> dict[str, str]:
        """Return what was written in words, by field."""
        return {name: getattr(self, name) for name in LONGEST}

    def content(self) -> dict[str, object]:
        """Return what is stored of it, by column."""
        return {
            "kind": self.kind,
            "happened_on": self.happened_on,
            **self.texts(),
            "citations": self.citations,
            "competencies": " ".join(self.competencies),
            "witness_id": self.witness_id,
        }


def form_faults(draft: Draft, *, today: date) -> Faults:
    """Say what keeps a text from being stored even as a draft."""
    faults: Faults = {}
    if draft.kind and draft.kind not in set(PracticeKind):
        faults["kind"] = ["请在列出的十二类里选一类。"]
    if draft.happened_on > today:
        faults["happened_on"] = ["日期在今天以后。写已经做了的事。"]
    elif draft.happened_on < today - OLDEST:
        faults["happened_on"] = ["超过一年了，签认的人难以核实。写近一年的事。"]
    for name, text in draft.texts().items():
        if len(text) > LONGEST[name]:
            faults[name] = [f"现在 {len(text)} 字，最多 {LONGEST[name]} 字，请删短一些。"]
    if len(draft.citations) > LONGEST_CITATIONS:
        faults["citations"] = ["法条太多了，只留用到的几条。"]
    claimed = draft.competencies
    if len(set(claimed)) != len(claimed) or not set(claimed) <= set(COMPETENCIES):
        faults["competencies"] = ["请在列出的能力里选。"]
    elif len(claimed) > MOST_CLAIMED:
        faults["competencies"] = [f"最多选 {MOST_CLAIMED} 项：这件事最看得出来的。"]
    return faults


def gaps(draft: Draft) -> Faults:
    """Say what is missing before a record can be submitted."""
    wanted = {
        "kind": "请选一类。",
        "place": "请写地点，写到乡镇、街道就可以。",
        "role": "请写您在这件事里担任什么，如“主持”“参加协商”。",
        "deed": "请写您做了什么。",
        "result": "请写结果；还没有结果的，写办到了哪一步。",
    }
    faults: Faults = {
        name: [words] for name, words in wanted.items() if not str(getattr(draft, name)).strip()
    }
    if not draft.competencies:
        faults["competencies"] = [f"请选 1 到 {MOST_CLAIMED} 项，签认的人逐项看。"]
    return faults


RESULT_LABELS = ("没有看出来", "看出一部分", "看出来了")
"""What 0, 1 and 2 are called in a signature."""


def write_results(results: Mapping[str, int]) -> str:
    """Write a signer's results down: "able 2 skilled 1"."""
    return " ".join(f"{one} {results[one]}" for one in COMPETENCIES if one in results)


def read_results(text: str) -> dict[str, int]:
    """Read a signer's results back."""
    words = text.split()
    return {one: int(result) for one, result in zip(words[::2], words[1::2], strict=True)}


def are_results(results: Mapping[str, int], claimed: Iterable[str]) -> bool:
    """Tell whether every competency that is claimed got 0, 1 or 2, and no other."""
    return set(results) == set(claimed) and all(
        one in range(len(RESULT_LABELS)) for one in results.values()
    )


def which_weigh(records: Iterable[tuple[int, str, date]]) -> set[int]:
    """Return which of (id, kind, day) weigh: the first six of a kind in a calendar year.

    Given are those that count at all; what was removed or failed uses no place up.
    """
    number: Counter[tuple[str, int]] = Counter()
    weighing = set()
    for record_id, kind, on in sorted(records, key=lambda one: (one[2], one[0])):
        number[kind, on.year] += 1
        if number[kind, on.year] <= MOST_A_YEAR:
            weighing.add(record_id)
    return weighing
