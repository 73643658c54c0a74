"""Who is looking: a plain value, made once per request, through which objects are fetched.

Knows the cadre, their own union and the appointments in force; knows nothing of sessions,
cookies or the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a cadre may be appointed to, at one organisation and all below it."""

    TRAINER = "trainer"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"

    @property
    def label(self) -> str:
        """Return the role's name as a person reads it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.TRAINER: "教员",
    Role.REVIEWER: "审核人",
    Role.SUPERVISOR: "督学",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计员",
}


_ROOT = 2  # slashes in the path of a union above which there is none: "/1/"


@dataclass(frozen=True, slots=True)
class Grant:
    """One appointment in force: a role over the subtree below `path` (`/1/31/`)."""

    role: Role
    organisation_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in cadre. The four attributes at the end are what Flask-Login asks for."""

    cadre_id: int
    sign_in_id: int
    name: str
    organisation_id: int
    organisation_name: str
    grants: tuple[Grant, ...] = ()

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the id of the sign-in (Flask-Login's contract)."""
        return str(self.sign_in_id)

    def grants_of(self, role: Role) -> tuple[Grant, ...]:
        """Return the appointments in force for one role."""
        return tuple(grant for grant in self.grants if grant.role == role)

    def may(self, role: Role, owner_path: str | None) -> bool:
        """Tell whether a role is held for what a union owns; None is what the whole school owns.

        It is held by those appointed at that union or above it, for the whole school by those
        appointed where there is none above.
        """
        if owner_path is None:
            return role in self.whole_school_roles
        return any(owner_path.startswith(grant.path) for grant in self.grants_of(role))

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def whole_school_roles(self) -> frozenset[Role]:
        """Return the roles held at a union above which there is none."""
        return frozenset(grant.role for grant in self.grants if grant.path.count("/") == _ROOT)

    @property
    def is_supervisor(self) -> bool:
        """Tell whether the supervisors' desk is open to this viewer."""
        return Role.SUPERVISOR in self.roles

    @property
    def is_teacher(self) -> bool:
        """Tell whether the trainers' desk is open to this viewer."""
        return bool(self.roles & {Role.TRAINER, Role.REVIEWER})

    @property
    def is_administrator(self) -> bool:
        """Tell whether the office is open to this viewer."""
        return bool(self.roles & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
