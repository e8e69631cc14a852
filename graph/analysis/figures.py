"""The one table of figures of growth: what each is, how it is counted, and why it may be missing.

The series, the command, the pages and ``docs/graph.md`` read this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from graph.errors import UnknownName


class Reason(StrEnum):
    """Why a figure has no value."""

    NOBODY = "nobody"
    ONE_ACTOR = "one_actor"
    NO_CONTACTS = "no_contacts"
    NO_TRIPLES = "no_triples"
    NONE_KNOWN = "none_known"
    ONE_VALUE = "one_value"
    NO_INTRODUCTIONS = "no_introductions"


class Unit(StrEnum):
    """What a value is."""

    COUNT = "count"  # a whole number
    NUMBER = "number"
    SHARE = "share"  # 0 to 1
    COEFFICIENT = "coefficient"  # −1 to 1


REASONS: dict[Reason, str] = {
    Reason.NOBODY: "nobody belongs to the network on the day",
    Reason.ONE_ACTOR: "it takes two actors, and there is one",
    Reason.NO_CONTACTS: "nobody is in contact with anybody",
    Reason.NO_TRIPLES: "nobody is in contact with two others",
    Reason.NONE_KNOWN: "no contact has a known value at both ends",
    Reason.ONE_VALUE: "all ends of contacts have the same value, so nothing could be otherwise",
    Reason.NO_INTRODUCTIONS: "no introduction was asked for by the day between two who belong to the network",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a series.

    Attributes
    ----------
    code : str
    group : str
        One of `GROUPS`: what is counted together.
    name : str
    unit : Unit
    formula : str
        How it is counted, by the letters of `LETTERS`.
    source : str
        Where the formula comes from; empty for plain counts.
    reasons : tuple of Reason
        Why it may have no value.
    of_period : bool
        Whether it counts what happened within the period; all others tell of its last day.
    """

    code: str
    group: str
    name: str
    unit: Unit
    formula: str
    source: str = ""
    reasons: tuple[Reason, ...] = ()
    of_period: bool = False


LETTERS = (
    "On the last day of a period n actors are present, and m pairs of them are in contact, whatever the kinds and "
    "however many links; kᵢ is with how many others actor i is in contact, tᵢ how many pairs of these are in contact "
    "with each other, Δ how many triangles there are. eᵢⱼ is the share of all ends of contacts that have value i and "
    "meet value j, and aᵢ = Σⱼ eᵢⱼ; contacts with an unknown value at an end are left out."
)
_WF = "S. Wasserman, K. Faust, Social Network Analysis (1994)"
_NEWMAN = "M. E. J. Newman, Mixing patterns in networks, Phys. Rev. E 67, 026126 (2003), eq. 2"
_C, _N, _S, _K = Unit.COUNT, Unit.NUMBER, Unit.SHARE, Unit.COEFFICIENT
_R = Reason
_MIXED = (_R.NO_CONTACTS, _R.NONE_KNOWN)
_ALIKE = (*_MIXED, _R.ONE_VALUE)

