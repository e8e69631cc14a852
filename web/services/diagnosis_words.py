"""What `ogniwo doctor` says of this Ogniwo, in Polish and English, by code."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, tuple[str, str]] = {
    "not looked at": ("nie sprawdzono", "not looked at"),
    "not created yet": ("jeszcze nie założono", "not created yet"),
    "network": ("sieć: {error}", "{error}"),
    "office": ("biuro: {error}", "{error}"),
    "half-restored": (
        "przywracanie kopii do {folder} zostało przerwane; dokończy je każde inne polecenie",
        "a restore into {folder} was cut off; any other command finishes it",
    ),
    "in-use": ("folder jest zajęty: {error}", "{error}"),
    "read-only": (
        "w {folder} nie można pisać ({cause}); dajcie sobie prawo zapisu albo wybierzcie inny folder",
        "{folder} cannot be written ({cause}); give yourself the right, or choose another",
    ),
    "lost-network": (
        "jest biuro, a nie ma obok niego sieci ({path}); jeśli przepadła, przywróćcie oba z kopii: "
        "`ogniwo restore ARCHIWUM --yes`; jeśli dopiero powstanie, użyjcie `ogniwo seed` albo `ogniwo network import`",
        "there is an office and no network beside it ({path}); if it was lost, put both back with "
        "`ogniwo restore ARCHIVE --yes`, if it is still to come, use `ogniwo seed` or `ogniwo network import`",
    ),
    "unfinished": (
        "zapisywanie zaczęte przez {commands} nie skończyło się; jeśli nic już nie działa, uruchomcie to samo "
        "jeszcze raz",
        "{commands} began to write and has not ended; where it is not running, run the same command again",
    ),
    "damaged": (
        "plik {path} jest uszkodzony ({cause}); przywróćcie go z kopii zapasowej",
        "{path} is damaged ({cause}); restore it from a backup",
    ),
    "little-space": (
        "na dysku z {folder} jest tylko {free} bajtów wolnego miejsca; zróbcie miejsce, zanim coś zapiszecie",
        "only {free} bytes are free where {folder} is; make room before writing more",
    ),
    "clock": (
        "zegar tego komputera pokazuje {now} UTC, a {action} ({subject}) zapisano o {then} UTC: jeśli zegar się "
        "spóźnia, nastawcie go, zanim coś zapiszecie; jeśli wtedy się spieszył, nic nie przepadło, ale sprawdźcie "
        "zapisane dni",
        "this machine's clock says {now} UTC, but {action} of {subject} is recorded at {then} UTC: if the clock is "
        "behind, set it right before anything is written; if it was ahead then, nothing is lost, but look at the days "
        "that were recorded",
    ),
    # What an optional part is for
    "psycopg": ("biuro nie może być na serwerze PostgreSQL", "the office cannot be on a PostgreSQL server"),
    "psycopg needed": (
        "biuro nie może być na serwerze PostgreSQL (a tak jest ustawione)",
        "the office cannot be on a PostgreSQL server (and the office is set to be on PostgreSQL)",
    ),
    "Java": (
        "`make neo4j` nie uruchomi tu serwera; z serwerem gdzie indziej wszystko działa",
        "`make neo4j` cannot run a server here; one elsewhere works",
    ),
    "Maven": (
        "`make neo4j` nie pobierze serwera; z serwerem gdzie indziej wszystko działa",
        "`make neo4j` cannot fetch the server; one elsewhere works",
    ),
    "Chromium": (
        "testy stron w przeglądarce są pomijane i nie da się zrobić zrzutów ekranu",
        "the tests of the pages in a browser are skipped, and no screenshots can be made",
    ),
}


def diagnosed(code: str, language: str, **facts: Any) -> str:
    """The words for the code in that language ("pl" or "en").

    >>> diagnosed("damaged", "en", path="network.sqlite3", cause="no database")
    'network.sqlite3 is damaged (no database); restore it from a backup'
    """
    polish, english = WORDS[code]
    return (polish if language == "pl" else english).format(**facts)
