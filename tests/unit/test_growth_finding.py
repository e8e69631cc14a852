"""The one sentence that a series of growth comes to."""

from datetime import date

import pytest

from graph.analysis import Period, Series
from graph.snapshot import day_number
from tests.networks import Network
from web.services.growth.finding import finding
from web.services.growth.question import GrowthQuestion
from web.services.growth.series import growth_of


def series(*told):
    """A series of (last day, members, pairs, largest part, members without contacts)."""
    lasts = [day_number(date.fromisoformat(day)) for day, *_ in told]
    periods = tuple(Period(day, last, last, True) for (day, *_), last in zip(told, lasts, strict=True))
    codes = ("n_actors", "n_contacts", "largest_component", "n_isolates")
    values = zip(*(values for _, *values in told), strict=True)
    return Series(periods, dict(zip(codes, values, strict=True)), {})


BEFORE = ("2023-06-30", 20, 12, 9, 5)


@pytest.mark.parametrize(
    ("now", "polish", "english"),
    [
        (
            ("2024-06-30", 22, 12, 9, 1),
            "Sieć rośnie: 30 czerwca 2024 liczy 22 uczestników, o 2 więcej niż 30 czerwca 2023, a w kontakcie jest 12 "
            "par (tyle samo); 40,9% uczestników łączy się w jedną całość, a 1 uczestnik nie ma żadnych kontaktów.",
            "The network is growing: on 30 June 2024 it has 22 members, 2 more than on 30 June 2023, and 12 pairs are "
            "in contact (as many); 40.9% of members hang together in one part, and 1 member has no contacts.",
        ),
        (
            ("2024-06-30", 1, 0, 1, 1),
            "Sieć się kurczy: 30 czerwca 2024 liczy 1 uczestnika, o 19 mniej niż 30 czerwca 2023, a nikt nie jest z "
            "nikim w kontakcie (o 12 mniej).",
            "The network is shrinking: on 30 June 2024 it has 1 member, 19 fewer than on 30 June 2023, and nobody is "
            "in contact (12 fewer).",
        ),
        (
            ("2024-06-30", 25, 1, 2, 0),
            "Sieć zyskuje uczestników, ale traci kontakty: 30 czerwca 2024 liczy 25 uczestników, o 5 więcej niż "
            "30 czerwca 2023, a w kontakcie jest 1 para (o 11 mniej); 8% uczestników łączy się w jedną całość, a każdy "
            "ma choć jeden kontakt.",
            "The network gains members but loses contacts: on 30 June 2024 it has 25 members, 5 more than on 30 June "
            "2023, and 1 pair is in contact (11 fewer); 8% of members hang together in one part, and everybody has a "
            "contact.",
        ),
        (
            ("2024-06-30", 19, 1234, 19, 0),
            "Sieć traci uczestników, ale zyskuje kontakty: 30 czerwca 2024 liczy 19 uczestników, o 1 mniej niż "
            "30 czerwca 2023, a w kontakcie są 1\xa0234 pary (o 1\xa0222 więcej); wszyscy łączą się w jedną całość.",
            "The network loses members but gains contacts: on 30 June 2024 it has 19 members, 1 fewer than on 30 June "
            "2023, and 1,234 pairs are in contact (1,222 more); all of them hang together in one part.",
        ),
        (
            ("2024-06-30", 20, 12, 19, 2),
            "Sieć się nie zmienia: 30 czerwca 2024 liczy 20 uczestników, tyle samo co 30 czerwca 2023, a w kontakcie "
            "jest 12 par (tyle samo); 95% uczestników łączy się w jedną całość, a 2 uczestników nie ma żadnych "
            "kontaktów.",
            "The network stays as it was: on 30 June 2024 it has 20 members, as many as on 30 June 2023, and 12 pairs "
            "are in contact (as many); 95% of members hang together in one part, and 2 members have no contacts.",
        ),
    ],
)
def test_finding_says_where_the_network_stands_beside_a_year_before(now, polish, english):
    assert finding(series(BEFORE, now), "pl") == polish
    assert finding(series(BEFORE, now), "en") == english


@pytest.mark.parametrize(("before", "now", "verdict"), [(20, 20, "is growing"), (20, 21, "is growing")])
def test_more_contacts_or_more_members_are_growth(before, now, verdict):
    told = series(("2023-06-30", before, 12, 9, 5), ("2024-06-30", now, 13, 9, 5))
    assert finding(told, "en").startswith(f"The network {verdict}: ")


def test_compared_is_the_period_that_ended_closest_to_a_year_before():
    days = ["2022-12-31", "2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"]
    told = series(*((day, 10 + number, 5, 4, 2) for number, day in enumerate(days)))
    assert "14 members" not in finding(told, "en")
    assert "15 members, 4 more than on 31 March 2023" in finding(told, "en")


def test_first_period_is_compared_with_nothing():
    assert finding(series(BEFORE), "pl") == (
        "30 czerwca 2023 sieć liczy 20 uczestników, a w kontakcie jest 12 par; 45% uczestników łączy się w jedną "
        "całość, a 5 uczestników nie ma żadnych kontaktów."
    )
    assert finding(series(BEFORE), "en", narrowed=True).startswith("On 30 June 2023 this part of the network has 20 ")


def test_network_of_nobody_has_nothing_to_show():
    empty = growth_of(Network().snapshot(), GrowthQuestion()).series
    assert finding(empty, "pl").startswith("Nie ma jeszcze czego pokazać")
    assert finding(empty, "en").startswith("There is nothing to show yet")


def test_part_that_everybody_left_says_so():
    told = series(BEFORE, ("2024-06-30", 0, 0, 0, 0))
    assert finding(told, "pl", narrowed=True) == "30 czerwca 2024 nikt nie należy do tej części sieci."
    assert finding(told, "en") == "On 30 June 2024 nobody belongs to the network."
