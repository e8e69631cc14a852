"""Every text of the pages is there in Polish, well formed, and compiled."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "web/translations/pl/LC_MESSAGES"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACEHOLDERS = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


def texts_in_sources():
    methods = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    options = {"templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(ROOT / "web", methods, options, keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="pl")


def test_every_text_of_the_sources_has_a_polish_one(catalogue):
    missing = [text for text in texts_in_sources() if not (found := catalogue.get(_key(text))) or not _texts(found)]
    assert missing == []


def test_catalogue_has_no_text_that_the_sources_dropped(catalogue):
    known = {_key(text) for text in texts_in_sources()}
    assert [message.id for message in catalogue if message.id and _key(message.id) not in known] == []


def test_plural_texts_have_all_three_polish_forms(catalogue):
    plural = [message for message in catalogue if message.pluralizable]
    assert plural
    assert all(len(message.string) == 3 and all(message.string) for message in plural)
    assert catalogue.num_plurals == 3


def test_polish_texts_keep_the_places_for_values(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        wanted = set(PLACEHOLDERS.findall(_texts_of(message.id)[-1]))
        for text in _texts(message):
            assert set(PLACEHOLDERS.findall(text)) == wanted, text


def test_nothing_is_marked_as_uncertain(catalogue):
    assert not any(message.fuzzy for message in catalogue if message.id)


def test_compiled_catalogue_matches_its_source(catalogue):
    with (FOLDER / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    assert _pairs(compiled) == _pairs(catalogue)


def _pairs(catalogue):
    return {_key(message.id): tuple(_texts(message)) for message in catalogue if message.id}


def _key(message_id):
    return message_id[0] if isinstance(message_id, tuple | list) else message_id


def _texts_of(message_id):
    return list(message_id) if isinstance(message_id, tuple | list) else [message_id]


def _texts(message):
    found = message.string
    return [text for text in (found if isinstance(found, tuple | list) else [found]) if text]
