"""When things happen: the cohorts, the last day, and days as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EPOCH = date(1970, 1, 1)
NEVER = 10**6  # a day beyond all others: has not left, has not ended


def day(moment: date) -> int:
    """Days since 1970-01-01.

    >>> day(date(1970, 1, 3))
    2
    """
    return (moment - EPOCH).days


def date_of(number: int) -> date:
    """The date of a day.

    >>> date_of(2)
    datetime.date(1970, 1, 3)
    """
    return date.fromordinal(number + 719_163)


@dataclass(frozen=True, slots=True)
class CohortSpan:
    """A cohort's id, name, first and last day."""

    cohort_id: str
    name: str
    starts: int
    ends: int


OPENING = day(date(2021, 9, 1))
TODAY = day(date(2024, 9, 30))
COHORTS = (
    CohortSpan("cohort-2021", "Edycja 2021/2022", day(date(2021, 10, 1)), day(date(2022, 6, 30))),
    CohortSpan("cohort-2022", "Edycja 2022/2023", day(date(2022, 10, 3)), day(date(2023, 6, 30))),
    CohortSpan("cohort-2023", "Edycja 2023/2024", day(date(2023, 10, 2)), day(date(2024, 6, 28))),
)
