"""How often a page asks the databases: a bounded number of times, however much it shows."""

import pytest
import sqlalchemy as sa

from web.app import create_app


class CountingStore:
    """Passes everything on to a store and counts the calls."""

    def __init__(self, store):
        self._store = store
        self.calls = []

    def __getattr__(self, name):
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def counted(*args, **options):
            self.calls.append(name)
            return found(*args, **options)

        return counted


@pytest.fixture
def counted(own_ogniwo, monkeypatch):
    own_ogniwo.snapshot()
    store = CountingStore(own_ogniwo.store)
    monkeypatch.setattr(own_ogniwo, "store", store)
    monkeypatch.setattr(own_ogniwo.network, "_poll_seconds", 3600)
    statements = []
    engine = own_ogniwo.office._engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    return create_app(own_ogniwo).test_client(), store, statements


@pytest.mark.parametrize(
    ("address", "n_store_calls", "n_office_reads"),
    [
        ("/", 0, 1),
        ("/organizacje", 0, 1),
        ("/organizacje?q=kolo&component=training", 0, 1),
        ("/organizacje?q=0000123456", 1, 1),
        ("/organizacje/{organisation}", 3, 1),
        ("/organizacje/{mentor}", 3, 1),
        ("/organizacje/{organisation}/propozycje", 0, 1),
        ("/organizacje/{organisation}/propozycje/{other}", 0, 1),
        ("/szkolenia?component=image", 0, 0),
        ("/szkolenia.csv", 0, 0),
        ("/rozwoj", 0, 0),
        ("/rozwoj.csv", 0, 0),
        ("/rozwoj/wojewodztwa", 0, 0),
        ("/rozwoj/kto-spaja", 0, 1),
        ("/rozwoj/na-uboczu", 0, 1),
        ("/rozwoj/grupy", 0, 1),
        ("/rozwoj/kogo-poznac", 0, 1),
        ("/organizacje/{organisation}/propozycje/{other}/prosba", 1, 1),
        ("/organizacje/{organisation}/kontakty", 0, 1),
        ("/kontakty", 0, 1),
        ("/kontakty/{introduction}/odrzucenie", 1, 1),
        ("/o-programie", 0, 0),
        ("/api", 0, 0),
    ],
)
def test_page_asks_the_databases_a_bounded_number_of_times(counted, ids, address, n_store_calls, n_office_reads):
    client, store, statements = counted
    assert client.get(ids.address(address)).status_code == 200
    assert len(store.calls) <= n_store_calls, store.calls
    names = [statement for statement in statements if "person" in statement]
    assert len(names) <= n_office_reads
