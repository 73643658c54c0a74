"""Bringing a file's questions into a bank: checked by the one reader, rendered, compared.

What is kept of an item is what reading makes of it once it is written in our own syntax; an item
that does not come back the same is not taken. Knows the disk (pictures) and the rendering child;
writes nothing to the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cadreschool.competencies.framework import Framework
from cadreschool.courses.banks.checking import Surroundings, check_questions
from cadreschool.courses.banks.pictures import FOLDER, kept_name, media_of, with_kept_names
from cadreschool.courses.banks.publication import KeptPicture
from cadreschool.courses.banks.rendering import PORTION, render_questions
from cadreschool.courses.drafts.pictures import PictureError, fit_picture
from cadreschool.courses.values import Media
from cadreschool.files.storage import keep
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.portions import portions
from cadreschool.laws.registry import Registry
from cadreschool.questions.banks.planning import (
    BankNow,
    Defaults,
    Known,
    Planned,
    Sort,
    is_same,
    is_sure,
    plan,
)
from cadreschool.questions.banks.similarity import Likeness, words_of
from cadreschool.questions.banks.source import NOTES
from cadreschool.questions.content import from_json, to_json
from cadreschool.questions.formats.values import Item, Problem
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_question

_MOST_TWINS = 3
_HUNDRED = 100
Advance = Callable[[int, int, str], None]
"""Told how many of how many are done, and with what."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an import is planned against."""

    bank: BankNow
    laws: Registry
    competencies: Framework
    on: date
    media: Path
    others: Sequence[Known] = ()
    """Further questions that may be alike: those that the maker may know of."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something that an item is like: where it stands, and by how much in percent."""

    where: str
    question_id: str
    percent: int


