"""Finding the rows of a person in all tables of the register. Reads only.

Whoever asks has the right already: the person for their own, an operator on the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, true

from cadreschool.kernel.db import Model, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.learning.exams.queries import sittings_not_told
from cadreschool.people.models import Cadre, KnownBrowser
from cadreschool.privacy.register import ENTRIES, Entry, entry_of

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant, with the name under which they sign in."""

    id: int
    login: str
    name: str
    has_left: bool
    is_erased: bool
    is_demonstration: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table holds of a person."""

    entry: Entry
    number: int


def person_with(cadre_id: int) -> Person:
    """Return a person by id."""
    row = db.session.execute(
        select(
            Cadre.id,
            Cadre.login,
            Cadre.name,
            Cadre.left_on.is_not(None),
            Cadre.erased_at.is_not(None),
            Cadre.is_demonstration,
            Cadre.joined_at,
        ).where(Cadre.id == cadre_id)
    ).first()
    if row is None:
        raise NotFoundError
    return Person(*row)


def table_of_entry(entry: Entry) -> Table:
    """Return the table an entry describes."""
    return Model.metadata.tables[entry.table]


def belongs_to(entry: Entry, person: Person) -> ColumnElement[bool]:
    """Return the condition "this row leads to that person"."""
    return or_(*(_by_way(entry, way, person) for way in entry.person))


def _by_way(entry: Entry, way: str, person: Person) -> ColumnElement[bool]:
    columns = table_of_entry(entry).c
    if way == "audit":
        about = and_(columns.object_kind == "cadre", columns.object_id == str(person.id))
        return or_(columns.actor_id == person.id, about)
    if way == "sender":
        return columns.sender == f"cadre:{person.id}"
    if way == "bucket":
        return columns.bucket.in_(_buckets(person))
    column, _, parent = way.partition(">")
    if parent:
        above = entry_of(parent)
        ids = select(table_of_entry(above).c.id).where(belongs_to(above, person))
        return columns[column].in_(ids)
    return columns[column] == person.id


def _buckets(person: Person) -> list[str]:
    """Name the buckets of tries that are this person's."""
    digests = db.session.scalars(
        select(KnownBrowser.token_digest).where(KnownBrowser.cadre_id == person.id)
    )
    return [
        *(f"{kind}:{person.login}"[:100] for kind in ("account", "activation")),
        *(f"{kind}:{person.id}" for kind in ("password", "totp")),
        *(f"browser:{digest}"[:100] for digest in digests),
    ]


def all_kept(person: Person) -> list[Kept]:
    """Count what every table holds of a person, in one query."""
    counts = [
        select(func.count())
        .select_from(table_of_entry(entry))
        .where(belongs_to(entry, person))
        .scalar_subquery()
        for entry in ENTRIES
    ]
    numbers = db.session.execute(select(*counts)).one()
    return [Kept(entry, number) for entry, number in zip(ENTRIES, numbers, strict=True)]


_MARKS = "mark"


def copies(person: Person, *, at: datetime) -> Iterator[tuple[Entry, list[dict[str, Value]]]]:
    """Yield the copy of every table of which the person gets one, row by row.

    Marks of an exam that is not over stay out: they would tell which answers were right.
    """
    withheld = sittings_not_told(person.id, at=at)
    for entry in ENTRIES:
        names = [name for name, field in entry.fields.items() if field.is_exported]
        if not names or not entry.is_about:
            continue
        table = table_of_entry(entry)
        rows = db.session.execute(
            select(*(table.c[name] for name in names))
            .where(belongs_to(entry, person), _is_told(table, withheld))
            .order_by(*table.primary_key.columns)
        )
        yield entry, [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


def _is_told(table: Table, withheld: list[int]) -> ColumnElement[bool]:
    return table.c.sitting_id.not_in(withheld) if table.name == _MARKS else true()


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
