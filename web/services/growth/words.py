"""What figures of growth, their groups and the reasons why one is missing are called, in Polish and English."""

from __future__ import annotations

from graph.analysis.figures import Reason

Pair = tuple[str, str]  # Polish, English

GROUP_NAMES: dict[str, Pair] = {
    "actors": ("Uczestnicy", "Members"),
    "contacts": ("Kontakty", "Contacts"),
    "shape": ("Spójność", "How it hangs together"),
    "clustering": ("Zagęszczenie", "Clustering"),
    "mixing": ("Kto z kim", "Who with whom"),
    "introductions": ("Prośby o kontakt", "Introductions"),
}
FIGURE_NAMES: dict[str, Pair] = {
    "n_actors": ("wszyscy uczestnicy", "all members"),
    "n_organisations": ("organizacje i grupy", "organisations and groups"),
    "n_partners": ("partnerzy", "partners"),
    "n_mentors": ("osoby mentorskie", "mentors"),
    "n_joined": ("dołączyli w tym czasie", "joined in that time"),
    "n_left": ("odeszli w tym czasie", "left in that time"),
    "n_contacts": ("pary w kontakcie", "pairs in contact"),
    "n_cooperations": ("pary, które współpracują", "pairs that cooperate"),
    "n_peer_pairs": ("pary z cykli", "pairs of peers"),
    "n_mentorings": ("pary z osobą mentorską", "pairs with a mentor"),
    "n_links": ("wszystkie powiązania", "all links"),
    "n_cooperation_links": ("powiązania: współpraca", "links of cooperation"),
    "n_peer_links": ("powiązania: pary z cykli", "links of peers"),
    "n_mentoring_links": ("powiązania: mentoring", "links of mentoring"),
    "density": ("gęstość sieci", "density"),
    "mean_degree": ("kontakty na uczestnika", "contacts per member"),
    "n_isolates": ("bez żadnego kontaktu", "without any contact"),
    "n_free_mentors": ("w tym osoby mentorskie", "mentors among them"),
    "isolate_share": ("odsetek bez żadnego kontaktu", "share without any contact"),
    "n_components": ("osobne części", "separate parts"),
    "largest_component": ("w największej części", "in the largest part"),
    "largest_share": ("odsetek w największej", "share in the largest part"),
    "n_triangles": ("trójki znające się nawzajem", "threes who know each other"),
    "transitivity": ("zagęszczenie całej sieci", "global clustering"),
    "local_clustering": ("średnie wokół uczestnika", "average local clustering"),
    "cross_sector_share": ("kontakty między sektorami", "contacts across sectors"),
    "cross_region_share": ("między województwami", "across voivodeships"),
    "sector_assortativity": ("podobieństwo: sektor", "assortativity by sector"),
    "region_assortativity": ("podobieństwo: województwo", "assortativity by region"),
    "size_assortativity": ("podobieństwo: wielkość", "assortativity by size"),
    "n_asked": ("zgłoszone w tym czasie", "asked for in that time"),
    "n_accepted": ("przyjęte", "accepted"),
    "n_declined": ("odrzucone", "declined"),
    "n_expired": ("wygasłe", "lapsed"),
    "introduction_reciprocity": ("odsetek wzajemnych", "share that goes both ways"),
}
REASON_WORDS: dict[str, Pair] = {
    Reason.NOBODY: ("nikt wtedy nie należał do tej części sieci", "nobody belonged to this part of the network then"),
    Reason.ONE_ACTOR: ("potrzeba dwóch uczestników, a był jeden", "it takes two members, and there was one"),
    Reason.NO_CONTACTS: ("nikt nie był z nikim w kontakcie", "nobody was in contact with anybody"),
    Reason.NO_TRIPLES: ("nikt nie miał dwóch kontaktów", "nobody had two contacts"),
    Reason.NONE_KNOWN: (
        "o żadnej parze w kontakcie nie wiadomo tego, co jest do tego potrzebne, po obu stronach",
        "what is needed for this is not known of both ends of any contact",
    ),
    Reason.ONE_VALUE: (
        "wszyscy, którzy są w kontakcie, są pod tym względem tacy sami",
        "everybody in contact is alike in this",
    ),
    Reason.NO_INTRODUCTIONS: (
        "nikt z należących do sieci nie poprosił jeszcze o kontakt",
        "nobody who belongs to the network had asked for an introduction",
    ),
}


def in_language(pair: Pair, language: str) -> str:
    """The words in that language ("pl" or "en")."""
    return pair[0] if language == "pl" else pair[1]
