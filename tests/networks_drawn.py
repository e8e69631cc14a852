"""Networks drawn at random, for properties that hold in every one."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from matching import KINDS_OF_PROFILE
from tests.networks import Network

SKILLS, SPHERES = ["s1", "s2", "s3", "s4"], ["p", "q", "r"]
REGIONS = [None, "14", "1401", "1402", "1403", "1201"]
GRADES = st.none() | st.integers(1, 3)
TEXTS = ["Warsztaty dla seniorów i dzieci", "Prowadzimy warsztaty i świetlicę", "Festyn, ognisko, seniorzy"]


@st.composite
def networks(draw, *, with_projects=True):
    """A network of up to nine actors in which anything may be known or not; `a0` is an organisation."""
    network = Network().skills(*SKILLS[:2]).skills(*SKILLS[2:], component="image").spheres(*SPHERES)
    network.node("c", "Cohort", name="c", starts=date(2021, 1, 1))
    roles = draw(
        st.lists(st.sampled_from(["Organisation", "Organisation", "Partner", "Mentor"]), min_size=1, max_size=9)
    )
    names = [f"a{number}" for number in range(len(roles))]
    for name, role in zip(names, ["Organisation", *roles[1:]], strict=True):
        _draw_actor(draw, network, name, role)
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    if len(names) > 1:
        for one, other in draw(st.lists(pairs, max_size=8)):
            network.worked_together(one, other, until=draw(st.none() | st.just(date(2022, 1, 1))))
        for one, other in draw(st.lists(pairs, max_size=2)):
            declined = draw(st.none() | st.just(date(2024, 1, 1)))
            kind = draw(st.sampled_from([*KINDS_OF_PROFILE])).value
            network.link("INTRODUCED_TO", one, other, since=date(2023, 1, 1), kind=kind, declined=declined)
    _draw_events(draw, network, names, ["training", "project"] if with_projects else ["training"])
    return network


def _draw_events(draw, network, names, kinds):
    for number in range(draw(st.integers(0, 3))):
        event_id, year = f"e{number}", draw(st.sampled_from([2021, 2023, 2025]))
        about = draw(st.sampled_from([None, *TEXTS]))
        kind = draw(st.sampled_from(kinds))
        starts_at = datetime(year, 3, 1, 9, tzinfo=UTC)
        network.node(event_id, "Event", name=f"Projekt {number}", kind=kind, starts_at=starts_at, about=about)
        for name in draw(st.sets(st.sampled_from(names), max_size=4)):
            network.link("ATTENDED", name, event_id, role=draw(st.sampled_from([None, "lead", "partner"])))
        for sphere in draw(st.sets(st.sampled_from(SPHERES), max_size=2)):
            network.link("ABOUT", event_id, sphere)
        for region in draw(st.sets(st.sampled_from(REGIONS[1:]), max_size=2)):
            network.link("HELD_IN", event_id, region)


def _draw_actor(draw, network, name, role):
    network.actor(
        name,
        role,
        needs=draw(st.dictionaries(st.sampled_from(SKILLS), GRADES)),
        offers=draw(st.dictionaries(st.sampled_from(SKILLS), GRADES)),
        region=draw(st.sampled_from(REGIONS)),
        works_in=draw(st.sets(st.sampled_from(REGIONS[1:]), max_size=2)),
        spheres=draw(st.sets(st.sampled_from(SPHERES))),
        online=draw(st.none() | st.booleans()),
        languages=draw(st.sampled_from([None, ["pl"], ["uk"], ["pl", "uk"]])),
        capacity=draw(st.none() | st.integers(0, 2)),
        about=None if role == "Mentor" else draw(st.sampled_from([None, *TEXTS])),
        n_projects=draw(st.none() | st.integers(0, 30)) if role == "Organisation" else None,
        left=draw(st.sampled_from([None, None, None, date(2024, 1, 1)])),
    )
