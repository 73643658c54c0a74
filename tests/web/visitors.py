"""Who visits, what an address may name seen from each, and how rows of the table are made."""

from __future__ import annotations

from dataclasses import dataclass

from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import Guard

STRANGER = "stranger"
CADRES = ("cadre", "cadre of another unit")
SUPERVISORS = ("supervisor below", "supervisor above", "supervisor beside")
STAFF = {
    "trainer": Role.TRAINER,
    "reviewer": Role.REVIEWER,
    "system admin": Role.SYSTEM_ADMIN,
    "system admin below": Role.SYSTEM_ADMIN,
    "security admin": Role.SECURITY_ADMIN,
    "audit admin": Role.AUDIT_ADMIN,
}
ROLES = dict.fromkeys(SUPERVISORS, Role.SUPERVISOR) | STAFF
NOT_WHOLE_SCHOOL = frozenset({"supervisor below", "supervisor beside", "system admin below"})
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
ACTORS = (STRANGER, *CADRES, *SUPERVISORS, *STAFF)

OWN, FOREIGN, ABOVE, BELOW, MISSING = "own", "foreign", "above", "below", "missing"
THERE, NOTHING = "there", "-"
PERSONAL = (OWN, FOREIGN, ABOVE, BELOW, MISSING)

TO_THE_DOOR = 303


@dataclass(frozen=True, slots=True)
class Row:
    """What a route answers: {actor: {object: status}}, its guard, and the fields a POST sends."""

    cells: dict[str, dict[str, int]]
    guard: Guard
    fields: tuple[tuple[str, str], ...] = ()


def reached(cells: dict[str, int], statuses: set[int]) -> str:
    """Return what an address names so that it is answered like this: one's own thing first."""
    first = OWN if OWN in cells else THERE
    return next((place for place, status in cells.items() if status in statuses), first)


def everybody(status: int, **fields: str) -> Row:
    """Describe a public route without an object."""
    cells = {actor: {NOTHING: status} for actor in ACTORS}
    return Row(cells, Guard(is_public=True), tuple(fields.items()))


def signed_in(
    status: int | None = None, *, objects: dict[str, int] | None = None, **fields: str
) -> Row:
    """Describe a route for every signed-in cadre."""
    cells = objects or {NOTHING: status or 0}
    everyone = _asked_to_sign_in(cells) | dict.fromkeys(ACTORS[1:], cells)
    return Row(everyone, Guard(), tuple(fields.items()))


def holders(
    *roles: Role,
    status: int | None = None,
    objects: dict[str, int] | None = None,
    whole_school: bool = False,
    **fields: str,
) -> Row:
    """Describe a route for holders of a role: other cadres are told that one is missing."""
    cells = objects or {NOTHING: status or 0}
    admitted = {
        actor
        for actor, role in ROLES.items()
        if role in roles and not (whole_school and actor in NOT_WHOLE_SCHOOL)
    }
    return Row(
        _asked_to_sign_in(cells)
        | {
            actor: cells if actor in admitted else dict.fromkeys(cells, 403) for actor in ACTORS[1:]
        },
        Guard(roles=frozenset(roles), is_whole_school=whole_school),
        tuple(fields.items()),
    )


def supervisors(status: int | None = None, *, objects: dict[str, int] | None = None) -> Row:
    """Describe a route for supervisors."""
    return holders(Role.SUPERVISOR, status=status, objects=objects)


def _asked_to_sign_in(cells: dict[str, int]) -> dict[str, dict[str, int]]:
    return {STRANGER: dict.fromkeys(cells, TO_THE_DOOR)}


def only_own(status: int) -> dict[str, int]:
    """Return the cells of something that nobody but its owner may know of."""
    return {OWN: status, FOREIGN: 404, ABOVE: 404, BELOW: 404, MISSING: 404}


def own_and_below(status: int) -> dict[str, int]:
    """Return the cells of something that supervisors see in their own part of the tree."""
    return {OWN: status, FOREIGN: 404, ABOVE: 404, BELOW: status, MISSING: 404}


def published(status: int) -> dict[str, int]:
    """Return the cells of something that every cadre may see, when it is there."""
    return {THERE: status, MISSING: 404}


def anybodys(status: int) -> dict[str, int]:
    """Return the cells of something that the administrator of the whole school reaches."""
    return dict.fromkeys((OWN, FOREIGN, BELOW), status) | {MISSING: 404}


def of_others(status: int) -> dict[str, int]:
    """Return the cells of something that one looks at unless it is one's own."""
    return {OWN: 404, FOREIGN: status, BELOW: status, MISSING: 404}


def school_admins(*, status: int | None = None, objects: dict[str, int] | None = None) -> Row:
    """Describe a route for system administrators of the whole school."""
    return holders(Role.SYSTEM_ADMIN, status=status, objects=objects, whole_school=True)


CODE_ISSUERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def made_for_members(row: Row) -> Row:
    """Keep the security administrator from making codes for people who administer nothing."""
    cells = row.cells["security admin"] | {BELOW: 403}
    return Row(row.cells | {"security admin": cells}, row.guard, row.fields)


def once(row: Row) -> Row:
    """Refuse the administrator below what the one above them has done just before."""
    cells = row.cells["system admin below"] | {BELOW: 409}
    return Row(row.cells | {"system admin below": cells}, row.guard, row.fields)


def from_above(row: Row) -> Row:
    """Let those who have a union above their own read what it says to all below."""
    below = (*CADRES, "supervisor below", "supervisor beside", "system admin below")
    return Row(row.cells | {one: row.cells[one] | {ABOVE: 303} for one in below}, row.guard)
