"""The page about Ogniwo says whether anything was learned from people's answers."""

from datetime import UTC, datetime

from matching.options import DEFAULTS
from matching.results import Kind
from web.office import models
from web.office.errors import OfficeUnavailable
from web.office.models import ACTIVE, Model

SINCE = datetime(2024, 5, 12, 12, tzinfo=UTC)


def _text(client, language):
    client.set_cookie("language", language)
    answer = client.get("/o-programie")
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ").split())


def test_without_a_model_it_says_that_nothing_was_learned(own_client):
    assert "nothing was learned from people’s answers yet" in _text(own_client, "en")
    assert "Ogniwo nie uczyło się jeszcze z odpowiedzi" in _text(own_client, "pl")


def test_with_a_model_it_says_from_how_many_answers_and_since_when_but_not_by_whom(own_client, own_ogniwo):
    weights = dict(DEFAULTS.weights[Kind.MENTOR])
    with own_ogniwo.office.writing() as connection:
        models.add_active(connection, Model("mentor", weights, SINCE, "anna", "x", 64, {}, ACTIVE, None, SINCE, "anna"))
    own_ogniwo.weights.forget()
    english, polish = _text(own_client, "en"), _text(own_client, "pl")
    assert "Find a mentor: from 64 answers, in use since 12 May 2024" in english
    assert "z 64 odpowiedzi, obowiązuje od 12 maja 2024" in polish
    assert "anna" not in english


def test_while_the_office_is_away_it_says_nothing_of_it(own_client, own_ogniwo, monkeypatch):
    def away():
        raise OfficeUnavailable("away")

    monkeypatch.setattr(own_ogniwo.weights, "now", away)
    text = _text(own_client, "en")
    assert "learned from" not in text
    assert "What keeps it fair" in text
