"""What a record does not have is NULL in the file, however it is handed to the driver."""

import sqlite3
from datetime import date

from graph.model import make_link, make_node
from graph.opening import open_store


def test_absent_properties_are_null_in_the_file(tmp_path):
    path = tmp_path / "network.sqlite3"
    store = open_store(sqlite_path=path)
    actors = [make_node(one, "Organisation", name=one, joined=date(2021, 1, 1)) for one in "ab"]
    link = make_link("COOPERATES_WITH", "a", "b", since=date(2021, 2, 1), kind="project")
    store.load(actors, [link])
    store.close()
    connection = sqlite3.connect(path)
    of_links = 'SELECT typeof("until"), typeof("strength"), typeof("since") FROM "link_COOPERATES_WITH"'
    assert connection.execute(of_links).fetchall() == [("null", "null", "integer")]
    of_nodes = 'SELECT typeof("capacity"), typeof("about"), typeof("name") FROM "node_Actor"'
    assert connection.execute(of_nodes).fetchall() == [("null", "null", "text")] * 2
    connection.close()
