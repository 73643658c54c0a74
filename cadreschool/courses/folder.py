"""The folder `content/`: laws, competencies and all courses, read together.

Knows the disk and what only shows across courses: ids used twice, links from one course into
another. Reads files and nothing else; symbolic links are refused, hidden files passed over. Courses
under `examples/` show authors how things are written and are not part of the school.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cadreschool.competencies.framework import Framework, read_framework
from cadreschool.courses.banks.checking import Surroundings
from cadreschool.courses.banks.folder import Settled, is_of_banks, outside_mistakes, read_banks
from cadreschool.courses.banks.reading import BankReading
from cadreschool.courses.canonical import canonical, digest, is_hidden
from cadreschool.courses.inventory import COURSE
from cadreschool.courses.reading import clashing_questions, read_course
from cadreschool.kernel.mistakes import Mistake
from cadreschool.laws.registry import Registry, read_registry
from cadreschool.organisations.models import OrganisationKind
from cadreschool.people.models import Post, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cadreschool.courses.values import Course, Reading

FRAMEWORK = "competencies.yaml"
LAWS = "laws/"
COURSES = "courses/"
EXAMPLES = "examples/"
_KNOWN = "content/ 里只放 competencies.yaml、laws/、courses/、banks/"
_LARGEST_FILE = 32 * 1024 * 1024
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """One course of the folder: its name, its canonical sources, what reading them gave."""

    name: str
    files: Mapping[str, bytes]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Folder:
    """All of `content/`. Paths are relative to it; `sources` are canonical."""

    sources: Mapping[str, bytes]
    registry: Registry = field(default_factory=Registry)
    framework: Framework = field(default_factory=Framework)
    courses: tuple[CourseFolder, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    banks: tuple[BankReading, ...] = ()

    @property
    def blocking(self) -> tuple[Mistake, ...]:
        """Return the mistakes that forbid publication."""
        return tuple(mistake for mistake in self.mistakes if mistake.blocking)

    @property
    def readable_courses(self) -> tuple[Course, ...]:
        """Return the courses without mistakes of their own."""
        found = (folder.reading.course for folder in self.courses)
        return tuple(course for course in found if course is not None)

    @property
    def digest(self) -> str:
        """Return the digest of everything that publication depends on."""
        return digest(self.sources)


def read_folder(path: Path, on: date, *, published: Mapping[str, str] | None = None) -> Folder:
    """Read `content/` from disk, as of a day. `published`: texts by their path in the folder."""
    files, mistakes = read_files(path)
    return read_content(files, on, published=published, mistakes=mistakes)


def read_content(
    files: Mapping[str, bytes],
    on: date,
    *,
    published: Mapping[str, str] | None = None,
    settled: Settled | None = None,
    mistakes: tuple[Mistake, ...] = (),
) -> Folder:
    """Read the files of `content/` (path within it → bytes). `settled`: questions in use."""
    sources = sources_among(files)
    registry, law_mistakes = read_registry(
        {path: data for path, data in sources.items() if _is_law(path)}
    )
    framework, framework_mistakes = _read_framework(sources)
    courses = tuple(
        CourseFolder(name, course, _read(name, course, registry, framework, on, published or {}))
        for name, course in _course_folders(sources).items()
    )
    around = Surroundings(registry, framework, on)
    banks, bank_mistakes = read_banks(sources, around, settled or {})
    found = [*mistakes, *law_mistakes, *framework_mistakes, *_stray(sources), *bank_mistakes]
    for course in courses:
        found += [_inside(course.name, mistake) for mistake in course.reading.mistakes]
    found += [mistake for bank in banks for mistake in bank.mistakes]
    found += _across(courses, banks)
    return Folder(sources, registry, framework, courses, tuple(sorted(set(found))), banks)


def sources_among(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the canonical files that publication depends on: all but the examples."""
    return {p: data for p, data in canonical(files).items() if not p.startswith(EXAMPLES)}


def read_files(path: Path) -> tuple[dict[str, bytes], tuple[Mistake, ...]]:
    """Read all files below a folder; what cannot or must not be read becomes a mistake."""
    files: dict[str, bytes] = {}
    mistakes: list[Mistake] = []
    if not path.is_dir():
        return {}, (_mistake(".", f"没有文件夹 {path}", "请核对路径"),)
    for folder, names, leaves in os.walk(path):
        here = Path(folder)
        names[:] = sorted(name for name in names if not name.startswith("."))
        for leaf in sorted([*leaves, *(name for name in names if (here / name).is_symlink())]):
            file = here / leaf
            # Names are UTF-8 whatever the machine's locale says; it decoded them by that.
            name = os.fsencode(file.relative_to(path).as_posix()).decode(errors="replace")
            if is_hidden(name):
                continue
            complaint = "不能用符号链接" if file.is_symlink() else _read_into(files, name, file)
            if complaint:
                mistakes.append(_mistake(name, complaint, "请放普通文件，内容直接放在文件夹里"))
    return files, tuple(mistakes)


