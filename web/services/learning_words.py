"""What was learned, why it may or may not be promoted, and what is in force, in Polish and English."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from matching.learning.checks import Guard
from web.office.models import Model
from web.services.learning import Attempt, ChangedMeanwhile, LearningRefused, Verdict, WhichKind

Pair = tuple[str, str]  # Polish, English

KINDS: Mapping[str, Pair] = {
    "peer": ("Organizacje do współpracy (peer)", "Organisations working together (peer)"),
    "mentor": ("Mentorzy (mentor)", "Mentors (mentor)"),
    "partner": ("Partnerzy z innych sektorów (partner)", "Partners of other sectors (partner)"),
}
SIGNALS: Mapping[str, Pair] = {
    "need_met": ("zaspokojone potrzeby", "needs met"),
    "need_served": ("potrzeby drugiej strony", "needs of the other side"),
    "place": ("miejsce", "place"),
    "sphere": ("wspólne sfery działania", "shared spheres"),
    "contacts": ("wspólni znajomi", "common contacts"),
    "free_places": ("wolne miejsca", "free places"),
    "languages": ("brak wspólnego języka", "no common language"),
    "events": ("wspólne wydarzenia", "shared events"),
    "experience_gap": ("różnica doświadczenia", "different experience"),
    "text": ("podobne opisy", "similar descriptions"),
    "names": ("podobne nazwy", "similar names"),
    "mention": ("nazwa w pytaniu", "named in the call"),
    "walk": ("ścieżki w sieci", "paths in the network"),
    "walk_back": ("ścieżki z drugiej strony", "paths from the other side"),
    "similar_projects": ("podobne projekty", "similar projects"),
    "theme": ("wspólne tematy", "shared themes"),
    "activity": ("liczba projektów", "number of projects"),
    "lead": ("prowadzone projekty", "projects led"),
    "recency": ("niedawny projekt", "recent project"),
    "sector": ("dobrana para rodzajów", "pair of kinds"),
    "kind_activity": ("aktywność rodzaju", "activity of the kind"),
    "regions": ("województwa, które współpracują", "regions that work together"),
}
_GUARDS: Mapping[str, Pair] = {
    "decided": (
        "rozstrzygnięte prośby o kontakt: {n}; potrzeba co najmniej {fewest}",
        "decided introductions: {n}; at least {fewest} are needed",
    ),
    "outcomes": (
        "przyjęte: {n_yes}, odrzucone, wygasłe lub nieudane: {n_no}; każdych potrzeba co najmniej {fewest}",
        "accepted: {n_yes}; declined, lapsed or failed: {n_no}; at least {fewest} of each are needed",
    ),
    "later": (
        "późniejsze, na których można sprawdzić naukę: {n} (przyjęte: {n_yes}, pozostałe: {n_no}, pytające "
        "organizacje: {n_seekers}); potrzeba co najmniej {fewest}, po {fewest_of_each} każdych, "
        "od {fewest_seekers} organizacji",
        "later ones, to check what was learned: {n} (accepted: {n_yes}, others: {n_no}, organisations that asked: "
        "{n_seekers}); at least {fewest} are needed, {fewest_of_each} of each, of {fewest_seekers} organisations",
    ),
    "foresight": (
        "błąd przewidywania (log loss): {before} → {after}; musi spaść o więcej niż {error}",
        "error of prediction (log loss): {before} → {after}; it must fall by more than {error}",
    ),
    "ranking": (
        "trafność kolejności (AUC): {before} → {after}; nie może spaść (różnica z 95-procentową pewnością od {low} do "
        "{high})",
        "quality of the order (AUC): {before} → {after}; must not fall (95 % interval of the difference: {low} to "
        "{high})",
    ),
    "shown": (
        "miejsce przyjętych na pokazanych listach (1/miejsce, liczba list: {n}): {before} → {after}; różnica od {low} "
        "do {high} nie może w całości leżeć poniżej 0",
        "rank of the accepted in the lists shown (1/rank, {n} lists): {before} → {after}; the difference, {low} to "
        "{high}, must not lie below 0 as a whole",
    ),
    "calibration": (
        "błąd kalibracji: {before} → {after}; najwyżej {limit} albo nie większy niż dotąd",
        "calibration error: {before} → {after}; at most {limit}, or no larger than before",
    ),
    "exposure": (
        "nierówność pokazywania (Gini): {before} → {after}; może wzrosnąć najwyżej o {limit}",
        "inequality of exposure (Gini): {before} → {after}; may grow by {limit} at most",
    ),
    "coverage": (
        "odsetek pokazywanych komukolwiek: {before} → {after}; może spaść najwyżej o {limit}",
        "share shown to anybody: {before} → {after}; may fall by {limit} at most",
    ),
    "bands": (
        "odsetek bardzo dobrych propozycji: {before} → {after}; może wzrosnąć najwyżej o {limit}",
        "share of strong suggestions: {before} → {after}; may grow by {limit} at most",
    ),
}
_WORDS: Mapping[str, Pair] = {
    "published": ("Obowiązują opublikowane wagi.", "The published weights are in force."),
    "active": (
        "Od {since} obowiązuje model {number} (wprowadził(a): {by}; rozstrzygniętych próśb: {n}). Powód: {reason}",
        "Model {number} is in force since {since} (by {by}; decided introductions: {n}). Reason: {reason}",
    ),
    "columns": ("sygnał|opublikowana|obowiązuje|wyuczona", "signal|published|in force|learned"),
    "passed": ("spełniony", "holds"),
    "failed": ("NIESPEŁNIONY", "FAILS"),
    Verdict.MAY: (
        "Te wagi można wprowadzić: ogniwo learn --kind {kind} --reason DLACZEGO",
        "These weights may be promoted: ogniwo learn --kind {kind} --reason WHY",
    ),
    Verdict.PROMOTED: (
        "Wprowadzono model {number}. Cofnięcie: ogniwo learn --rollback --kind {kind}",
        "Promoted model {number}. To go back: ogniwo learn --rollback --kind {kind}",
    ),
    Verdict.IN_FORCE: (
        "To, czego uczą decyzje, już obowiązuje (model {number}).",
        "What decisions teach is in force already (model {number}).",
    ),
    Verdict.REFUSED: (
        "Nie wprowadzono: nie wszystkie warunki są spełnione. Wagi pozostają bez zmian.",
        "Not promoted: not every guard holds. The weights stay as they are.",
    ),
    "stays": (
        "Model {number} nadal obowiązuje; do poprzednich wag wraca: ogniwo learn --rollback --kind {kind}",
        "Model {number} stays in force; to go back to the former weights: ogniwo learn --rollback --kind {kind}",
    ),
    "few_decided": (
        "Za mało rozstrzygniętych próśb o kontakt, żeby się z nich uczyć: jest {n}, brakuje {missing}.",
        "Too few decided introductions to learn from: there are {n}, {missing} are missing.",
    ),
    "few_accepted": (
        "Za mało przyjętych próśb o kontakt: jest {n}, brakuje {missing}.",
        "Too few accepted introductions: there are {n}, {missing} are missing.",
    ),
    "few_others": (
        "Za mało odrzuconych, wygasłych lub nieudanych: jest {n}, brakuje {missing}.",
        "Too few that were declined, lapsed or failed: there are {n}, {missing} are missing.",
    ),
    "few_later": (
        "Za mało późniejszych decyzji, na których można by sprawdzić naukę: jest {n} (przyjęte: {n_yes}, pozostałe: "
        "{n_no}, pytające organizacje: {n_seekers}). Trzeba poczekać na kolejne.",
        "Too few later decisions to check what would be learned: there are {n} (accepted: {n_yes}, others: {n_no}, "
        "organisations that asked: {n_seekers}). Wait for more.",
    ),
    "nothing_written": ("Próba: niczego nie zapisano.", "A dry run: nothing was written."),
    "back_to_model": (
        "Wycofano model {left}. Znów obowiązuje model {number}.",
        "Model {left} is withdrawn. Model {number} is in force again.",
    ),
    "back_to_published": (
        "Wycofano model {left}. Znów obowiązują opublikowane wagi.",
        "Model {left} is withdrawn. The published weights are in force again.",
    ),
    "meanwhile": (
        "Nic się nie zmieniło: w tym czasie ktoś inny zmienił wagi ({kind}). Co teraz obowiązuje, pokazuje `ogniwo "
        "learn --status`; potem można spróbować ponownie.",
        "Nothing was changed: somebody else changed the weights ({kind}) meanwhile. See `ogniwo learn --status`, then "
        "try again.",
    ),
    "no_rollback": (
        "Nie ma czego cofać: obowiązują opublikowane wagi. Stan wszystkich rodzajów pokazuje `ogniwo learn --status`.",
        "There is nothing to roll back: the published weights are in force. `ogniwo learn --status` shows all kinds.",
    ),
    "which_kind": (
        "Nic się nie zmieniło: wyuczone wagi ma kilka rodzajów ({kinds}). Wybierz jeden: --kind.",
        "Nothing was changed: several kinds have learned weights ({kinds}). Choose one by --kind.",
    ),
}


def said(key: str, language: str, **facts: object) -> str:
    """One of the sentences about learning, in the language."""
    return _in(_WORDS[key], language).format(**facts)


def kind_in_words(kind: str, language: str) -> str:
    """What the kind is, as a heading."""
    return _in(KINDS[kind], language)


def signal_in_words(signal: str, language: str) -> str:
    """What the signal looks at, in a few words."""
    return _in(SIGNALS[signal], language)


def guard_in_words(guard: Guard, language: str) -> str:
    """The condition with its numbers.

    >>> guard_in_words(Guard("decided", False, {"n": 3, "fewest": 50}), "en")
    'decided introductions: 3; at least 50 are needed'
    """
    facts = {name: number(value, language) for name, value in guard.facts.items()}
    return _in(_GUARDS[guard.name], language).format(**facts)


def in_force_in_words(model: Model | None, language: str) -> str:
    """Which weights are in force, since when, by whom and why."""
    if model is None:
        return said("published", language)
    since = model.active_since.astimezone().strftime("%Y-%m-%d %H:%M") if model.active_since else "?"
    facts = {"number": model.number, "since": since, "by": model.active_by, "n": model.n_decided}
    return said("active", language, reason=model.reason, **facts)


def verdict_in_words(attempt: Attempt, language: str) -> str:
    """What became of what was learned, and the next step; what is missing where there is too little.

    The sentences stand one after the other.
    """
    kind, model = attempt.found.learned.kind.value, attempt.model
    facts = {"kind": kind, "number": model.number if model else None}
    sentences = [said(attempt.verdict, language, **facts)]
    if attempt.verdict is Verdict.REFUSED:
        sentences = _missing(attempt, language) or sentences
        sentences += [said("stays", language, **facts)] if model else []
    return " ".join(sentences)


def _missing(attempt: Attempt, language: str) -> list[str]:
    """What there is too little of to learn from, and how much is missing."""
    failed = {guard.name: guard.facts for guard in attempt.found.learned.failed}
    counted = []
    if facts := failed.get("decided"):
        counted.append(("few_decided", facts["n"], facts["fewest"]))
    if facts := failed.get("outcomes"):
        counted += [("few_accepted", facts["n_yes"], facts["fewest"]), ("few_others", facts["n_no"], facts["fewest"])]
    found = [
        said(key, language, n=number(n, language), missing=number(fewest - n, language))
        for key, n, fewest in counted
        if n < fewest
    ]
    if not found and (facts := failed.get("later")):
        found = [said("few_later", language, **{name: number(value, language) for name, value in facts.items()})]
    return found


def number(value: float, language: str) -> str:
    """The number with at most three decimals.

    >>> number(0.12345, "pl"), number(50, "en")
    ('0,123', '50')
    """
    return str(format_decimal(value, "#,##0.###", locale=language))


def refusal(error: LearningRefused, language: str) -> str:
    """Why nothing was promoted or rolled back, and what to do next."""
    if isinstance(error, WhichKind):
        return said("which_kind", language, kinds=", ".join(error.kinds))
    if isinstance(error, ChangedMeanwhile):
        return said("meanwhile", language, kind=error.kind)
    return said("no_rollback", language)


def _in(words: Pair, language: str) -> str:
    polish, english = words
    return polish if language == "pl" else english
