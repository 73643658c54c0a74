"""The folder `content/banks/`: a file for each bank, and `media/` with the pictures of all.

Knows which files may lie there, and reads them. Reads no disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from cadreschool.courses.banks.checking import Surroundings
from cadreschool.courses.banks.pictures import kept_name
from cadreschool.courses.banks.reading import BANKS, BankReading, read_bank
from cadreschool.courses.checking.media import check_picture
from cadreschool.files.storage import MEDIA_TYPES
from cadreschool.kernel.mistakes import Findings, Mistake

_BANK = re.compile(r"banks/([^/]+)\.md")
_PICTURE = re.compile(rf"banks/media/[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:{'|'.join(MEDIA_TYPES)})")

Settled = Mapping[str, Mapping[str, str]]
"""What is in use: {bank id: {question id: digest}}."""


def is_of_banks(path: str) -> bool:
    """Tell whether a path of the content folder is that of a bank or of a bank's picture."""
    return bool(_BANK.fullmatch(path) or _PICTURE.fullmatch(path))


def pictures_among(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pictures of banks {name as written: bytes}."""
    return {
        path.removeprefix(BANKS): data for path, data in sources.items() if _PICTURE.fullmatch(path)
    }


def read_banks(
    sources: Mapping[str, bytes], around: Surroundings, settled: Settled
) -> tuple[tuple[BankReading, ...], list[Mistake]]:
    """Read all banks; mistakes of pictures come beside."""
    names, mistakes = _pictures(sources)
    banks = []
    for path, data in sources.items():
        found = _BANK.fullmatch(path)
        if found:
            known = replace(around, settled=settled.get(found[1], {}))
            banks.append(read_bank(found[1], data, names, known))
    used = {name for bank in banks for name in bank.pictures}
    mistakes += [_unused(name) for name, kept in names.items() if kept not in used]
    return tuple(banks), mistakes


def _pictures(sources: Mapping[str, bytes]) -> tuple[dict[str, str], list[Mistake]]:
    """Return the pictures {as written: as kept}."""
    names: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for name, data in pictures_among(sources).items():
        findings = Findings(f"{BANKS}{name}")
        check_picture(name, findings.path, data, findings)
        mistakes += findings.mistakes
        names[name] = kept_name(hashlib.sha256(data).hexdigest(), name.rpartition(".")[2])
    return names, mistakes


def _unused(name: str) -> Mistake:
    hint = f"用 ![说明]({name}) 放进题里，或删去"
    return Mistake(f"{BANKS}{name}", 1, "图片没有用到", hint, "unused-media")


def outside_mistakes(
    banks: Iterable[BankReading], lessons: Mapping[str, frozenset[str]]
) -> list[Mistake]:
    """Find the links of questions to lessons that are not there."""
    return [
        Mistake(
            link.path,
            link.line,
            f"没有课时“{link.course_id}/{link.lesson_id}”",
            "请核对课程和课时的编号",
            "dead-link",
        )
        for bank in banks
        for link in bank.outside_links
        if link.lesson_id not in lessons.get(link.course_id, frozenset())
    ]
