"""What proves the audit rows and does not lie in the database: the key, and the anchor.

The key makes the macs. The anchor is a file to which a line is added with every seal: seals cut
off at the end of the database are missed here. Both lie in the instance folder; whoever
keeps a line of the anchor on paper, or on another machine, needs to trust neither. Knows no
database.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cadreschool.audit.rules import key_id
from cadreschool.kernel.tokens import kept_secret

KEY, ANCHOR = "audit_key", "audit_anchor"
_LINE = re.compile(r"(?P<number>\d{1,15}) (?P<at>\S+) (?P<mac>[0-9a-f]{64})(?P<epoch> epoch)?")
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class Anchored:
    """One line of the anchor: a seal as it was made. An epoch gives up what stood from there on."""

    number: int
    at: str
    mac: str
    is_epoch: bool = False

    @property
    def line(self) -> str:
        """Return the line as it is written."""
        return f"{self.number} {self.at} {self.mac}{' epoch' if self.is_epoch else ''}"


def read_line(text: str) -> Anchored | None:
    """Read a line of an anchor; None when it is none."""
    found = _LINE.fullmatch(text.strip())
    if found is None:
        return None
    return Anchored(int(found["number"]), found["at"], found["mac"], bool(found["epoch"]))


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder in which key and anchor lie."""

    folder: Path

    @property
    def key_file(self) -> Path:
        """Return where the key lies."""
        return self.folder / KEY

    def key(self) -> bytes:
        """Return the key; the first who asks makes it."""
        return kept_secret(self.key_file, lambda: secrets.token_hex(32)).encode()

    def key_id(self) -> str:
        """Return the name of the key."""
        return key_id(self.key())

    def anchored(self) -> Iterator[Anchored | None]:
        """Yield every line of the anchor, None for one that cannot be read."""
        try:
            with (self.folder / ANCHOR).open(encoding="utf-8", errors="replace") as file:
                for text in file:
                    if text.strip():
                        yield read_line(text)
        except FileNotFoundError:
            return

    def head(self) -> Anchored | None:
        """Return the newest line that can be read, without reading the whole file."""
        try:
            with (self.folder / ANCHOR).open("rb") as file:
                file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return None
        return next((line for text in reversed(lines) if (line := read_line(text))), None)

    def add(self, lines: Iterable[Anchored]) -> None:
        """Write lines at the end, durably; a line torn by a crash is left alone."""
        text = "".join(f"{one.line}\n" for one in lines)
        if not text:
            return
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.folder / ANCHOR, flags, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            is_torn = size > 0 and file.read(1) != b"\n"
            file.seek(0, os.SEEK_END)
            file.write((b"\n" if is_torn else b"") + text.encode())
            file.flush()
            os.fsync(file.fileno())
