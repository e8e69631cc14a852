"""What the office kept for a change of the network, taken back where the network refuses that change.

A change that touches both is in the office first. Whoever finds it refused, maybe another
process than the one that began it, has to bring the office back; so the intent says how.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from web.office import imports, persons
from web.office.persons import Person


def take_back(connection: sa.Connection, said: Mapping[str, Any]) -> None:
    """Bring the office to what it was before the change.

    Parameters
    ----------
    said :
        JSON values: `persons` as they were, by id, null for who was not there; `forget_run`, the key
        of an import that did not come about; `run`, an import that stays after all, with what to undo
        it and the decisions that came with it.
    """
    before: Mapping[str, Any] = said.get("persons", {})
    persons.remove(connection, [actor_id for actor_id, person in before.items() if person is None])
    persons.put(connection, [Person(**person) for person in before.values() if person is not None])
    if "forget_run" in said:
        imports.forget_run(connection, said["forget_run"])
    if "run" in said:
        run = said["run"]
        imports.mark_not_undone(connection, run["request_key"], run["journal"], run["decisions"])