FIGURES = (
    Figure("n_actors", "actors", "actors", _C, "n: joined by the day and not left"),
    Figure("n_organisations", "actors", "organisations", _C, "those of the n who are organisations"),
    Figure("n_partners", "actors", "partners", _C, "those of the n who are partners; who is both counts in both"),
    Figure("n_mentors", "actors", "mentors", _C, "those of the n who are mentors"),
    Figure("n_joined", "actors", "joined", _C, "actors whose first day lies within the period", of_period=True),
    Figure("n_left", "actors", "left", _C, "actors whose first day away lies within the period", of_period=True),
    Figure("n_contacts", "contacts", "contacts", _C, "m: pairs of actors in contact of any kind"),
    Figure("n_cooperations", "contacts", "cooperating pairs", _C, "pairs with a COOPERATES_WITH link that holds"),
    Figure("n_peer_pairs", "contacts", "pairs of peers", _C, "pairs with a PAIRED_WITH link that holds"),
    Figure("n_mentorings", "contacts", "mentored pairs", _C, "pairs with a MENTORS link that holds"),
    Figure("n_links", "contacts", "links", _C, "links of the three kinds that hold; two may have several"),
    Figure("n_cooperation_links", "contacts", "cooperation links", _C, "COOPERATES_WITH links that hold"),
    Figure("n_peer_links", "contacts", "peer links", _C, "PAIRED_WITH links that hold"),
    Figure("n_mentoring_links", "contacts", "mentoring links", _C, "MENTORS links that hold"),
    Figure("density", "shape", "density", _S, "2m / (n(n − 1))", f"{_WF}, 4.3", (_R.NOBODY, _R.ONE_ACTOR)),
    Figure("mean_degree", "shape", "contacts per actor", _N, "2m / n", f"{_WF}, 4.2", (_R.NOBODY,)),
    Figure("n_isolates", "shape", "isolates", _C, "actors with kᵢ = 0", f"{_WF}, 4.2"),
    Figure("n_free_mentors", "shape", "free mentors", _C, "those of the isolates who are mentors and nothing else"),
    Figure("isolate_share", "shape", "share of isolates", _S, "isolates / n", "", (_R.NOBODY,)),
    Figure("n_components", "shape", "components", _C, "largest sets of actors joined by contacts", f"{_WF}, 4.2"),
    Figure("largest_component", "shape", "largest component", _C, "actors in the largest component"),
    Figure("largest_share", "shape", "share in the largest component", _S, "largest component / n", "", (_R.NOBODY,)),
    Figure("n_triangles", "clustering", "triangles", _C, "Δ: three actors in contact with each other"),
    Figure(
        "transitivity",
        "clustering",
        "global clustering",
        _S,
        "3Δ / Σ kᵢ(kᵢ − 1)/2",
        "M. E. J. Newman, Networks (2010), 7.9",
        (_R.NO_TRIPLES,),
    ),
    Figure(
        "local_clustering",
        "clustering",
        "average local clustering",
        _S,
        "1/n · Σ tᵢ / (kᵢ(kᵢ − 1)/2), 0 for whoever has fewer than two contacts",
        "D. J. Watts, S. H. Strogatz, Nature 393 (1998)",
        (_R.NOBODY,),
    ),
    Figure("cross_sector_share", "mixing", "contacts across sectors", _S, "1 − Σ eᵢᵢ by sector", "", _MIXED),
    Figure("cross_region_share", "mixing", "contacts across regions", _S, "1 − Σ eᵢᵢ by voivodeship", "", _MIXED),
    Figure(
        "sector_assortativity",
        "mixing",
        "assortativity by sector",
        _K,
        "(Σ eᵢᵢ − Σ aᵢ²) / (1 − Σ aᵢ²) by sector",
        _NEWMAN,
        _ALIKE,
    ),
    Figure("region_assortativity", "mixing", "assortativity by region", _K, "the same by voivodeship", _NEWMAN, _ALIKE),
    Figure(
        "size_assortativity",
        "mixing",
        "assortativity by size",
        _K,
        "the same by paid staff of organisations: none, up to 5, up to 20, more",
        _NEWMAN,
        _ALIKE,
    ),
    Figure("n_asked", "introductions", "introductions asked for", _C, "asked for within the period", of_period=True),
    Figure("n_accepted", "introductions", "accepted", _C, "introductions accepted within the period", of_period=True),
    Figure("n_declined", "introductions", "declined", _C, "introductions declined within the period", of_period=True),
    Figure("n_expired", "introductions", "lapsed", _C, "introductions that lapsed within the period", of_period=True),
    Figure(
        "introduction_reciprocity",
        "introductions",
        "reciprocity of introductions",
        _S,
        "of all (seeker, provider) of whom an introduction was asked for by the day and who both belong to the "
        "network, the share where one was asked for the other way round, too",
        "M. E. J. Newman, Networks (2010), 7.10",
        (_R.NO_INTRODUCTIONS,),
    ),
)
GROUPS = tuple(dict.fromkeys(figure.group for figure in FIGURES))
RANGES = MappingProxyType(
    {Unit.COUNT: "whole, from 0", Unit.NUMBER: "from 0", Unit.SHARE: "0 to 1", Unit.COEFFICIENT: "−1 to 1"}
)
_BY_CODE = {figure.code: figure for figure in FIGURES}


def figure(code: str) -> Figure:
    """The figure of that code.

    Raises
    ------
    UnknownName
        There is none; the message lists them.
    """
    try:
        return _BY_CODE[code]
    except KeyError:
        raise UnknownName("figure", code, list(_BY_CODE)) from None
