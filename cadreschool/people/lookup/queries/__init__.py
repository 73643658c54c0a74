"""What administrators look for: people and unions by name, appointments by state.

Every read goes through the viewer and the role they look with: what lies outside is not found, and
not counted either.
"""

from cadreschool.people.lookup.queries.appointments import (
    AppointmentFilter,
    AppointmentNumbers,
    AppointmentRow,
    AppointmentState,
    appointment_for,
    appointment_numbers,
    appointments_for,
    appointments_of,
)
from cadreschool.people.lookup.queries.people import (
    FOUND,
    PAGE_SIZE,
    FoundCadre,
    Shown,
    find_cadres,
    found_cadre,
    further_members_of,
    members_of,
    number_shown,
    numbers_of,
    people_shown,
    visible_cadres,
    waiting_cadres,
    waiting_members,
)
from cadreschool.people.lookup.queries.unions import (
    Extent,
    FoundUnion,
    extent_of,
    find_unions,
)

__all__ = [
    "FOUND",
    "PAGE_SIZE",
    "AppointmentFilter",
    "AppointmentNumbers",
    "AppointmentRow",
    "AppointmentState",
    "Extent",
    "FoundCadre",
    "FoundUnion",
    "Shown",
    "appointment_for",
    "appointment_numbers",
    "appointments_for",
    "appointments_of",
    "extent_of",
    "find_cadres",
    "find_unions",
    "found_cadre",
    "further_members_of",
    "members_of",
    "number_shown",
    "numbers_of",
    "people_shown",
    "visible_cadres",
    "waiting_cadres",
    "waiting_members",
]
