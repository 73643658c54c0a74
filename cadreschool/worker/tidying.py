"""Forgetting what has served its time; once a day is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from cadreschool.courses.queries import load_catalogue
from cadreschool.files import uploads
from cadreschool.jobs.actions import forget_old_jobs
from cadreschool.jobs.queries import kept_files
from cadreschool.kernel import clock, keys
from cadreschool.kernel.db import db, write
from cadreschool.learning.actions import finish_completed_courses
from cadreschool.notices.actions import forget_old_messages
from cadreschool.people.actions import forget_old_sign_ins, forget_old_tries
from cadreschool.people.second_factor.actions import forget_half_sign_ins
from cadreschool.worker import results

if TYPE_CHECKING:
    from config import Settings


def tidy_up() -> int:
    """Forget old request keys, tries, sign-ins, jobs, messages, results; return how many keys.

    Also records courses whose last lesson was handed in while a new edition was being published.
    """
    settings: Settings = current_app.config["SETTINGS"]
    at = clock.now()
    courses = load_catalogue().courses

    def unit() -> int:
        forget_old_tries(at=at)
        forget_old_sign_ins(at=at)
        forget_half_sign_ins(at=at)
        forget_old_jobs(at=at)
        forget_old_messages(at=at)
        for course in courses:
            finish_completed_courses(course, at=at)
        return keys.forget_old_replies(at=at)

    forgotten = write(unit)
    results.sweep(results.folder_of(settings.instance), kept_files(), at=at)
    uploads.sweep(uploads.folder_of(settings.instance), at=at)
    db.session.close()
    return forgotten
