"""Text as searching sees it: one word for each Chinese character, number, or run of letters.

What is written in several ways becomes one word: full and half width, capitals, 第二十二条 and
22条, 两个月 and 2个月. Brackets and quotation marks are not there at all (《工会法》 is 工会法);
other punctuation ends a run, so that no phrase is found across it. Knows neither what is searched
nor the databases that do it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from cadreschool.kernel.text import parse_chinese_number, without_invisible

BREAK = "\ue000"
"""Stands where a run of words ends. Private to us: nobody can type it, FTS5 takes it for a word."""

_LONGEST_WORD = 40
_MOST_RUNS = 6
_MOST_WORDS = 30
LONGEST_QUERY = 100
_DIGITS = "零〇一二两三四五六七八九十百千"
# A single character is a number only where a unit follows: 三天 is, 一般 is not.
_PIECE = re.compile(
    rf"(?P<article>第?\s?(?P<number>[0-9０-９]+|[{_DIGITS}]+)\s?(?P<unit>[条款项章编节]))"
    rf"|(?P<figure>[0-9０-９]+(?:[.．][0-9０-９]+)*)(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ])"
    rf"|(?P<han>[{_DIGITS}]{{2,}}|[{_DIGITS}](?=[日天年月周倍个]))"
    r"|(?P<latin>[0-9A-Za-zＡ-Ｚａ-ｚ０-９]+)"
    r"|(?P<silent>[\s《》〈〉“”‘’\"'「」『』（）()【】\[\]·\u200b-\u200f\u00ad\ufeff]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it stands in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words that must stand side by side; the last may go on when it is in Latin letters."""

    words: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody searches for: every run must be found."""

    runs: tuple[Run, ...]

    def __bool__(self) -> bool:
        """Tell whether there is anything to search for."""
        return bool(self.runs)


def words_of(text: str, breaks: str = "\n") -> Iterator[Word]:
    """Yield the words of a text in order, with a BREAK wherever a run ends.

    `breaks` are the white spaces that end one; none does inside 第 22 条.
    """
    for found in _PIECE.finditer(text):
        kind, start, end = found.lastgroup, found.start(), found.end()
        if found["article"]:
            yield from _article(found)
        elif kind in {"figure", "latin"}:
            yield Word(_plain(found[0])[:_LONGEST_WORD], start, end)
        elif kind == "han":
            yield from _number(found[0], start)
        elif kind == "silent":
            if any(space in found[0] for space in breaks):
                yield Word(BREAK, start, end)
        else:
            yield Word(_character(found[0]), start, end)


def _article(found: re.Match[str]) -> Iterator[Word]:
    """Take 第二十二条 and 22条 for the same two words."""
    first, *rest = _number(found["number"], found.start("number"))
    yield Word(first.text, found.start(), first.end)
    yield from rest
    yield Word(found["unit"], found.end("number"), found.end())


def _number(text: str, start: int) -> Iterator[Word]:
    """Write a number in figures; what is no number (十四五) stays as it is, sign by sign."""
    plain = _plain(text)
    number = plain if plain.isdecimal() and plain.isascii() else parse_chinese_number(plain)
    if number is None:
        for at, character in enumerate(text):
            yield Word(character, start + at, start + at + 1)
    else:
        yield Word(str(int(number))[:_LONGEST_WORD], start, start + len(text))


@lru_cache(maxsize=8192)
def _character(character: str) -> str:
    """Return a character as a word; punctuation ends the run."""
    plain = _plain(character)
    return plain[:_LONGEST_WORD] if plain.isalnum() else BREAK


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def spaced(text: str) -> str:
    """Write a text as words with a space at each side, for an index and for looking in it."""
    return " " + " ".join(word.text for word in words_of(text)) + " "


def wanted(query: str) -> Wanted:
    """Read what somebody typed: spaces and punctuation separate what may stand apart."""
    clean = " ".join(without_invisible(query)[:LONGEST_QUERY].split())
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    for word in (*words_of(clean, breaks=" "), Word(BREAK, 0, 0)):
        if word.text != BREAK:
            run.append(word.text)
        elif run:
            runs.append(tuple(run[:_MOST_WORDS]))
            run = []
    unique = list(dict.fromkeys(runs))[:_MOST_RUNS]
    return Wanted(tuple(Run(run, goes_on=_is_latin(run[-1])) for run in unique))


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def pairs_of(looked_for: Wanted) -> Wanted:
    """Return the pairs of neighbouring words, to mark those that stand in a text."""
    pairs = (Run(one) for run in looked_for.runs for one in pairwise(run.words))
    return Wanted(tuple(dict.fromkeys(pairs)))


def holds(text: str, looked_for: Wanted) -> bool:
    """Tell whether a spaced text holds every run."""
    return all(needle(run) in text for run in looked_for.runs)


def needle(run: Run) -> str:
    """Return what a spaced text contains when it holds this run."""
    return " " + " ".join(run.words) + ("" if run.goes_on else " ")


def spans(text: str, looked_for: Wanted) -> list[tuple[int, int]]:
    """Return where the runs stand in a text, in order and without overlap."""
    words = list(words_of(text))
    found: list[tuple[int, int]] = []
    for run in looked_for.runs:
        size = len(run.words)
        found += [
            (words[at].start, words[at + size - 1].end)
            for at in range(len(words) - size + 1)
            if _is_here(words[at : at + size], run)
        ]
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _is_here(words: Sequence[Word], run: Run) -> bool:
    *before, last = [word.text for word in words]
    if before != list(run.words[:-1]):
        return False
    return last.startswith(run.words[-1]) if run.goes_on else last == run.words[-1]
