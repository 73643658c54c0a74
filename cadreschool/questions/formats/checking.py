"""Writing without losing anything unsaid: each question is written, read again and compared.

What comes back changed in what is asked or what is right is not written at all; what is missing
beside that is listed. Knows no format: each brings its own writing and reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cadreschool.laws.citations import Citation, parse_citations
from cadreschool.questions.formats.values import FormatError, Item, LeftOut
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question
from cadreschool.questions.writing import write_body


class CannotHoldError(Exception):
    """A format has no place for a question; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Block:
    """A question as a format writes it, as it should come back, and what is left out on purpose."""

    text: str
    question: Question
    left_out: tuple[str, ...] = ()
    unit: str = ""


def blocks_of(
    questions: Iterable[Question],
    write_one: Callable[[Question], Block],
    read_back: Callable[[str], Sequence[Item]],
) -> tuple[list[str], tuple[LeftOut, ...]]:
    """Return the blocks that hold their question, and all that is left out."""
    texts: list[str] = []
    left_out: list[LeftOut] = []
    for question in questions:
        try:
            block = write_one(question)
            lost = _lost(block, read_back(block.text))
        except (CannotHoldError, FormatError) as error:
            label = kind_named(question.kind).label
            why = error if isinstance(error, CannotHoldError) else "有写不下的控制字符"
            left_out.append(LeftOut(question.id, f"整道题（{label}）：{why}", is_whole=True))
            continue
        texts.append(block.text)
        left_out += [LeftOut(question.id, what) for what in (*block.left_out, *lost)]
    return texts, tuple(left_out)


def _lost(block: Block, items: Sequence[Item]) -> list[str]:
    """Name what does not come back; raises when the question itself does not."""
    question = block.question
    if len(items) != 1 or items[0].question is None:
        raise CannotHoldError("写出来以后读不回来")
    back = items[0].question
    for name, one, other in _essentials(question, back):
        if one != other:
            raise CannotHoldError(f"{name}里有这种格式写不下的文字")
    besides = (
        ("题号", question.id, items[0].given_id),
        ("单元", block.unit, items[0].unit),
        ("解析", question.explanation, back.explanation),
        ("能力", question.competencies, back.competencies),
        ("难度", question.difficulty, back.difficulty),
        ("依据", _plain(question.citations), _plain(back.citations)),
        ("有效期", (question.valid_from, question.valid_to), (back.valid_from, back.valid_to)),
    )
    return [name for name, one, other in besides if one != other]


def _essentials(one: Question, other: Question) -> tuple[tuple[str, object, object], ...]:
    return (
        ("题型", one.kind, other.kind),
        ("题干", one.stem, other.stem),
        ("选项", one.options, other.options),
        ("答案", (one.answer, one.parts), (other.answer, other.parts)),
        ("误差或单位", (one.tolerance, one.unit), (other.tolerance, other.unit)),
        ("小题", one.questions, other.questions),
    )


def _plain(citations: Iterable[Citation]) -> list[Citation]:
    return [replace(citation, line=0) for citation in citations]


def grounds_of(question: Question) -> tuple[Citation, ...]:
    """Return the citations that stand in no text: those of the line 依据."""
    in_text = len(parse_citations(write_body(question)))
    return question.citations[: max(len(question.citations) - in_text, 0)]


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """Return the pairs of a 匹配 in an order that gives every right side its letter again.

    A right side that belongs to nothing has no left side, and stands where its letter has its turn.
    """
    rest = {option.id: option.text for option in question.options}
    texts = dict(rest)
    pairs: list[tuple[str, str]] = []
    for part in question.parts:
        wanted = part.accepted[0]
        pairs += [("", rest.pop(one)) for one in tuple(rest) if one < wanted]
        rest.pop(wanted, None)
        pairs.append((part.text, texts[wanted]))
    return pairs + [("", text) for text in rest.values()]
