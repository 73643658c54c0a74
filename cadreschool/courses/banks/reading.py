"""The one reader of bank files: text in, questions and every mistake out.

Knows in which order things are read. How a bank is written is `questions.banks.source`; what counts
as a mistake besides is `checking`. Reads no clock, no disk and no database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from cadreschool.courses.banks.checking import Surroundings, check_questions
from cadreschool.courses.banks.pictures import with_kept_names
from cadreschool.courses.values import OutsideLink, QuestionPlace
from cadreschool.kernel.fields import is_identifier
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import read_text
from cadreschool.questions.banks.source import (
    LARGEST,
    NOTES,
    Entries,
    digest_of,
    read_source,
)

BANKS = "banks/"
LONGEST_ID = 40


def path_in_content(bank_id: str) -> str:
    """Return where a bank lies in the content folder."""
    return f"{BANKS}{bank_id}.md"


@dataclass(frozen=True, slots=True)
class BankReading:
    """What reading one file gave. `entries` are there only when nothing blocks."""

    id: str
    title: str
    entries: Entries
    digest: str
    mistakes: tuple[Mistake, ...]
    places: tuple[QuestionPlace, ...] = ()
    outside_links: tuple[OutsideLink, ...] = ()
    pictures: Collection[str] = ()
    """The pictures it names, as kept."""

    @property
    def is_faultless(self) -> bool:
        """Tell whether nothing blocks."""
        return not any(mistake.blocking for mistake in self.mistakes)


def read_bank(
    bank_id: str, data: bytes, names: Mapping[str, str], around: Surroundings
) -> BankReading:
    """Read a bank's file. `names` are the pictures there are {as written: as kept}."""
    path = path_in_content(bank_id)
    findings = Findings(path, notes=NOTES)
    if not is_identifier(bank_id) or len(bank_id) > LONGEST_ID:
        findings.add(
            1,
            f"题库编号“{bank_id[:60]}”不能用",
            f"文件名只用小写字母、数字和单个连字符，最多 {LONGEST_ID} 个，如 exam-2026.md",
            "bad-id",
        )
    text = read_text(data, findings, LARGEST)
    if text is None:
        return BankReading(bank_id, "", (), "", tuple(findings.mistakes))
    source = read_source(with_kept_names(text, names), findings)
    kept = frozenset(names.values())
    around = replace(around, media=kept | set(around.media))
    targets = check_questions(source.questions, around, findings)
    mistakes = tuple(sorted(set(findings.mistakes)))
    blocked = any(mistake.blocking for mistake in mistakes)
    entries = () if blocked else source.entries
    return BankReading(
        id=bank_id,
        title=source.title,
        entries=entries,
        digest="" if blocked else digest_of(source.title, entries),
        mistakes=mistakes,
        places=tuple(QuestionPlace(path, one.line, one.id) for one in source.questions if one.id),
        outside_links=tuple(targets.outside),
        pictures=frozenset(targets.used_media),
    )
