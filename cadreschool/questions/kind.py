"""What a kind of question must be able to do, and the part of the source it reads.

Knows the contract between the kinds (one folder each under `kinds/`) and everybody else. Does not
know any kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.text import normalise
from cadreschool.questions.values import Option, Part, Question, ResponseError, Scoring


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a question's source, with its number in the file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a question's Markdown and the line where it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The lines between stem and explanation, which only the kind can read.

    `line` is that of the question's heading, for what is missing altogether.
    """

    lines: tuple[SourceLine, ...]
    line: int
    stem: str = ""

    def named(self) -> Iterator[tuple[SourceLine, str, str]]:
        """Split the lines into name and value at the colon; without one the name is empty."""
        for line in self.lines:
            if line.text.strip():
                name, colon, value = line.text.replace("：", ":").partition(":")
                known = (name.strip(), value.strip()) if colon else ("", line.text.strip())
                yield line, *known


@dataclass(frozen=True, slots=True)
class Key:
    """What a kind reads out of the answer part.

    `fragments` are the pieces of Markdown in it with their lines; a kind whose only pieces are the
    options need not say where they stand.
    """

    answer: str
    options: tuple[Option, ...] = ()
    tolerance: Decimal | None = None
    unit: str = ""
    parts: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()
    fragments: tuple[Fragment, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer looked at afterwards: a gap, a step, a pair, a point of a rubric.

    `is_right` is None where a person decides. `reading` tells how a text was understood, `reason`
    why it was marked like this.
    """

    label: str
    response: str
    right: str
    is_right: bool | None = None
    reading: str = ""
    reason: str = ""


class Kind(Protocol):
    """One kind of question. Responses are stored as text in a form of the kind's own.

    What has a value here is what most kinds do: a kind says only where it differs.
    """

    name: str
    """The folder's name, stored with every question: never changed."""
    label: str
    """The word authors write in the heading: 单选."""
    place: int
    """Where the kind stands in lists of kinds."""
    opening: re.Pattern[str]
    """How the first line of the answer part looks."""
    usage: str
    """How the answer is written, told to an author who left it out."""
    example: str
    """A question to begin with: what stands below the named lines."""
    may_shuffle: bool
    """Whether the options may be shown in any order."""
    blank: str = ""
    """The stored form of no response."""
    instruction: str = ""
    """What a learner is told to do beside the kind's label."""
    must_shuffle: bool = False
    """Whether the order of the source tells the answer, so that no paper keeps it."""
    order_is_answer: bool = False
    """Whether the order of the source is the answer, so that it is never the one shown."""
    opens_like_list: bool = False
    """Whether `opening` is an ordinary list too, which stems of other kinds may hold."""
    marked_by_person: bool = False
    """Whether no rule ever decides on a mark."""
    has_questions: bool = False
    """Whether headings of the third level are questions of its own, and stand for the answer."""

    def parse(self, part: AnswerPart, findings: Findings) -> Key | None:
        """Read the answer part; None after noting what makes the question unusable."""

    def read_response(self, question: Question, raw: Sequence[str]) -> str | ResponseError:
        """Turn what a form posts into the stored form."""

    def mark(self, question: Question, value: str, scoring: Scoring) -> Fraction | None:
        """Return the share of the marks a stored response earns, 0 to 1.

        None when only a person can decide. `scoring` concerns kinds with several right options.
        """

    def written(self, question: Question) -> str:
        """Write the answer part: `parse` undone."""

    def right_answer_text(self, question: Question) -> str:
        """Tell the right answer in words."""

    def response_text(self, question: Question, value: str) -> str:
        """Tell a stored response in words."""

    def entries(self, question: Question, value: str) -> tuple[str, ...]:  # noqa: ARG002 -- for kinds that need it
        """Return the repeated form fields a stored response came from: `read_response` undone."""
        return (value,) if value else ()

    def labels(self, question: Question) -> tuple[str, ...]:  # noqa: ARG002 -- for kinds that need it
        """Return what each form field is called, where a response has a field for each entry."""
        return ()

    def review(self, question: Question, value: str) -> tuple[Row, ...]:  # noqa: ARG002 -- for kinds that need it
        """Compare a stored response with what is right, piece by piece."""
        return ()

    def shown_stem(self, question: Question, html: str) -> str:  # noqa: ARG002 -- for kinds that need it
        """Return the stem's safe HTML as a paper shows it."""
        return html


def is_same_text(one: str, other: str) -> bool:
    """Tell whether two texts read the same."""
    return normalise(one).casefold() == normalise(other).casefold()


def indented(text: str) -> str:
    """Return a text in several lines such that all but the first go on with what is above."""
    return text.replace("\n", "\n  ")
