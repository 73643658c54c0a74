"""What a file of questions would do to a bank: which are new, changed, the same, alike.

Knows ids and words; pure. Whether a question may be used at all is for the checks of the courses to
say. What a file does not tell of a question that is there already (unit, competencies, difficulty,
grounds, explanation) is kept from the bank: most formats cannot hold it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cadreschool.kernel.fields import is_identifier
from cadreschool.laws.citations import parse_citations
from cadreschool.questions.banks import rules
from cadreschool.questions.banks.similarity import words_of
from cadreschool.questions.content import to_json
from cadreschool.questions.formats.values import Confidence, Item, Problem
from cadreschool.questions.values import Part, Question
from cadreschool.questions.writing import grounds_of, write_body

LONGEST_GIVEN_ID = 100
_TO_BE_WRITTEN = "待补"


class Sort(StrEnum):
    """What an item of a file is to the bank."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBLE = "double"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Return what the review page shows."""
        return {
            "new": "新题",
            "changed": "有改动",
            "unchanged": "没有变化",
            "double": "文件里重复",
            "refused": "不能导入",
        }[self.value]

    @property
    def may_be_taken(self) -> bool:
        """Tell whether such an item changes the bank."""
        return self in {Sort.NEW, Sort.CHANGED}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for new questions whose file does not say it."""

    unit: str = ""
    competency: str = ""
    difficulty: int = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A question that is somewhere else: where, and what it says."""

    where: str
    question: Question


@dataclass(frozen=True, slots=True)
class Present:
    """A question of the bank as it is."""

    question: Question
    unit: str
    given_id: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An item with what it would become; `question` has its id and all that was filled in."""

    number: int
    item: Item
    sort: Sort
    question: Question | None = None
    unit: str = ""
    given_id: str | None = None
    problems: tuple[Problem, ...] = ()
    is_unfinished: bool = False
    """Something was filled in that a person must write: it stays a draft."""
    leaves_use: bool = False
    """The bank's question may be drawn now."""

    def refused(self, text: str, hint: str) -> Planned:
        """Return it as one that cannot be taken."""
        problem = Problem(self.item.place, text, hint)
        return replace(self, sort=Sort.REFUSED, problems=(*self.problems, problem))


@dataclass(frozen=True, slots=True)
class BankNow:
    """A bank as plans see it: what it holds, which ids are others', which ids it ever gave."""

    id: str
    present: Sequence[Present]
    taken: Collection[str] = ()
    given: Collection[str] = ()


@dataclass(slots=True)
class _Names:
    """Finds the question of a bank that an item is, and gives new ones their ids."""

    bank: BankNow
    by_id: Mapping[str, Present] = field(init=False)
    by_words: Mapping[tuple[str, str], Present] = field(init=False)
    used: dict[str, int] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    fresh: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        here = self.bank.present
        self.by_id = {one.given_id: one for one in here if one.given_id} | {
            one.question.id: one for one in here
        }
        self.by_words = {_key(one.question): one for one in reversed(here)}
        taken = {*self.bank.taken, *self.bank.given, *(one.question.id for one in here)}
        self.fresh = (one for one in rules.next_ids(self.bank.id, taken) if one not in taken)

    def there(self, item: Item, key: tuple[str, str]) -> Present | None:
        """Return the bank's own question: of the same id, or without one of the same words."""
        if item.given_id and item.given_id in self.by_id:
            return self.by_id[item.given_id]
        same = self.by_words.get(key)
        if same is None or (item.given_id and same.given_id):
            return None
        return same

    def new_id(self, given_id: str) -> str:
        """Return the id of a new question: its own where that can be one."""
        is_free = given_id not in self.bank.taken and given_id not in self.used
        return given_id if is_identifier(given_id) and is_free else next(self.fresh)


def _key(question: Question) -> tuple[str, str]:
    return question.kind, words_of(question).text


def plan(items: Iterable[Item], bank: BankNow, defaults: Defaults) -> list[Planned]:
    """Tell what each item would become, in their order."""
    names = _Names(bank)
    return [_planned(number, item, names, defaults) for number, item in enumerate(items, start=1)]


def _planned(number: int, item: Item, names: _Names, defaults: Defaults) -> Planned:
    question = item.question
    if question is None:
        return Planned(number, item, Sort.REFUSED, problems=item.problems)
    problems = list(item.problems)
    if len(item.given_id) > LONGEST_GIVEN_ID:
        text = f"题号超过 {LONGEST_GIVEN_ID} 字，没有用"
        problems.append(Problem(item.place, text, "再次导入时按题干和选项认题"))
        item = replace(item, given_id="")
    key = _key(question)
    there = names.there(item, key)
    question_id = there.question.id if there else names.new_id(item.given_id)
    twin = names.used.get(question_id) or (None if item.given_id else names.seen.get(key))
    if twin is not None:
        planned = Planned(number, item, Sort.DOUBLE, problems=tuple(problems))
        problem = Problem(item.place, f"与文件里第 {twin} 题是同一题", "只导入前面的一题")
        return replace(planned, problems=(*planned.problems, problem))
    names.used[question_id] = number
    names.seen.setdefault(key, number)
    if not there and question_id != item.given_id and is_identifier(item.given_id):
        text = f"题号“{item.given_id}”别处已经用了，改用 {question_id}"
        problems.append(Problem(item.place, text, "不用改；再次导入时仍然认得这道题"))
    given_id = item.given_id if item.given_id not in {"", question_id} else None
    filled, is_unfinished = _filled(question.called(question_id), there, defaults)
    unit = item.unit or (there.unit if there else "") or defaults.unit
    planned = Planned(
        number,
        item,
        Sort.NEW if there is None else Sort.CHANGED,
        filled,
        unit,
        given_id,
        tuple(problems),
        is_unfinished,
        there is not None and there.state == rules.READY,
    )
    if there is not None and there.state == rules.REVIEW:
        return planned.refused("题库里的这道题正在送审", "请先撤回送审或审完，再导入")
    return planned


def _filled(question: Question, there: Present | None, defaults: Defaults) -> tuple[Question, bool]:
    """Fill in what the file does not tell; the second tells whether a person must write some."""
    old = there.question if there else None
    usual = (defaults.competency,) if defaults.competency else ()
    whole = replace(
        question,
        competencies=question.competencies or (old.competencies if old else usual),
        difficulty=question.difficulty or (old.difficulty if old else defaults.difficulty),
        explanation=question.explanation or (old.explanation if old else ""),
    )
    grounds = grounds_of(question) or (grounds_of(old) if old else ())
    whole = replace(whole, citations=(*grounds, *parse_citations(write_body(whole))))
    if question.kind != "essay" or (question.answer and question.parts):
        return whole, False
    same = old if old is not None and old.kind == "essay" else None
    answer = question.answer or (same.answer if same else _TO_BE_WRITTEN)
    parts = question.parts or (same.parts if same else (Part(_TO_BE_WRITTEN, (), 10),))
    is_unfinished = _TO_BE_WRITTEN in {answer, *(part.text for part in parts)}
    return replace(whole, answer=answer, parts=parts), is_unfinished


def is_same(planned: Planned, question: Question, present: Mapping[str, Present]) -> bool:
    """Tell whether taking an item would leave the bank as it is."""
    there = present.get(question.id)
    return (
        there is not None
        and to_json(there.question) == to_json(question)
        and there.unit == planned.unit
    )


def is_sure(planned: Planned) -> bool:
    """Tell whether an item may be ticked without somebody's look at it."""
    return planned.item.confidence is Confidence.SURE and not planned.is_unfinished