@dataclass(frozen=True, slots=True)
class Ready:
    """An item with all that a page shows of it, and all that taking it needs."""

    planned: Planned
    shown: Shown | None = None
    alike: tuple[Alike, ...] = ()
    mistakes: tuple[Problem, ...] = ()
    """What keeps it from being used: taken, it stays a draft."""

    @property
    def sort(self) -> Sort:
        """Return what it is to the bank."""
        return self.planned.sort

    @property
    def must_be_draft(self) -> bool:
        """Tell whether a person has to change it before it can be used."""
        return bool(self.mistakes) or self.planned.is_unfinished

    @property
    def is_ticked(self) -> bool:
        """Tell whether it is taken unless somebody says otherwise."""
        is_plain = is_sure(self.planned) and not self.mistakes and not self.alike
        return self.sort.may_be_taken and is_plain


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do, and its pictures, whose bytes are durable already."""

    items: tuple[Ready, ...]
    pictures: tuple[KeptPicture, ...]

    def number(self, sort: Sort) -> int:
        """Count the items of a sort."""
        return sum(item.sort is sort for item in self.items)


def plan_import(
    items: Sequence[Item], ground: Ground, defaults: Defaults, advance: Advance
) -> ImportPlan:
    """Tell what taking these items into a bank would do."""
    names, pictures, broken = _pictures(items, ground.media)
    planned = plan(items, ground.bank, defaults)
    total = len(planned)
    ready = []
    for some in portions(planned, PORTION):
        ready += _checked(some, names, ground)
        advance(len(ready), 2 * total, "正在检查")
    ready = [
        replace(one, mistakes=(*one.mistakes, *broken.get(one.planned.number, ()))) for one in ready
    ]
    ready = _rendered(_with_alike(ready, ground), ground, advance)
    return ImportPlan(tuple(ready), pictures)


def _pictures(
    items: Iterable[Item], media: Path
) -> tuple[dict[int, dict[str, str]], tuple[KeptPicture, ...], dict[int, tuple[Problem, ...]]]:
    """Write every picture anew and keep it.

    Returns the names {number: {as written: as kept}}, the pictures, and what could not be used.
    """
    names: dict[int, dict[str, str]] = {}
    kept: dict[str, KeptPicture] = {}
    broken: dict[int, tuple[Problem, ...]] = {}
    for number, item in enumerate(items, start=1):
        for picture in item.pictures:
            try:
                fit = fit_picture(picture.data)
            except PictureError as error:
                words = f"图片“{picture.name}”：{error.message}"
                problem = Problem(item.place, words, error.advice)
                broken[number] = (*broken.get(number, ()), problem)
                continue
            digest = keep(fit.data, media)
            kept[digest] = KeptPicture(digest, fit.extension, len(fit.data))
            written = f"{FOLDER}{picture.name.removeprefix(FOLDER)}"
            names.setdefault(number, {})[written] = kept_name(digest, fit.extension)
    return names, tuple(kept.values()), broken


def _checked(
    some: Sequence[Planned], names: Mapping[int, Mapping[str, str]], ground: Ground
) -> list[Ready]:
    """Write each question in our syntax, read it back, and check what was read."""
    media = media_of((one.question for one in some if one.question), ground.media)
    present = {one.question.id: one for one in ground.bank.present}
    checked = []
    for one in some:
        if one.question is None or not one.sort.may_be_taken:
            checked.append(Ready(one))
            continue
        pictures = names.get(one.number, {})
        around = Surroundings(
            ground.laws, ground.competencies, ground.on, {*media, *pictures.values()}
        )
        named = from_json(with_kept_names(to_json(one.question), pictures))
        read = _read_back(one, named, around)
        question = read.planned.question
        if question is not None and is_same(read.planned, question, present):
            read = Ready(replace(read.planned, sort=Sort.UNCHANGED))
        checked.append(read)
    return checked


def _read_back(planned: Planned, written: Question, around: Surroundings) -> Ready:
    findings = Findings("", notes=NOTES)
    found = read_questions(write_question(written), findings)
    check_questions(found, around, findings)
    place = planned.item.place
    problems = tuple(
        Problem(place, one.text, one.hint) for one in findings.mistakes if one.blocking
    )
    question = found[0].question if len(found) == 1 else None
    if question is None:
        return Ready(replace(planned, sort=Sort.REFUSED, problems=(*planned.problems, *problems)))
    if _texts(question) != _texts(written):
        return Ready(planned.refused("写成本校的格式以后读回来不一样", "请换一种写法再导入"))
    return Ready(replace(planned, question=question), mistakes=problems)


def _texts(question: Question) -> tuple[object, ...]:
    """Return what must come back the same."""
    return (
        question.kind,
        question.stem,
        question.options,
        question.answer,
        question.tolerance,
        question.unit,
        question.parts,
        question.explanation,
        tuple(_texts(one) for one in question.questions),
    )


def _with_alike(ready: Sequence[Ready], ground: Ground) -> list[Ready]:
    """Say of each item what it is like in the bank, elsewhere, and earlier in the file."""
    known = [Known("本题库", one.question) for one in ground.bank.present] + list(ground.others)
    mine = {
        one.planned.number: words_of(one.planned.question)
        for one in ready
        if one.sort.may_be_taken and one.planned.question is not None
    }
    theirs = [words_of(one.question) for one in known]
    likeness = Likeness([*theirs, *mine.values()])
    for there in theirs:
        likeness.add(there)
    found = []
    for one in ready:
        words, question = mine.get(one.planned.number), one.planned.question
        if words is None or question is None:
            found.append(one)
            continue
        twins = [
            Alike(known[at].where, known[at].question.id, int(share * _HUNDRED))
            for at, share in ((twin.at, twin.share) for twin in likeness.twins(words))
            if known[at].question.id != question.id
        ]
        found.append(replace(one, alike=tuple(twins[:_MOST_TWINS])))
        likeness.add(words)
        known.append(Known(f"本文件{one.planned.item.place}", question))
    return found


def _rendered(ready: Sequence[Ready], ground: Ground, advance: Advance) -> list[Ready]:
    questions = [
        one.planned.question
        for one in ready
        if one.sort.may_be_taken and one.planned.question is not None
    ]
    media: Mapping[str, Media] = media_of(questions, ground.media)
    shown: list[Shown | None] = []
    for some in portions(questions):
        shown += render_questions(some, media)
        advance(len(ready) + len(shown), 2 * len(ready), "正在排版")
    texts = iter(shown)
    return [_with_texts(one, next(texts)) if one.sort.may_be_taken else one for one in ready]


def _with_texts(one: Ready, shown: Shown | None) -> Ready:
    if shown is None:
        return replace(one, planned=one.planned.refused("无法排版", "请去掉少见的写法再导入"))
    return replace(one, shown=shown)
