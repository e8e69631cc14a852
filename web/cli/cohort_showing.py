"""A cohort in the terminal: state, pairs with reasons, who is left, rules, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.cohorts.due import Due

N_REASONS = 3

_WORDS = {
    "pl": {
        "members": "Organizacje: {seekers}, mentorzy: {mentors} (wolnych miejsc u mentorów: {places}).",
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
        "effect": "naruszają ją pary: {broken}, tylko przez nią wykluczone: {alone}",
        "without": "z nikim nie mogą pracować: {names}",
        "switched": "zmiana na „{level}” dałaby: z mentorem {placed} ({d_placed}), suma ocen {total} ({d_total})",
        "impossible": "zmiany na „{level}” nie da się pogodzić z ustalonymi parami",
        "not_closed": "Po zamknięciu naboru będzie tu też widać, co każda zasada wyklucza.",
        "together": "razem: {pair}",
        "apart": "osobno: {pair}",
        "waiting": "każdy cykl oczekiwania dodaje do oceny: {bonus}",
        "compare": "{name}: z mentorem {placed}, par {pairs}, suma ocen {total}, najsłabsza {worst}, "
        "wolałyby się zamienić: {blocking_pairs}",
        "same": "Takich samych par: {n}.",
        "removed": "− {seeker} – {mentor} ({score})",
        "added": "+ {seeker} – {mentor} ({score})",
        "share": "{group}: {placed_before} → {placed_after} z {n}",
        "region": "Z mentorem według województw:",
        "size": "Z mentorem według liczby zatrudnionych:",
        "unknown": "nieznane",
        "due": "{cohort}: propozycja nr {draft} czeka na sprawdzenie.",
        "trouble": "{cohort}: nie udało się – {trouble}",
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
        "effect": "pairs that break it: {broken}, excluded by it alone: {alone}",
        "without": "can work with nobody: {names}",
        "switched": "set to “{level}”: with a mentor {placed} ({d_placed}), sum of scores {total} ({d_total})",
        "impossible": "set to “{level}” it would contradict what is settled",
        "not_closed": "Once the cohort is closed, this also shows what each rule excludes.",
        "together": "together: {pair}",
        "apart": "apart: {pair}",
        "waiting": "each cohort waited adds to the score: {bonus}",
        "compare": "{name}: with a mentor {placed}, pairs {pairs}, sum of scores {total}, weakest {worst}, "
        "would rather swap: {blocking_pairs}",
        "same": "Pairs that are the same: {n}.",
        "removed": "− {seeker} – {mentor} ({score})",
        "added": "+ {seeker} – {mentor} ({score})",
        "share": "{group}: {placed_before} → {placed_after} of {n}",
        "region": "With a mentor, by voivodeship:",
        "size": "With a mentor, by paid staff:",
        "unknown": "unknown",
        "due": "{cohort}: draft {draft} waits for review.",
        "trouble": "{cohort}: failed – {trouble}",
        "nothing": "No cohort is due to close today.",
    },
}


def show(
    ogniwo: Ogniwo, cohort_id: str | None, more: dict[str, Any], *, draft: int | None = None, whole: bool = False
) -> None:
    """Print a cohort, or the list of all; with `whole` also its draft."""
    from web.cli.suggest import show as put_out
    from web.services.cohorts.report import listed, report

    language = more["lang"] or ogniwo.settings.language
    if cohort_id is None:
        found = listed(ogniwo, language)
        put_out({"cohorts": found} if more["as_json"] else _listed(found, language))
        return
    told = report(ogniwo, cohort_id, language, draft=draft)
    put_out(told if more["as_json"] else _lines(told, language, whole=whole))


def show_effects(ogniwo: Ogniwo, cohort_id: str, more: dict[str, Any]) -> None:
    """Print the rules of a cohort, and once it is closed what each does."""
    from web.cli.suggest import show as put_out
    from web.services.cohorts.effects import rules_report

    language = more["lang"] or ogniwo.settings.language
    told = rules_report(ogniwo, cohort_id, language)
    put_out(told if more["as_json"] else _rule_lines(told, language))


def show_comparison(ogniwo: Ogniwo, told: dict[str, Any], more: dict[str, Any]) -> None:
    """Print two sides and what changed."""
    from web.cli.suggest import show as put_out
    from web.services.wording import Wording

    language = more["lang"] or ogniwo.settings.language
    if more["as_json"]:
        put_out(told)
    else:
        put_out(_comparison_lines(told, Wording.of(ogniwo, ogniwo.snapshot(), language)))


def show_due(ogniwo: Ogniwo, found: list[Due], more: dict[str, Any]) -> None:
    """Print what the timer did, and end with 1 where something failed."""
    import click

    from web.cli.suggest import show as put_out

    words = _WORDS[more["lang"] or ogniwo.settings.language]
    told = [{"cohort": one.cohort_id, "draft": one.draft, "trouble": one.trouble} for one in found]
    if more["as_json"]:
        put_out({"due": told})
    else:
        put_out([words["trouble" if one["trouble"] else "due"].format(**one) for one in told] or [words["nothing"]])
    if any(one["trouble"] for one in told):
        raise click.exceptions.Exit(1)


def _listed(found: list[dict[str, Any]], language: str) -> Iterator[str]:
    words = _WORDS[language]
    for one in found:
        yield words["line"].format(**one)
        yield f"    {one['next_step']}"
    if not found:
        yield words["none"]


def _lines(told: dict[str, Any], language: str, *, whole: bool) -> Iterator[str]:
    words = _WORDS[language]
    here = [one for one in told["members"] if not one["withdrawn_at"]]
    seekers = [one for one in here if one["side"] == "seeker"]
    mentors = [one for one in here if one["side"] == "mentor"]
    yield f"{told['name']} ({told['id']}) – {told['state_label']}"
    places = sum(one["places"] for one in mentors)
    yield words["members"].format(seekers=len(seekers), mentors=len(mentors), places=places)
    if gone := [one["name"] for one in told["members"] if one["withdrawn_at"]]:
        yield words["withdrawn"].format(names=", ".join(gone))
    if told["closes_on"] and told["state"] == "open":
        yield words["closes"].format(day=told["closes_on"])
    if told["settled_pairs"]:
        names = {one["id"]: one["name"] for one in told["members"]}
        yield words["settled"]
        for one in told["settled_pairs"]:
            named = {
                "seeker": names.get(one["seeker"], one["seeker"]),
                "mentor": names.get(one["mentor"], one["mentor"]),
            }
            yield "    " + words[one["kind"]].format(**{**one, **named})
    if told["draft_report"]:
        yield from _draft_lines(told, len(seekers), language, whole=whole)
    yield f"{words['next']} {told['next_step']}"


def _draft_lines(told: dict[str, Any], n_seekers: int, language: str, *, whole: bool) -> Iterator[str]:
    words, draft = _WORDS[language], told["draft_report"]
    yield ""
    yield words["draft"].format(number=draft["number"], at=draft["at"][:16].replace("T", " "), by=draft["by"])
    if not draft["up_to_date"]:
        yield words["stale"].format(id=told["id"])
    reached = draft["reached"]
    numbers = {"total": _number(reached["total"], language), "worst": _number(reached["worst"], language)}
    yield words["reached"].format(**{**reached, **numbers}, seekers=n_seekers)
    yield _checked_line(draft, language)
    if reached["shortfall"]:
        yield words["shortfall"].format(n=reached["shortfall"])
    if draft["amended"]:
        yield draft["amended"]["sentence"]
        yield from (f"    {one['sentence']}" for one in draft["amended"]["freed"])
    if not whole:
        return
    for pair in draft["pairs"]:
        yield from _pair_lines(pair, language)
    if draft["unplaced"]:
        yield words["left"]
        yield from (f"    {one['name']} ({one['seeker']}): {one['sentence']}" for one in draft["unplaced"])
    yield from (f"    {one['sentence']}" for one in draft["crowded"])
    yield words["load"]
    yield from ("    " + words["load_line"].format(**one, id=one["mentor"]) for one in draft["mentor_loads"])


def _checked_line(draft: dict[str, Any], language: str) -> str:
    words, verified = _WORDS[language], draft["verified"]
    if draft["objective"] == "stable":
        return words["stable"]
    blocking = words["blocking"].format(n=verified["blocking_pairs"])
    if verified["gap"] == 0:
        return f"{words['proved']} {blocking}"
    return f"{words['bounded'].format(bound=_number(draft['bound'], language))} {blocking}"


def _pair_lines(pair: dict[str, Any], language: str) -> Iterator[str]:
    from web.services.cohorts.words import strongest

    ends = [f"{pair[f'{side}_name']} ({pair[side]})" for side in ("seeker", "mentor")]
    yield f"  {' – '.join(ends)}: {_number(pair['score'], language)}"
    shown = strongest([reason["contribution"] for reason in pair["reasons"]], N_REASONS)
    for reason in (one for one, first in zip(pair["reasons"], shown, strict=True) if first):
        yield f"      {_number(reason['contribution'], language, signed=True):>6}  {reason['sentence']}"
    if len(pair["reasons"]) > N_REASONS:
        yield "              " + _WORDS[language]["small"].format(n=len(pair["reasons"]) - N_REASONS)


def _rule_lines(told: dict[str, Any], language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield words["rules"]
    for one in told["rules"]:
        yield "  " + words["rule"].format(label=one["label"], level=one["level_label"]) + f"  [{one['rule']}]"
        if one["n_broken"] is None:
            continue
        yield "      " + words["effect"].format(broken=one["n_broken"], alone=one["n_alone_excluded"])
        if one["without_mentor"]:
            yield "      " + words["without"].format(names=", ".join(each["name"] for each in one["without_mentor"]))
        yield "      " + _switched_line(one, told["now"], language)
    for kind in ("together", "apart"):
        yield from ("  " + words[kind].format(pair=" – ".join(pair)) for pair in told[kind])
    yield "  " + words["waiting"].format(bonus=_number(told["waiting_bonus"], language))
    if told["now"] is None:
        yield words["not_closed"]


def _switched_line(one: dict[str, Any], now: dict[str, Any], language: str) -> str:
    words, then = _WORDS[language], one["outcome"]
    if then is None:
        return words["impossible"].format(level=one["switched_label"])
    return words["switched"].format(
        level=one["switched_label"],
        placed=then["placed"],
        d_placed=_number(then["placed"] - now["placed"], language, signed=True),
        total=_number(then["total"], language),
        d_total=_number(then["total"] - now["total"], language, signed=True),
    )


def _comparison_lines(told: dict[str, Any], wording: Any) -> Iterator[str]:
    language = wording.language
    words = _WORDS[language]
    for side in (told["before"], told["after"]):
        numbers = {"total": _number(side["total"], language), "worst": _number(side["worst"], language)}
        yield words["compare"].format(**{**side, **numbers})
    changes = told["changes"]
    yield words["same"].format(n=changes["same"])
    for kind in ("removed", "added"):
        for one in changes[kind]:
            named = {"seeker": wording.name(one["seeker"]), "mentor": wording.name(one["mentor"])}
            yield "  " + words[kind].format(**named, score=_number(one["score"], language))
    for kind, shares in told["shares"].items():
        yield words[kind]
        yield from (
            "  " + words["share"].format(**{**one, "group": _group(kind, one["group"], wording)}) for one in shares
        )


def _group(kind: str, group: str, wording: Any) -> str:
    from web.services.gaps import region_label

    if not group:
        return _WORDS[wording.language]["unknown"]
    return region_label(wording.snapshot, group, wording.language) if kind == "region" else group


def _number(value: float | None, language: str, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    text = f"{value:+.2f}" if signed and isinstance(value, float) else f"{value:+d}" if signed else f"{value:.2f}"
    text = text.replace("-", "\N{MINUS SIGN}")
    return text.replace(".", ",") if language == "pl" else text
