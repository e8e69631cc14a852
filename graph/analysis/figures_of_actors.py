"""The one table of figures about actors, pairs and groups on a day: brokers, communities, who stands alone.

The commands' documentation in ``docs/graph.md`` is made from this table.
"""

from __future__ import annotations

from graph.analysis.brokers import N_BY_DISTANCE, N_SOURCES
from graph.analysis.community_traits import LEAST_LIFT, LEAST_MEMBERS, LEAST_SHARE
from graph.analysis.community_years import SAME
from graph.analysis.figures import Figure, Unit
from graph.analysis.standing_alone import N_MONTHS, N_MONTHS_NEW
from graph.analysis.strengths import DEFAULT_STRENGTH

_C, _N, _S, _K = Unit.COUNT, Unit.NUMBER, Unit.SHARE, Unit.COEFFICIENT
_DEFAULTS = ", ".join(f"{strength:g} for {kind}" for kind, strength in DEFAULT_STRENGTH.items())
_BROKERS, _COMMUNITIES, _ALONE = "brokers", "communities", "standing alone"

FIGURES_OF_ACTORS = (
    Figure(
        "betweenness",
        _BROKERS,
        "share of ways",
        _S,
        "Σ t(i, j | v) / t(i, j) over the pairs of others, by (n − 1)(n − 2)/2: t(i, j) shortest ways join i and j, "
        f"t(i, j | v) of them over v; exact and by distance up to {N_BY_DISTANCE:,} actors, above by hops (contacts "
        f"on the way), from {N_SOURCES:,} drawn sources times n by their number",
        "L. C. Freeman, Sociometry 40 (1977); U. Brandes, J. Math. Sociology 25 (2001) and Social Networks 30 (2008)",
    ),
    Figure(
        "distance",
        _BROKERS,
        "distance over a contact",
        _N,
        "200 − 100 · strength, whole: the strongest contact is one step (100) long, the weakest two; the strongest "
        f"link that holds counts, and one that does not say as {_DEFAULTS}",
    ),
    Figure(
        "error",
        _BROKERS,
        "standard error of the share of ways",
        _S,
        "n √(s² / k · (1 − k/n)) / ((n − 1)(n − 2)) for k drawn sources, s² the variance of what one source gives; "
        "0 where exact",
        "W. G. Cochran, Sampling Techniques (1977), 2.6",
    ),
    Figure(
        "agreement",
        _BROKERS,
        "agreement of two halves",
        _S,
        "of the 20 first by one half of the sources, those who are among the 20 first by the other; 1 where exact",
    ),
    Figure(
        "n_parts",
        _BROKERS,
        "parts without somebody",
        _C,
        "into how many parts the component of an actor falls when it leaves; from 2 it is an articulation point",
        "J. Hopcroft, R. Tarjan, CACM 16 (1973)",
    ),
    Figure("n_cut_off", _BROKERS, "cut off", _C, "the others in all these parts but the largest"),
    Figure("n_beyond", _BROKERS, "beyond a bridge", _C, "the smaller side of a contact that alone joins two parts"),
    Figure(
        "hops_then",
        _BROKERS,
        "steps without somebody",
        _N,
        "mean number of contacts on the shortest way between two contacts of whoever leaves, of those who stay "
        "connected; of at most 30 contacts, drawn",
    ),
    Figure(
        "counts",
        _BROKERS,
        "cross links",
        _C,
        "contacts between two voivodeships or sectors; where there is one, its two ends alone join them",
    ),
    Figure(
        "modularity",
        _COMMUNITIES,
        "modularity",
        _K,
        "Σ (e / m − (d / 2m)²) over the communities, e contacts within one and d the sum of kᵢ in it; the "
        "communities are those of Louvain's method, each divided into its connected parts",
        "M. E. J. Newman, PNAS 103 (2006); V. D. Blondel et al., J. Stat. Mech. P10008 (2008)",
    ),
    Figure(
        "community",
        _COMMUNITIES,
        "number over the years",
        _C,
        "communities of consecutive year ends are paired so that |A ∩ B| / |A ∪ B| adds up to the most (the Hungarian "
        f"method); a pair of at least {SAME:g} keeps its number, all others get a new one",
        "D. Greene, D. Doyle, P. Cunningham, ASONAM (2010)",
    ),
    Figure(
        "lift",
        _COMMUNITIES,
        "lift",
        _N,
        "share of the members with a trait by that of everybody in a community; a community is called by the one or "
        "two traits (region, sphere, sector) with the largest share · log₂ lift, of those that "
        f"{LEAST_MEMBERS} members, {LEAST_SHARE:.0%} of them and {LEAST_LIFT:g} times as many as elsewhere have",
    ),
    Figure(
        "isolate",
        _ALONE,
        "isolates",
        _C,
        "organisations and partners with kᵢ = 0; contacts outside the part asked for are told",
    ),
    Figure(
        "free_mentor",
        _ALONE,
        "free mentors",
        _C,
        "those with kᵢ = 0 who are mentors and nothing else: between two cohorts, and not alone",
    ),
    Figure(
        "waiting",
        _ALONE,
        "still waiting",
        _C,
        f"organisations and partners who joined at least {N_MONTHS} months ago (an option), at most {N_MONTHS_NEW} "
        "before that, and never had a contact",
    ),
    Figure(
        "losing",
        _ALONE,
        "losing contacts",
        _C,
        "organisations and partners whose kᵢ is below that of the same day a year before",
    ),
    Figure("n_inside", _ALONE, "contacts inside", _C, "contacts with both ends in the region or sphere"),
    Figure("n_across", _ALONE, "contacts across", _C, "contacts with one end in the region or sphere"),
)
