"""Settings are read from the environment, and everything wrong with them is said at once."""

import pytest

from web.settings import VARIABLES, InvalidSettings, Settings, is_loopback, without_password


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch, tmp_path):
    for variable in VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_variables_everything_is_in_one_folder_on_this_machine(tmp_path):
    settings = Settings.from_environment()
    assert settings.network_path == tmp_path / "var" / "ogniwo" / "network.sqlite3"
    assert settings.office_path == tmp_path / "var" / "ogniwo" / "office.sqlite3"
    assert (settings.host, settings.port, settings.language, settings.neo4j_uri) == ("127.0.0.1", 8420, "pl", None)


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("NEO4J_URI", "  ")
    monkeypatch.setenv("OGNIWO_PORT", "")
    settings = Settings.from_environment()
    assert settings.neo4j_uri is None
    assert settings.port == 8420


def test_every_wrong_value_is_reported_at_once_with_its_name_its_value_and_what_is_allowed(monkeypatch):
    wrong = {
        "OGNIWO_PORT": ("65536", "0 to 65535"),
        "OGNIWO_HOST": ("300.1.1.1", "127.0.0.1"),
        "OGNIWO_LANGUAGE": ("de", "pl, en"),
        "OGNIWO_LOG_LEVEL": ("loud", "debug, info, warning, error"),
        "OGNIWO_LOG_FORMAT": ("xml", "text, json"),
        "OGNIWO_OFFICE_URL": ("mysql://host/office", "postgresql://"),
        "NEO4J_URI": ("http://host:7474", "neo4j, neo4j+s, neo4j+ssc, bolt, bolt+s, bolt+ssc"),
    }
    for name, (value, _) in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings) as refused:
        Settings.from_environment()
    assert set(refused.value.problems) == set(wrong)
    lines = str(refused.value).splitlines()
    for name, (value, allowed) in wrong.items():
        assert any(name in line and value in line and allowed in line for line in lines)


@pytest.mark.parametrize("value", ["-1", "1.5", "8O80", "١٢", "0x50"])
def test_a_port_is_a_whole_number_in_ascii_digits(monkeypatch, value):
    monkeypatch.setenv("OGNIWO_PORT", value)
    with pytest.raises(InvalidSettings, match="OGNIWO_PORT"):
        Settings.from_environment()


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:7687", "neo4j+s://abc.databases.neo4j.io", "neo4j://[::1]:7687"])
def test_addresses_of_every_kind_of_neo4j_are_accepted(monkeypatch, uri):
    monkeypatch.setenv("NEO4J_URI", uri)
    assert Settings.from_environment().neo4j_uri == uri


@pytest.mark.parametrize("uri", ["bolt://", "localhost:7687", "bolt://host:port", "bolt://anna:tajne@host:7687"])
def test_an_address_of_neo4j_has_a_host_and_no_user(monkeypatch, uri):
    monkeypatch.setenv("NEO4J_URI", uri)
    with pytest.raises(InvalidSettings, match="NEO4J_URI") as refused:
        Settings.from_environment()
    assert "tajne" not in str(refused.value)


def test_postgresql_is_reached_through_psycopg(monkeypatch):
    monkeypatch.setenv("OGNIWO_OFFICE_URL", "postgresql://anna:tajne@db:5432/office")
    settings = Settings.from_environment()
    assert settings.office_url == "postgresql+psycopg://anna:tajne@db:5432/office"
    assert settings.office_path is None


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///relative.sqlite3", "sqlite:///:memory:", "postgresql://host"])
def test_an_office_needs_an_absolute_path_or_a_database(monkeypatch, url):
    monkeypatch.setenv("OGNIWO_OFFICE_URL", url)
    with pytest.raises(InvalidSettings, match="OGNIWO_OFFICE_URL"):
        Settings.from_environment()


def test_a_file_in_the_place_of_the_folder_is_refused(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("OGNIWO_DATA", str(file))
    with pytest.raises(InvalidSettings, match="OGNIWO_DATA"):
        Settings.from_environment()


def test_passwords_are_shown_neither_by_repr_nor_by_errors(monkeypatch):
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:7687")
    monkeypatch.setenv("NEO4J_PASSWORD", "tajne-1")
    monkeypatch.setenv("OGNIWO_OFFICE_URL", "postgresql://anna:tajne-2@db/office")
    assert "tajne" not in repr(Settings.from_environment())
    monkeypatch.setenv("OGNIWO_OFFICE_URL", "mysql://anna:tajne-2@db/office")
    with pytest.raises(InvalidSettings) as refused:
        Settings.from_environment()
    assert "tajne" not in str(refused.value)


def test_a_password_with_an_at_sign_is_hidden_whole():
    assert without_password("postgresql://anna:a@b:c@db/office") == "postgresql://anna:***@db/office"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEO4J_URI", "neo4j:tajne@host:7687"),
        ("NEO4J_URI", "tajne@host:7687"),
        ("NEO4J_URI", "bolt://tajne@host"),
        ("NEO4J_URI", "http://host/?password=tajne"),
        ("OGNIWO_OFFICE_URL", "postgresql:anna:tajne@db/office"),
        ("OGNIWO_OFFICE_URL", "postgresql://anna@db/office?password=tajne"),
        ("OGNIWO_OFFICE_URL", "postgresql://anna@db/office?sslmode=require&sslpassword=tajne&x=1"),
        ("OGNIWO_OFFICE_URL", "mysql://anna:ta/jne:tajne@db/office"),
    ],
)
def test_no_error_shows_a_password_wherever_it_stands(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings) as refused:
        Settings.from_environment()
    assert "tajne" not in str(refused.value)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("LOCALHOST", True), ("0.0.0.0", False), ("::", False)],
)
def test_only_loopback_addresses_count_as_this_machine(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NEO4J_PASSWORD", "NEO4J_URI is not"),
        ("NEO4J_DATABASE", "NEO4J_URI is not"),
        ("OGNIWO_DATAS", "OGNIWO_DATA was probably meant"),
        ("OGNIWO_PROT", "OGNIWO_PORT was probably meant"),
        ("OGNIWO_NEO4J_URI", " NEO4J_URI was probably meant"),
    ],
)
def test_a_variable_that_would_be_ignored_is_reported_with_the_wrong_ones(monkeypatch, name, told):
    monkeypatch.setenv(name, "something")
    monkeypatch.setenv("OGNIWO_LANGUAGE", "de")
    with pytest.raises(InvalidSettings) as error:
        Settings.from_environment()
    assert error.value.problems.keys() == {name, "OGNIWO_LANGUAGE"}
    assert told in error.value.problems[name]


@pytest.mark.parametrize(
    "name",
    [
        "OGNIWO_FULL",
        "OGNIWO_REQUIRE",
        "OGNIWO_TEST_NEO4J_URI",
        "OGNIWO_TEST_OFFICE_URL",
        "OGNIWO_NEO4J_HOME",
        "OGNIWO_NEO4J_PASSWORD",
        "OGNIWO_SERVICE_HOST",
        "OGNIWO_PORT_8420_TCP",
        "NEO4J_HOME",
    ],
)
def test_variables_of_other_programs_are_left_alone(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    Settings.from_environment()
