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
        return sure + telling + hinted - lacking - nobody

    return max(KINDS.values(), key=likely).name


def _name_persons(headers: Sequence[str]) -> bool:
    return any(plain(header) in NAMES_OF_PERSONS for header in headers)