def _read_into(files: dict[str, bytes], name: str, file: Path) -> str:
    """Read one file; return what is wrong, if anything."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_FILE or len(files) >= _MOST_FILES:
            return "文件太大、太多，或不是普通文件"
        files[name] = file.read_bytes()
    except OSError:
        return "文件打不开"
    return ""


def _read_framework(sources: Mapping[str, bytes]) -> tuple[Framework, tuple[Mistake, ...]]:
    if FRAMEWORK in sources:
        framework, mistakes = read_framework(FRAMEWORK, sources[FRAMEWORK])
        return framework, (*mistakes, *_unknown_names(framework))
    return Framework(), (_mistake(FRAMEWORK, "没有 competencies.yaml", "能力框架写在这个文件里"),)


def _unknown_names(framework: Framework) -> list[Mistake]:
    """Find posts, ties and kinds of union that targets name and that do not exist."""
    return [
        Mistake(
            FRAMEWORK,
            target.line,
            f"没有“{name}”这{what}",
            f"可用：{'、'.join(known)}",
            "unknown-target",
        )
        for target in framework.targets
        for names, known, what in (
            (target.posts, Post, "个岗位"),
            (target.ties, Tie, "种专兼挂"),
            (target.organisations, OrganisationKind, "类工会"),
        )
        for name in names
        if name not in set(known)
    ]


def _is_law(path: str) -> bool:
    return path.startswith(LAWS) and path.endswith(".yaml") and path.count("/") == 1


def _course_folders(sources: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    courses: dict[str, dict[str, bytes]] = {}
    for path, data in sources.items():
        name, slash, inside = path.removeprefix(COURSES).partition("/")
        if slash and path.startswith(COURSES):
            courses.setdefault(name, {})[inside] = data
    return courses


def _read(
    name: str,
    files: Mapping[str, bytes],
    registry: Registry,
    framework: Framework,
    on: date,
    published: Mapping[str, str],
) -> Reading:
    inside = f"{COURSES}{name}/"
    reading = read_course(
        files,
        laws=registry,
        competencies=framework,
        on=on,
        published={
            path.removeprefix(inside): text
            for path, text in published.items()
            if path.startswith(inside)
        },
    )
    if not reading.index.id or reading.index.id == name:
        return reading
    wrong = Mistake(
        COURSE,
        1,
        f"课程编号“{reading.index.id}”与文件夹名“{name}”不同",
        "两者写成一样",
        "course-folder-name",
    )
    return replace(reading, course=None, mistakes=(wrong, *reading.mistakes))


def _stray(sources: Mapping[str, bytes]) -> list[Mistake]:
    """Note files that lie where nothing is read."""
    return [
        _mistake(path, f"不认识的文件“{path}”", _KNOWN)
        for path in sources
        if path != FRAMEWORK
        and not _is_law(path)
        and not (path.startswith(COURSES) and path.count("/") > 1)
        and not is_of_banks(path)
    ]


def _across(courses: tuple[CourseFolder, ...], banks: tuple[BankReading, ...]) -> list[Mistake]:
    """Find what only shows when all courses and banks are known."""
    lessons = {course.name: course.reading.index.lessons for course in courses}
    dead = [
        Mistake(
            f"{COURSES}{course.name}/{link.path}",
            link.line,
            f"没有课时“{link.course_id}/{link.lesson_id}”",
            "请核对课程和课时的编号",
            "dead-link",
        )
        for course in courses
        for link in course.reading.index.outside_links
        if link.lesson_id not in lessons.get(link.course_id, frozenset())
    ]
    places = [
        replace(place, path=f"{COURSES}{course.name}/{place.path}")
        for course in courses
        for place in course.reading.index.questions
    ]
    places += [place for bank in banks for place in bank.places]
    return [*dead, *outside_mistakes(banks, lessons), *clashing_questions(places)]


def _inside(course: str, mistake: Mistake) -> Mistake:
    return replace(mistake, path=f"{COURSES}{course}/{mistake.path}")


def _mistake(path: str, text: str, hint: str) -> Mistake:
    return Mistake(path, 1, text, hint, "bad-file")
