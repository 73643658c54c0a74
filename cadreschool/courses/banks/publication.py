"""Getting banks of a folder ready to be published, and writing them back to files.

Everything slow happens here, before the writing unit. Knows the disk and the rendering child; does
not write to the database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cadreschool.courses.banks.folder import Settled, pictures_among
from cadreschool.courses.banks.pictures import FOLDER, media_of, names_in
from cadreschool.courses.banks.reading import BANKS, BankReading, path_in_content
from cadreschool.courses.banks.rendering import render_questions
from cadreschool.courses.comparing import ChangeKind, FileChange, compare_texts
from cadreschool.courses.folder import COURSES, Folder
from cadreschool.files.storage import keep, path_of
from cadreschool.kernel.mistakes import Mistake
from cadreschool.questions.banks import queries
from cadreschool.questions.banks.actions import NewEntry
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.queries import BankRow, Filters
from cadreschool.questions.banks.source import digest_of, write_source
from cadreschool.questions.content import to_json


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture whose bytes are durable already."""

    digest: str
    extension: str
    size: int


@dataclass(frozen=True, slots=True)
class PreparedBank:
    """A bank ready to be published: read without mistakes, rendered, its pictures kept."""

    id: str
    title: str
    digest: str
    entries: tuple[NewEntry, ...]
    pictures: tuple[KeptPicture, ...]
    version: int | None
    """Of the bank when it was compared; None for one that is not there yet."""


@dataclass(frozen=True, slots=True)
class PreparedBanks:
    """The banks of a folder that are ready, and the questions that could not be rendered."""

    banks: tuple[PreparedBank, ...] = ()
    failures: tuple[Mistake, ...] = ()


def settled_banks() -> Settled:
    """Return what is in use in every bank: old text under old law."""
    return {bank.id: queries.settled_in(bank.id) for bank in queries.every_bank()}


def prepare_banks(found: Folder, media: Path, *, leave: Collection[str] = ()) -> PreparedBanks:
    """Prepare the banks that say something else than before and are without mistakes."""
    present = {bank.id: bank for bank in queries.every_bank()}
    broken = {mistake.path for mistake in found.blocking}
    prepared: list[PreparedBank] = []
    failures: list[Mistake] = []
    for bank in found.banks:
        if not bank.entries or path_in_content(bank.id) in broken or bank.id in leave:
            continue
        there = present.get(bank.id)
        if there is not None and digest_now(there) == bank.digest:
            continue
        pictures = _kept(bank, found.sources, media)
        entries, failed = _rendered(bank, media)
        failures += failed
        if not failed:
            version = there.version if there else None
            prepared.append(
                PreparedBank(bank.id, bank.title, bank.digest, entries, pictures, version)
            )
    return PreparedBanks(tuple(prepared), tuple(failures))


def _kept(bank: BankReading, sources: Mapping[str, bytes], media: Path) -> tuple[KeptPicture, ...]:
    kept = []
    for name, data in pictures_among(sources).items():
        extension = name.rpartition(".")[2]
        digest = keep(data, media)
        if f"{FOLDER}{digest}.{extension}" in bank.pictures:
            kept.append(KeptPicture(digest, extension, len(data)))
    return tuple(kept)


def _rendered(bank: BankReading, media: Path) -> tuple[tuple[NewEntry, ...], list[Mistake]]:
    questions = [question for question, _ in bank.entries]
    shown = render_questions(questions, media_of(questions, media))
    failed = [
        Mistake(
            path_in_content(bank.id),
            question.line,
            f"“{question.id}”无法排版",
            "请去掉少见的写法后再试",
            "not-rendered",
        )
        for question, texts in zip(questions, shown, strict=True)
        if texts is None
    ]
    entries = tuple(
        NewEntry(question, unit, texts)
        for (question, unit), texts in zip(bank.entries, shown, strict=True)
        if texts is not None
    )
    return entries, failed


