"""The numbers that Word puts before paragraphs: they stand nowhere in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from cadreschool.kernel.text import chinese_number

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_LEVELS = 9


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Reads numbering.xml (`start`, `end`, `text` for `archive.parse`) and counts along."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _abstract: str = ""
    _level: _Level | None = None
    _list: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a level or a list."""
        value = attributes.get(f"{WORD}val", "")
        match name.removeprefix(WORD):
            case "abstractNum":
                self._abstract = attributes.get(f"{WORD}abstractNumId", "")
            case "lvl" if self._abstract:
                number = attributes.get(f"{WORD}ilvl", "0")
                self._level = _Level()
                levels = self._levels.setdefault(self._abstract, {})
                levels[int(number) if number.isdigit() else 0] = self._level
            case "numFmt" if self._level:
                self._level.form = value
            case "lvlText" if self._level:
                self._level.text = value
            case "start" if self._level:
                self._level.start = int(value) if value.isdigit() else 1
            case "num":
                self._list = attributes.get(f"{WORD}numId", "")
            case "abstractNumId" if self._list:
                self._lists[self._list] = value

    def end(self, name: str) -> None:
        """Leave a level or a list."""
        match name.removeprefix(WORD):
            case "abstractNum":
                self._abstract = ""
            case "lvl":
                self._level = None
            case "num":
                self._list = ""

    def text(self, text: str) -> None:
        """Pass over text: there is none."""

    def label(self, list_id: str, level: int) -> str:
        """Return the number before the next paragraph of a list, "" for a bullet."""
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        form = levels.get(level)
        if form is None or not 0 <= level < _MOST_LEVELS:
            return ""
        counts = self._counts.setdefault(list_id, [0] * _MOST_LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else form.start
        counts[level + 1 :] = [0] * (_MOST_LEVELS - level - 1)
        text = form.text
        for number in range(level + 1):
            at = levels.get(number, form)
            text = text.replace(f"%{number + 1}", _shown(counts[number] or at.start, at.form))
        return "" if form.form in {"bullet", "none"} else text


def _shown(number: int, form: str) -> str:
    match form:
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (number - 1) % 26)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman.upper() if form == "upperRoman" else roman
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return f"({number})"
        case _ if "chinese" in form.casefold() or form in {"japaneseCounting", "ideographDigital"}:
            return chinese_number(number)
        case _:
            return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
