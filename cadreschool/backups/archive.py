"""The file of a backup: a ZIP that says what is in it, and can prove that it is all there.

manifest.json (engine, schema, rows of each table, sha256 of every member), the database, media/…
and the secret key. It is written beside its place and moved there when it is whole and verified.
Knows nothing of the engines but the names of their members.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypedDict, cast

from cadreschool.backups import sqlite
from cadreschool.backups.errors import BackupError

FORMAT = 1
MANIFEST, KEY, AUDIT_KEY = "manifest.json", "secret_key", "audit_key"
_MEDIA = re.compile(r"media/([0-9a-f]{64})")
_CHUNK = 1 << 20
_WORKSHOP = ".backup-"
_LONGEST_WORK = 24 * 3600.0


class Manifest(TypedDict):
    """What a backup says of itself."""

    format: int
    engine: str
    schema: str
    created_at: str
    rows: dict[str, int]
    sha256: dict[str, str]


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """Lend a private folder on the disk where the backup will lie.

    Whoever is killed leaves theirs behind, with a copy of everything: the next one clears it away.
    """
    _clear_away(target.parent)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=_WORKSHOP) as folder:
        yield Path(folder)


def _clear_away(folder: Path) -> None:
    """Remove workshops that nobody can be working in any more."""
    oldest = time.time() - _LONGEST_WORK
    for left in folder.glob(f"{_WORKSHOP}*"):
        if left.is_dir() and left.stat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True)


def media_members(media: Path) -> dict[str, Path]:
    """Return the stored files by the names they have in a backup."""
    found = {f"media/{path.name}": path for path in sorted(media.glob("??/*"))}
    return {name: path for name, path in found.items() if _MEDIA.fullmatch(name)}


def pack(target: Path, members: Mapping[str, Path], manifest: Mapping[str, Any], key: str) -> Path:
    """Write the archive durably and return its path."""
    digests = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in members.items():
            archive.write(path, name)
            with path.open("rb") as file:
                digests[name] = _digest(file)
        archive.writestr(KEY, key)
        digests[KEY] = hashlib.sha256(key.encode()).hexdigest()
        whole = {"format": FORMAT, **manifest, "sha256": digests}
        archive.writestr(MANIFEST, json.dumps(whole, ensure_ascii=False, indent=1))
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return target


def put_in_place(whole: Path, target: Path) -> None:
    """Move a finished file to its place, durably and for its owner's eyes only."""
    whole.chmod(0o600)
    whole.replace(target)
    if os.name == "posix":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def check(file: Path) -> Manifest:
    """Verify a backup and return its manifest; raises BackupError with the reason."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            for name, digest in manifest["sha256"].items():
                with archive.open(name) as member:
                    if _digest(member) != digest or _is_misnamed(name, digest):
                        raise BackupError(f"备份已损坏：{name} 的摘要不符。")
            if set(archive.namelist()) != {MANIFEST, *manifest["sha256"]}:
                raise BackupError("备份已损坏：多了或少了成员。")
            if manifest["engine"] == "sqlite":
                _check_sqlite(archive, manifest["rows"])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BackupError(f"这个文件不是完好的备份（{type(error).__name__}）。") from error
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    found = json.loads(archive.read(MANIFEST))
    if found["format"] != FORMAT:
        raise BackupError("这个备份是别的版本生成的，请用相应版本的程序核对。")
    return cast("Manifest", {key: found[key] for key in Manifest.__annotations__})


def _is_misnamed(name: str, digest: str) -> bool:
    """Tell whether a stored file is not called by its digest, or lies where nothing should."""
    media = _MEDIA.fullmatch(name)
    return media.group(1) != digest if media else "/" in name


def _check_sqlite(archive: zipfile.ZipFile, rows: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found, problem = sqlite.examined(Path(archive.extract(sqlite.MEMBER, folder)))
        if problem:
            raise BackupError(f"备份中的数据库{problem}。")
        if found != rows:
            raise BackupError("备份已损坏：行数与清单不符。")


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a backup that was verified, to be put where they belong."""

    archive: zipfile.ZipFile

    def media(self) -> list[str]:
        """Return the names of the stored files."""
        return [name for name in self.archive.namelist() if _MEDIA.fullmatch(name)]

    def holds(self, name: str) -> bool:
        """Tell whether there is such a member."""
        return name in self.archive.namelist()

    def text(self, name: str) -> str:
        """Return a short member."""
        return self.archive.read(name).decode()

    def digest_of(self, name: str) -> str:
        """Return the digest a stored file is called by."""
        return name.removeprefix("media/")

    def put(self, name: str, target: Path) -> None:
        """Write one member durably to a place of our choosing."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.part")
        with self.archive.open(name) as member, partial.open("wb") as out:
            while chunk := member.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(partial, target)


@contextmanager
def opened(file: Path) -> Iterator[Members]:
    """Open a backup that was verified."""
    with zipfile.ZipFile(file) as archive:
        yield Members(archive)
