"""What an entry of the register says of a table. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Erase(StrEnum):
    """What becomes of a value when its person is erased."""

    KEEP = "保留"
    CLEAR = "清空"
    DELETE = "整行删除"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what it is, whether the person gets a copy, what erasing does."""

    meaning: str
    erase: Erase = Erase.KEEP
    is_exported: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One table with rows about persons, or by persons.

    `person` is how a row leads to its person: a column with their id, "sitting_id>sitting" for a
    column that points at a table which is registered itself, or one of the special ways of
    `privacy.queries`. `is_about` is false where a row tells only who did something.
    """

    table: str
    title: str
    person: tuple[str, ...]
    purpose: str
    basis: str
    retention: str
    fields: dict[str, Field]
    is_about: bool = True

    @property
    def is_deleted(self) -> bool:
        """Tell whether erasing a person deletes their rows."""
        return any(field.erase is Erase.DELETE for field in self.fields.values())

    @property
    def cleared(self) -> tuple[str, ...]:
        """Return the columns that erasing empties."""
        return tuple(name for name, field in self.fields.items() if field.erase is Erase.CLEAR)


def kept(**meanings: str) -> dict[str, Field]:
    """Describe columns that stay when the person is erased."""
    return {name: Field(meaning) for name, meaning in meanings.items()}


def cleared(**meanings: str) -> dict[str, Field]:
    """Describe columns that are emptied."""
    return {name: Field(meaning, Erase.CLEAR) for name, meaning in meanings.items()}


def deleted(**meanings: str) -> dict[str, Field]:
    """Describe the columns of rows that go."""
    return {name: Field(meaning, Erase.DELETE) for name, meaning in meanings.items()}


def hidden(fields: dict[str, Field]) -> dict[str, Field]:
    """Keep columns out of copies: they serve to recognise the person, and only that."""
    return {name: Field(one.meaning, one.erase, is_exported=False) for name, one in fields.items()}


LEARNING = "履行法定职责所必需（个人信息保护法第十三条第一款第三项）；干部教育培训档案"
DUTY = "履行法定职责所必需（个人信息保护法第十三条第一款第三项）"
SECURITY = "保护账户安全的义务（个人信息保护法第五十一条、网络安全法第二十三条）"

IN_OFFICE = "任职期间和离任后档案保存期内，由单位规定"
AS_ARCHIVE = "与课程、组织的档案同期，由单位规定"
