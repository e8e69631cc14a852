"""Which kind of file it is, by its headers and its name."""

from __future__ import annotations

from collections.abc import Sequence

from web.services.importing.column_words import plain, strength
from web.services.importing.kinds import KINDS, ImportKind
from web.services.importing.matching_columns import LEAST, NAMES_OF_PERSONS

# Fields that speak for a kind more than others, and words in the name of the file.
_TELLING = {
    "organisations": ("krs", "legal_form"),
    "partners": ("partner_type",),
    "mentors": ("first_name", "email", "role"),
    "needs": ("needs",),
    "events": ("starts_at", "attendants", "hours"),
    "cooperation": ("first", "second"),
}
# Beside a name these make a file of needs one of organisations, whose lists take the place of what is there.
_OF_ORGANISATIONS = ("krs", "nip", "regon", "legal_form", "offers", "founded", "n_staff", "n_volunteers", "website")
_TOLD_BY = _TELLING | {"organisations": ("name", *_OF_ORGANISATIONS)}
_SURE, _SHOWN = 0.5, 3
_HINTS = {
    "mentors": ("mentor",),
    "needs": ("mentee", "potrzeb"),
    "partners": ("partner",),
    "events": ("wydarz", "event", "szkolen"),
    "cooperation": ("wspolprac", "cooperation"),
}


def guess_kind(headers: Sequence[str], file_name: str) -> str:
    """The kind of file that the headers speak for; ties and nothing at all mean organisations.

    Each header counts by how surely it is a field of the kind; what tells a kind from others counts more, and
    a column that the kind cannot do without counts against it where it is lacking.

    >>> guess_kind(["Organizacja A", "Organizacja B", "Od kiedy"], "x.csv")
    'cooperation'
    """
    named = plain(file_name)

    def best(field: str) -> float:
        return max((strength(header, field) for header in headers), default=0.0)

    def likely(kind: ImportKind) -> float:
        sure = sum(max(strength(header, field) for field in kind.fields) for header in headers)
        telling = 2 * sum(map(best, _TELLING[kind.name])) / len(_TELLING[kind.name])
        hinted = 3 * any(hint in named for hint in _HINTS.get(kind.name, ()))
        lacking = 4 * sum(all(best(field) < LEAST for field in one) for one in kind.demanded)
        # A column called "name" alone may be of anybody.
        nobody = 2 * (kind.name == "mentors" and not hinted and not telling and not _name_persons(headers))
        whole = 4 * (kind.name == "needs" and _tell_of_organisations(headers))
        return sure + telling + hinted - lacking - nobody - whole

    return max(KINDS.values(), key=likely).name


def telling_headers(kind: str, headers: Sequence[str]) -> list[str]:
    """The headers that tell files of this kind from others, in their order; at most three.

    >>> telling_headers("organisations", ["Nazwa", "Numer KRS", "Forma prawna"])
    ['Nazwa', 'Numer KRS', 'Forma prawna']
    """
    return [header for header in headers if any(strength(header, field) >= _SURE for field in _TOLD_BY[kind])][:_SHOWN]


def _tell_of_organisations(headers: Sequence[str]) -> bool:
    """Whether a file with needs tells what organisations are, offer and are registered under, too.

    Not where it says of each need how urgent it is: there the number of an organisation only tells which one it is.
    """
    if _name_persons(headers) or any(
        strength(h, f) == 1.0 for h in headers for f in ("first_name", "last_name", "priority")
    ):
        return False
    return any(strength(header, field) >= LEAST for header in headers for field in _OF_ORGANISATIONS)


def _name_persons(headers: Sequence[str]) -> bool:
    return any(plain(header) in NAMES_OF_PERSONS for header in headers)