def digest_now(bank: BankRow) -> str:
    """Return the digest of what a bank says now; known where nobody changed it in the browser."""
    if bank.version == bank.folder_version and bank.folder_digest is not None:
        return bank.folder_digest
    return digest_of(bank.title, queries.ready_entries(bank.id))


def taken_questions_of_banks(found: Folder) -> list[Mistake]:
    """Find question ids used twice where only the database knows of one of the two.

    What the folder holds twice was told when it was read.
    """
    in_banks = {place.id for bank in found.banks for place in bank.places}
    in_courses = {
        place.id: (f"{COURSES}{course.name}/{place.path}", place.line)
        for course in found.courses
        for place in course.reading.index.questions
    }
    owners = queries.bank_of_each(in_courses)
    mistakes = [
        _taken(*where, one, f"题库 {owners[one]} ")
        for one, where in in_courses.items()
        if one in owners and one not in in_banks
    ]
    for bank in found.banks:
        taken = queries.ids_taken_outside(bank.id, [place.id for place in bank.places])
        mistakes += [
            _taken(place.path, place.line, place.id, "别的题库或课程")
            for place in bank.places
            if place.id in taken and place.id not in in_courses
        ]
    return mistakes


def _taken(path: str, line: int, question_id: str, who: str) -> Mistake:
    return Mistake(
        path,
        line,
        f"题号“{question_id}”重复，{who}已经用了",
        "题号在全部内容里不能重复",
        "duplicate-id",
    )


@dataclass(frozen=True, slots=True)
class BankChangedElsewhere:
    """A bank of the folder that was changed in the browser since its file was published.

    `is_behind` when the folder holds what it published last: it was simply not fetched since.
    """

    bank_id: str
    is_behind: bool
    changes: tuple[FileChange, ...] = ()
    """From the bank as it is now to the folder."""


def banks_changed_elsewhere(found: Folder) -> list[BankChangedElsewhere]:
    """Return the banks that publishing this folder would overwrite, with what would be lost."""
    present = {bank.id: bank for bank in queries.every_bank()}
    conflicts = []
    for bank in found.banks:
        there = present.get(bank.id)
        if there is None or not bank.entries:
            continue
        now = digest_now(there)
        if bank.digest == now or (there.folder_digest == now and not _is_drafted(bank)):
            continue
        is_behind = bank.digest == there.folder_digest
        changes = () if is_behind else _changes(there, bank)
        conflicts.append(BankChangedElsewhere(bank.id, is_behind, changes))
    return conflicts


def _is_drafted(bank: BankReading) -> bool:
    """Tell whether somebody is at work in the browser on a question that the file would change."""
    wanted = {question.id: to_json(question) for question, _ in bank.entries}
    rows = [
        row
        for state in (EntryState.DRAFT, EntryState.REVIEW)
        for row in queries.entries_of(bank.id, Filters(state=state))
    ]
    return any(
        row.question_id in wanted and wanted[row.question_id] != to_json(row.question)
        for row in rows
    )


def _changes(there: BankRow, bank: BankReading) -> tuple[FileChange, ...]:
    before = write_source(there.title, queries.ready_entries(there.id))
    after = write_source(bank.title, bank.entries)
    lines = compare_texts(before, after)
    return (FileChange(path_in_content(bank.id), ChangeKind.CHANGED, lines),)


def exported_banks(media: Path) -> list[tuple[str, bytes]]:
    """Return the files of all banks with anything ready, and their pictures."""
    files: dict[str, bytes] = {}
    for bank in queries.every_bank():
        entries = queries.ready_entries(bank.id)
        if not entries:
            continue
        text = write_source(bank.title, entries)
        files[path_in_content(bank.id)] = text.encode()
        for name in names_in(text):
            digest, _, _ = name.removeprefix(FOLDER).partition(".")
            path = path_of(digest, media)
            if path.is_file():
                files[f"{BANKS}{name}"] = path.read_bytes()
    return sorted(files.items())
