"""The last place of a mentor, which several processes give away at the same moment, goes to one organisation."""

from functools import partial

import pytest

from graph.model import NodeKey, make_link
from graph.snapshot import today
from tests.neo4j_server import neo4j_address
from tests.networks import Network
from tests.store_workers import in_processes
from tests.web_sample import settings_of
from web.ogniwo import Ogniwo, open_network
from web.services import introductions
from web.services.introduction_errors import MentorFull
from web.services.introduction_states import Introduction
from web.settings import Settings

ASKED = {"by": "anna", "reason": "both agreed"}
N_PROCESSES = 3


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def settings(request, tmp_path):
    """Settings that open the same network and office in every process."""
    settings = settings_of(tmp_path)
    if request.param == "neo4j":
        request.getfixturevalue("empty_neo4j")
        at = neo4j_address()
        return Settings(
            settings.folder,
            settings.office_url,
            neo4j_uri=at.uri,
            neo4j_user=at.user,
            neo4j_password=at.password,
            neo4j_database=at.database,
        )
    return settings


def ready_to_accept(settings, key):
    """What accepts the introduction, in an Ogniwo of its own that is open and has looked at the network."""
    ogniwo = Ogniwo.open(settings)
    ogniwo.snapshot()
    return partial(_accept, ogniwo, key)


def _accept(ogniwo, key):
    try:
        return introductions.accept(ogniwo, key, **ASKED).seeker_id
    except MentorFull as full:
        return f"full: {full.capacity}"
    finally:
        ogniwo.close()


@pytest.mark.slow
def test_of_several_processes_that_accept_for_one_place_at_once_one_gets_it(settings):
    seekers = [f"o{number}" for number in range(N_PROCESSES)]
    network = Network().skills("s").mentor("m", offers={"s": 3}, capacity=1)
    for seeker in seekers:
        network.actor(seeker, needs={"s": 3})
    asked = [make_link("INTRODUCED_TO", seeker, "m", since=today(), kind="mentor") for seeker in seekers]
    store = open_network(settings)
    store.load(network.nodes, [*network.links, *asked])

    answers = in_processes([partial(ready_to_accept, settings, link.key) for link in asked], ready=True)

    accepted = [answer for answer in answers if answer in seekers]
    assert len(accepted) == 1
    assert answers.count("full: 1") == N_PROCESSES - 1
    in_store = map(Introduction.of, store.neighbours(NodeKey("Actor", "m"), "INTRODUCED_TO"))
    assert [one.seeker_id for one in in_store if one.accepted] == accepted
    store.close()
