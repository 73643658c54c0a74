"""What several tests begin with, made once and put back for the others.

Making it is left to the actions, which is slow; what they wrote is kept as a whole. On SQLite only:
putting rows back on PostgreSQL costs as much as making most of them.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from tests.school import engines

if TYPE_CHECKING:
    from flask import Flask

T = TypeVar("T")

FRESH = timedelta(minutes=20)
"""For how long what was made at a moment may stand for what would be made now: sign-ins age."""


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    copy: engines.Copy
    result: Any


_kept: dict[tuple[str, ...], _Kept] = {}
_made: dict[Path, tuple[str, ...]] = {}


def kept(app: Flask, name: str, make: Callable[[], T]) -> T:
    """Return what `make` returns, with what it writes to the database; outside of any context.

    The name says what is made. What is there already must have been made in this way too: after
    any other write it is simply made again. Files beside the database are not kept.
    """
    if engines.IS_POSTGRESQL:
        return make()
    with app.app_context():
        engine = db.engine
    file = Path(str(engine.url.database))
    if not engines.is_untouched(file):
        return make()
    key = (*_made.get(file, ()), name)
    known = _kept.get(key)
    if known is not None and timedelta() <= clock.now() - known.at < FRESH:
        known.copy.put_back(engine)
        result: T = deepcopy(known.result)
    else:
        at = clock.now()
        result = make()
        _kept[key] = _Kept(at, engines.Copy(engine), deepcopy(result))
    _made[file] = key
    return result
