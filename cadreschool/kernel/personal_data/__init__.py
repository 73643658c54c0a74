"""Personal data in free text: what must not stand in a case, a record or a public note.

Knows numbers, addresses, dates of birth, full names and illnesses as people write them. Decides by
rules that can be read; it looks nothing up and remembers nothing. It cannot know everything: who
reviews a text reads it too.
"""

from __future__ import annotations

from collections.abc import Collection

from cadreschool.kernel.personal_data.finding import Finding, Kind, finding
from cadreschool.kernel.personal_data.health import health
from cadreschool.kernel.personal_data.names import names
from cadreschool.kernel.personal_data.numbers import numbers
from cadreschool.kernel.personal_data.places import places
from cadreschool.kernel.personal_data.plain import plain

__all__ = ["Finding", "Kind", "find_personal_data"]


def find_personal_data(text: str, *, known: Collection[str] = ()) -> tuple[Finding, ...]:
    """Find what tells who somebody is, in the order of the text; nothing is found twice.

    `known` are full names that are refused wherever they stand: the people of the union.
    """
    read = plain(text)
    spans = [*numbers(read), *places(read), *names(read, known), *health(read)]
    found: list[Finding] = []
    for kind, start, end in sorted(spans, key=lambda span: (span[1], -span[2])):
        first, last = read.typed(start, end)
        if found and first < found[-1].end:
            continue
        if found and first == found[-1].end and kind is found[-1].kind is Kind.ADDRESS:
            first = found.pop().start
        found.append(finding(kind, text, first, last))
    return tuple(found)
