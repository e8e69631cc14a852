"""The words around cohorts in the terminal, in Polish and English."""

from __future__ import annotations

WORDS = {
    "pl": {
        "members": "Organizacje: {seekers}, mentorzy: {mentors} (miejsc u mentorów: {places}).",
        "withdrawn": "Zrezygnowali: {names}.",
        "closes": "Nabór zamknie się sam {day} (ogniwo cohort due).",
        "draft": "Propozycja nr {number} z {at} ({by}).",
        "stale": "Od tego czasu coś ustalono inaczej; dobierz mentorów ponownie: ogniwo cohort match {id}",
        "reached": "Z mentorem: {placed} z {seekers}; par: {pairs}; suma ocen: {total}; najsłabsza para: {worst}.",
        "proved": "Sprawdzone niezależnie: lepszego doboru nie ma (luka 0).",
        "stable": "Sprawdzone niezależnie: żadna para nie wolałaby się zamienić.",
        "bounded": "Sprawdzone niezależnie; suma ocen nie może przekroczyć {bound}.",
        "shortfall": "Do minimalnej liczby organizacji u mentorów brakuje: {n}.",
        "blocking": "Par, które wolałyby zamienić przydział: {n}.",
        "small": "… dalsze powody: {n}",
        "load": "Obciążenie mentorów:",
        "load_line": "{name} ({id}): {n} z {capacity}",
        "left": "Bez mentora:",
        "settled": "Ustalone:",
        "lock": "musi być: {seeker} – {mentor} ({by}: {reason})",
        "veto": "nie może być: {seeker} – {mentor} ({by}: {reason})",
        "conflict": "konflikt interesów: {seeker} – {mentor} ({by}: {reason})",
        "next": "Co dalej:",
        "none": "Nie ma jeszcze żadnego cyklu. Pierwszy otworzy: ogniwo cohort open",
        "line": "{id}: {name} – {state_label}, od {starts}; organizacje: {seekers}, mentorzy: {mentors}",
        "rules": "Zasady:",
        "rule": "{label}: {level}",
        "effect_must": "wyklucza pary: {broken}, w tym tylko ona: {alone}",
        "effect_should": "obniża ocenę par: {broken}",
        "effect_off": "gdyby była konieczna, wykluczyłaby pary: {broken}, w tym tylko ona: {alone}",
        "no_effect_must": "nie wyklucza żadnej pary",
        "no_effect_should": "nie obniża oceny żadnej pary",
        "no_effect_off": "gdyby była konieczna, nie wykluczyłaby żadnej pary",
        "effect_of_limit": "nie wyklucza par pojedynczo; liczy, ile ich ma mentor",
        "switched_alike": "zmiana na „{level}” dałaby to samo",
        "without_must": "przez nią nie mogą mieć żadnego mentora: {names}",
        "without_should": "każda para z nimi ją narusza: {names}",
        "without_off": "nie mogłyby wtedy mieć żadnego mentora: {names}",
        "switched": "zmiana na „{level}” dałaby: z mentorem {placed} ({d_placed}), suma ocen {total} ({d_total})",
        "impossible": "zmiany na „{level}” nie da się pogodzić z ustalonymi parami",
        "not_closed": "Po zamknięciu naboru będzie tu też widać, co każda zasada wyklucza.",
        "together": "razem: {pair}",
        "apart": "osobno: {pair}",
        "waiting": "każdy cykl oczekiwania dodaje do oceny: {bonus}",
        "draft_side": "Propozycja nr {draft}",
        "rules_side": "Przy {rules}",
        "same_rules_side": "Dobór od nowa ({objective})",
        "newly_placed": "Zyskują mentora: {names}.",
        "no_longer_placed": "Tracą mentora: {names}.",
        "load_changes": "Obciążenie, gdzie się zmienia:",
        "load_change": "{mentor}: {before} → {after}",
        "compare": "{name}: z mentorem {placed}, par {pairs}, suma ocen {total}, najsłabsza {worst}, "
        "wolałyby się zamienić: {blocking_pairs}",
        "same": "Takich samych par: {n}.",
        "removed": "− {seeker} – {mentor} ({score})",
        "added": "+ {seeker} – {mentor} ({score})",
        "share": "{group}: {placed_before} → {placed_after} z {n}",
        "region": "Z mentorem według województw:",
        "size": "Z mentorem według liczby zatrudnionych:",
        "unknown": "nieznane",
        "due": "{cohort}: propozycja nr {draft} czeka na sprawdzenie. Z mentorem: {placed} z {seekers}; "
        "najsłabsza para: {worst}. Zobacz: ogniwo cohort status {cohort}",
        "trouble": "{cohort}: nie udało się. {trouble}",
        "published_before": "{id}: już ogłoszony ({by}); nic nie zapisano.",
        "ended_before": "{id}: już zakończony ({by}); nic nie zapisano.",
        "written": "Zapisano {path}; wierszy: {n}.",
        "waits": "{name} ({id}): cykli bez mentora: {waited}, od {since}; ostatni: {cohort_name}",
        "waits_in": "jest już w: {cohorts}",
        "nobody_waits": "Nikt nie czeka na mentora.",
        "nothing": "Żaden nabór nie czeka dziś na zamknięcie.",
    },
    "en": {
        "members": "Organisations: {seekers}, mentors: {mentors} (places of mentors: {places}).",
        "withdrawn": "Withdrawn: {names}.",
        "closes": "It closes by itself on {day} (ogniwo cohort due).",
        "draft": "Draft {number} of {at} ({by}).",
        "stale": "Something was settled since; match again: ogniwo cohort match {id}",
        "reached": "With a mentor: {placed} of {seekers}; pairs: {pairs}; sum of scores: {total}; "
        "weakest pair: {worst}.",
        "proved": "Checked independently: there is no better matching (gap 0).",
        "stable": "Checked independently: no two would rather swap.",
        "bounded": "Checked independently; no sum of scores can exceed {bound}.",
        "shortfall": "Missing to the mentors’ minimum loads: {n}.",
        "blocking": "Pairs that would rather swap: {n}.",
        "small": "… more reasons: {n}",
        "load": "Load of mentors:",
        "load_line": "{name} ({id}): {n} of {capacity}",
        "left": "Without a mentor:",
        "settled": "Settled:",
        "lock": "must be: {seeker} – {mentor} ({by}: {reason})",
        "veto": "must not be: {seeker} – {mentor} ({by}: {reason})",
        "conflict": "conflict of interest: {seeker} – {mentor} ({by}: {reason})",
        "next": "Next:",
        "none": "There is no cohort yet. Open the first: ogniwo cohort open",
        "line": "{id}: {name} – {state_label}, from {starts}; organisations: {seekers}, mentors: {mentors}",
        "rules": "Rules:",
        "rule": "{label}: {level}",
        "effect_must": "pairs it excludes: {broken}, by itself alone: {alone}",
        "effect_should": "pairs whose score it lowers: {broken}",
        "effect_off": "as a must it would exclude pairs: {broken}, by itself alone: {alone}",
        "no_effect_must": "excludes no pair",
        "no_effect_should": "lowers the score of no pair",
        "no_effect_off": "as a must it would exclude no pair",
        "effect_of_limit": "excludes no pair by itself; it counts how many a mentor has",
        "switched_alike": "set to “{level}” it would give the same",
        "without_must": "can have no mentor because of it: {names}",
        "without_should": "every pair with them breaks it: {names}",
        "without_off": "could have no mentor then: {names}",
        "switched": "set to “{level}”: with a mentor {placed} ({d_placed}), sum of scores {total} ({d_total})",
        "impossible": "set to “{level}” it would contradict what is settled",
        "not_closed": "Once the cohort is closed, this also shows what each rule excludes.",
        "together": "together: {pair}",
        "apart": "apart: {pair}",
        "waiting": "each cohort waited adds to the score: {bonus}",
        "draft_side": "Draft {draft}",
        "rules_side": "With {rules}",
        "same_rules_side": "Matched anew ({objective})",
        "newly_placed": "They gain a mentor: {names}.",
        "no_longer_placed": "They lose their mentor: {names}.",
        "load_changes": "Load, where it changes:",
        "load_change": "{mentor}: {before} → {after}",
        "compare": "{name}: with a mentor {placed}, pairs {pairs}, sum of scores {total}, weakest {worst}, "
        "would rather swap: {blocking_pairs}",
        "same": "Pairs that are the same: {n}.",
        "removed": "− {seeker} – {mentor} ({score})",
        "added": "+ {seeker} – {mentor} ({score})",
        "share": "{group}: {placed_before} → {placed_after} of {n}",
        "region": "With a mentor, by voivodeship:",
        "size": "With a mentor, by paid staff:",
        "unknown": "unknown",
        "due": "{cohort}: draft {draft} waits for review. With a mentor: {placed} of {seekers}; weakest pair: {worst}. "
        "See: ogniwo cohort status {cohort}",
        "trouble": "{cohort}: failed. {trouble}",
        "published_before": "{id} is published already, by {by}; nothing was written.",
        "ended_before": "{id} has ended already, by {by}; nothing was written.",
        "written": "Wrote {n} rows to {path}.",
        "waits": "{name} ({id}): cohorts without a mentor: {waited}, since {since}; the last: {cohort_name}",
        "waits_in": "takes part in: {cohorts}",
        "nobody_waits": "Nobody is waiting for a mentor.",
        "nothing": "No cohort is due to close today.",
    },
}


def said(name: str, language: str, /, **facts: object) -> str:
    """The words of that name with these facts.

    >>> said("written", "en", n=3, path="a.csv")
    'Wrote 3 rows to a.csv.'
    """
    return WORDS[language][name].format(**facts)


def number(value: float | None, language: str, *, signed: bool = False) -> str:
    """A score or a difference as people write it; a dash for none.

    >>> number(-0.5, "pl"), number(2, "en", signed=True), number(None, "en")
    ('−0,50', '+2', '–')
    """
    if value is None:
        return "–"
    text = f"{value:+.2f}" if signed and isinstance(value, float) else f"{value:+d}" if signed else f"{value:.2f}"
    text = text.replace("-", "\N{MINUS SIGN}")
    return text.replace(".", ",") if language == "pl" else text
