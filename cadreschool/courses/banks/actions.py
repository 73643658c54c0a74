"""Writes of banks that came from files. Everything slow is done before (`publication`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cadreschool.courses.banks.publication import PreparedBank
from cadreschool.courses.payload import RENDERER
from cadreschool.files.actions import register_file
from cadreschool.kernel.errors import ConflictError
from cadreschool.questions.actions import keep_renderings
from cadreschool.questions.banks import actions, queries
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question


def publish_prepared(prepared: PreparedBank, *, at: datetime) -> None:
    """Let a bank say what its file says; one that changed since it was compared is left alone."""
    if prepared.version is None:
        bank = actions.create_bank(prepared.id, prepared.title, None, by=None, at=at)
    else:
        bank = queries.lock(prepared.id)
        if bank.version != prepared.version:
            message = f"题库 {prepared.id} 刚才在教研台改过，没有发布。"
            raise ConflictError(message, "请再发布一次。")
        actions.rename_bank(bank, prepared.title, by=None, at=at)
    for picture in prepared.pictures:
        register_file(picture.digest, picture.extension, picture.size, at=at)
    actions.publish_bank(bank, prepared.entries, prepared.digest, renderer=RENDERER, at=at)


def keep_rendered(shown: Mapping[int, tuple[Question, Shown]]) -> None:
    """Replace what an older renderer made of versions in banks."""
    keep_renderings(shown, renderer=RENDERER)
