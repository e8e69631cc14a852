"""Growth tells the same on the command line, on its page, through the API and above the map."""

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

from tests.web_sample import copy_of
from web.cli import main


@pytest.fixture
def command(sample_folder, tmp_path):
    """What a command prints as JSON over a copy of the sample, whatever the environment says."""
    folder = copy_of(sample_folder, tmp_path / "sample")

    def run(*arguments):
        environment = {"OGNIWO_DATA": str(folder), "OGNIWO_OFFICE_URL": None, "NEO4J_URI": None}
        return json.loads(
            CliRunner().invoke(main, [*arguments, "--json"], env=environment, catch_exceptions=False).stdout
        )

    return run


def test_command_page_api_and_map_tell_the_same_of_today(client, command):
    told = command("growth", "--lang", "pl")
    assert told["by"] == "quarter"
    page = unescape(client.get("/rozwoj").get_data(as_text=True))
    api = client.get("/api/v1/growth?lang=pl").get_json()
    assert (api["by"], api["finding"], api["periods"]) == ("quarter", told["finding"], told["periods"])
    assert json.dumps(api["figures"]) == json.dumps(told["figures"])  # counts without a decimal point, too
    assert told["finding"] in page
    last = {code: values[-1] for code, values in told["figures"].items()}
    tiles = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd class=\"value\">([^<]+)</dd>", page))
    assert tiles["pary w kontakcie"] == str(last["n_contacts"])
    assert tiles["bez żadnego kontaktu"] == str(last["n_isolates"])
    above_the_map = unescape(client.get("/mapa").get_data(as_text=True))
    assert (
        f"uczestnicy – {last['n_actors']}, pary w kontakcie – {last['n_contacts']}, "
        f"bez żadnego kontaktu – {last['n_isolates']}."
    ) in above_the_map


def test_lists_of_commands_are_those_of_the_api(client, command):
    for name, address in (("brokers", "brokers"), ("communities", "communities"), ("alone", "standing-alone")):
        told = command(name, "--lang", "pl", "--k", "5")
        api = client.get(f"/api/v1/growth/{address}?lang=pl&k=5").get_json()
        assert {key: told[key] for key in ("n_actors", "n_contacts")} == {
            key: api[key] for key in ("n_actors", "n_contacts")
        }
        assert set(api) == set(told)


def test_refusals_for_programs_are_in_their_language(client):
    detail = client.get("/api/v1/growth?region=99&lang=pl").get_json()["detail"]
    assert "kod województwa (18) albo powiatu (1863)" in detail
    assert "a voivodeship" in client.get("/api/v1/growth?region=99&lang=en").get_json()["detail"]
