"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.access.commands.accounts import (
    add_person,
    change_password,
    describe_person,
    disable,
    enable,
    end_sessions,
    inherit_addresses,
    reset_password,
    set_roles,
)
from tracker.access.commands.attempts import Attempt, accept_attempt, open_attempt
from tracker.access.commands.places import (
    delegate,
    end_delegation,
    join_unit,
    leave_unit,
    move_person,
    oversee,
)
from tracker.access.commands.settings import keep_setting

__all__ = [
    "Attempt",
    "accept_attempt",
    "add_person",
    "change_password",
    "delegate",
    "describe_person",
    "disable",
    "enable",
    "end_delegation",
    "end_sessions",
    "inherit_addresses",
    "join_unit",
    "keep_setting",
    "leave_unit",
    "move_person",
    "open_attempt",
    "oversee",
    "reset_password",
    "set_roles",
]
