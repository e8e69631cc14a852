"""Whether all that is settled about a cohort can hold, asked before any of it is kept."""

from __future__ import annotations

from dataclasses import replace

from matching.cohorts.instance import refuse_contradictory
from matching.cohorts.wishes import refuse_contradictions
from web.services.cohorts.changing import Change
from web.services.cohorts.reading import members_of, standing


def refuse_contradictory_wishes(made: Change) -> None:
    """Refuse the change if what would be settled by it cannot all hold.

    Until the closing nobody knows which pairs break a rule, so locks against rules are found after it.

    Raises
    ------
    ContradictoryWishes
    """
    now = replace(standing(made.connection, made.cohort.id), cohort=made.cohort)
    book = now.book
    if made.cohort.weighed is None:
        refuse_contradictions(now.wishes, members_of(now.members), book.together, book.apart)
    else:
        weighed = now.weighed
        refuse_contradictory(weighed, book, now.wishes, list(weighed.pairs()))
