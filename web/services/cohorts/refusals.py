"""Why something about a cohort was refused, and the next step, in Polish and English for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matching.assignment.errors import CannotSolve
from matching.cohorts.errors import InvalidRule, Unverified
from matching.cohorts.wishes import ContradictoryWishes
from matching.wording.plurals import polish_plural
from web.services.cohorts.errors import (
    AlreadySettled,
    CannotExport,
    CannotJoin,
    CohortChanged,
    CohortExists,
    DraftOutOfDate,
    ForbiddenCohortStep,
    NobodyToMatch,
    NoDraft,
    NotAMember,
    UnknownCohort,
    UnknownDraft,
    WrongDay,
)
from web.services.cohorts.words import RULES, STATES, said
from web.services.errors import FieldProblem, WrongFields
from web.services.introduction_words import Pair, in_language
from web.services.wording import Wording

_STEPS: Mapping[str, Pair] = {
    "join": ("Zapisywanie uczestników", "Joining"),
    "close": ("Zamknięcie naboru", "Closing"),
    "match": ("Dobieranie mentorów", "Matching"),
    "settle": ("Zmiana ustaleń", "Settling something"),
    "review": ("Zatwierdzenie propozycji", "Confirming the draft"),
    "publish": ("Ogłoszenie", "Publishing"),
    "withdraw": ("Rezygnacja z udziału", "Withdrawing"),
    "end": ("Zakończenie", "Ending"),
}
_FORBIDDEN: Pair = (
    "{step}: cykl {id} musi być wtedy w stanie {allowed}, a jest w stanie {state}. Co dalej, powie: "
    "ogniwo cohort status {id}",
    "{step} is for a cohort that is {allowed}, and {id} is {state}. What comes next, says: ogniwo cohort status {id}",
)
_QUOTED: Pair = ("„{state}”", "“{state}”")
_OR: Pair = (" albo ", " or ")
_KINDS: Mapping[str, Pair] = {
    "lock": ("musi być w każdej propozycji", "it must be in every draft"),
    "veto": ("nie może być w żadnej propozycji", "it must be in no draft"),
    "conflict": ("to konflikt interesów", "it is a conflict of interest"),
}
_SETTLED: Pair = (
    "O parze {pair} ustalono już ({by}): {present_words}. Najpierw trzeba to cofnąć: "
    "ogniwo cohort {present} {id} {ends} --undo",
    "Of {pair} something is settled already, by {by}: {present_words}. Take that back first: "
    "ogniwo cohort {present} {id} {ends} --undo",
)
_JOINING: Mapping[str, Pair] = {
    "unknown": ("Nie ma w sieci „{name}”. Znajdź najpierw po nazwie.", "There is no “{name}” in the network."),
    "left": ("{name}: nie ma jej już w sieci (od {day}).", "{name} left the network on {day}."),
    "partner": (
        "{name} jest tylko partnerem; zapisują się organizacje i mentorzy.",
        "{name} is a partner only; organisations and mentors take part.",
    ),
    "affiliation": (
        "--affiliation: nie ma w sieci „{affiliation}”. Podaj identyfikator organizacji albo partnera.",
        "--affiliation: there is no “{affiliation}” in the network. Give the id of an organisation or a partner.",
    ),
    "no_mentor": (
        "--affiliation podaje się tylko przy mentorze; {name} to organizacja.",
        "--affiliation is for mentors; {name} is an organisation. Leave it out.",
    ),
    "left_since": (
        "{name}: odejście z sieci już po zapisaniu. Najpierw: ogniwo cohort withdraw",
        "{name} has left the network since joining. First: ogniwo cohort withdraw",
    ),
}
_SIDES: Mapping[str, Pair] = {
    "": ("", ""),
    "seeker": (" jako organizacja", " as an organisation"),
    "mentor": (" jako mentor", " as a mentor"),
}
_WISHES: Mapping[str, Pair] = {
    "vetoed": ("{lock} – a dla pary {pair} jest weto.", "{lock}, but there is a veto of {pair}."),
    "rule": (
        "{lock} – a {pair} to para, która łamie zasadę „{rule}” [{rule_code}].",
        "{lock}, but {pair} breaks the rule “{rule}” [{rule_code}].",
    ),
    "rule_itself": (
        "{lock}, a łamie ona zasadę „{rule}” [{rule_code}].",
        "{lock}, but it breaks the rule “{rule}” [{rule_code}].",
    ),
    "limit": (
        "{lock} – razem z: {others} – to więcej podobnych organizacji u jednego mentora, niż pozwala zasada "
        "[limit_per_mentor].",
        "{lock}, with {others}, makes more alike organisations of one mentor than the rule [limit_per_mentor] allows.",
    ),
    "not_weighed": (
        "{lock} – a przy zamknięciu naboru pary {pair} nie oceniono, bo każda ze stron miała wiele lepszych.",
        "{lock}, but on closing {pair} was not weighed, since both had many that fit better.",
    ),
    "unknown": ("{lock} – a {actor} nie bierze udziału.", "{lock}, but {actor} does not take part."),
    "demand": (
        "{lock}, a {actor} ma mieć najwyżej {n_mentors}. Ustalono już: {others}.",
        "{lock}, but {actor} asks for {n_mentors} only. Locked already: {others}.",
    ),
    "capacity": (
        "{lock}, a {actor} ma tylko {n_places}. Ustalono już: {others}.",
        "{lock}, but {actor} has {n_places} only. Locked already: {others}.",
    ),
    "apart": (
        "{lock}, a także: {others} – a {first} i {second} mają mieć różnych mentorów.",
        "{lock}, and {others}, but {first} and {second} are kept apart.",
    ),
    "both": (
        "{first} i {second} nie mogą mieć zarazem tego samego i różnych mentorów.",
        "{first} and {second} cannot be kept together and apart.",
    ),
}
_LOCK: Pair = ("Ustalono z góry parę {pair}", "Locked: {pair}")
_TOGETHER: Pair = (
    " (a {one} i {other} mają mieć tych samych mentorów)",
    " (and {one} and {other} are kept together)",
)
_TAKE_BACK: Pair = ("Jedno z dwojga trzeba cofnąć.", "Take one of the two back.")
_NOTHING_ELSE: Pair = ("nic więcej", "nothing else")
_WRITTEN: Pair = (
    "ZASADA=off, ZASADA=must, ZASADA=should albo ZASADA=should:KOSZT; experience_gap=must:OD..DO w latach; "
    "limit_per_mentor=must:N/region albo must:N/kind",
    "RULE=off, RULE=must, RULE=should or RULE=should:COST; experience_gap=must:LEAST..MOST in years; "
    "limit_per_mentor=must:N/region or must:N/kind",
)
_INVALID: Mapping[str, Pair] = {
    "written": ("Nie wiadomo, co znaczy „{value}”. Pisze się: {how}", "“{value}” is not understood. Write: {how}"),
    "unknown": ("Nie ma zasady „{value}”. Są: {allowed}", "There is no rule “{value}”. There are: {allowed}"),
    "level": ("„{value}” nie jest możliwe. Możliwe: {allowed}", "“{value}” is not possible. Possible: {allowed}"),
    "cost": ("„{value}”: koszt musi być większy od 0 i najwyżej 20.", "“{value}”: a cost is above 0, up to 20."),
    "bounds": (
        "„{value}”: granice to liczby lat, najpierw mniejsza.",
        "“{value}”: bounds are numbers of years, the lower one first.",
    ),
    "bonus": ("--waiting-bonus to liczba od 0 do 20.", "--waiting-bonus is a number from 0 to 20."),
    "same": ("--{option}: podaj dwie różne organizacje.", "--{option}: name two different organisations."),
    "stable": (
        "Dobór stabilny nie zna zasady {rule}. Wybierz --objective best albo wyłącz tę zasadę.",
        "A stable matching does not know the rule {rule}. Choose --objective best, or switch the rule off.",
    ),
}
_FIELDS: Mapping[tuple[str, str], Pair] = {
    ("cohort", "form"): (
        "{value} nie może być identyfikatorem; dozwolone są małe litery bez ogonków, cyfry, - i _, najwyżej 40 znaków",
        "{value} is no id; allowed: small letters without accents, digits, - and _, at most 40",
    ),
    ("ends", "order"): ("{day} jest przed pierwszym dniem, {first}", "{day} is before the first day, {first}"),
    ("closes_on", "order"): ("{day} jest po pierwszym dniu, {first}", "{day} is after the first day, {first}"),
    ("places", "range"): ("{value} nie jest liczbą od {least} do {most}", "{value} is not from {least} to {most}"),
    ("places", "missing"): (
        "brak: w sieci nie ma liczby miejsc, podaj --places",
        "missing: the network does not say how many; give --places",
    ),
    ("minimum", "range"): (
        "{value}: podaje się przy mentorach, od 0 do {most}",
        "{value} is for mentors, from 0 to {most}",
    ),
}
_MISSING: Pair = ("trzeba podać", "is missing")
_WRONG: Pair = ("Nic nie zapisano; popraw:", "Nothing was written; correct:")
_SIMPLE: Mapping[type[Exception], Pair] = {
    UnknownCohort: (
        "Nie ma cyklu „{cohort_id}”. Listę pokaże: ogniwo cohort status; nowy otworzy: ogniwo cohort open",
        "There is no cohort “{cohort_id}”. See the list: ogniwo cohort status; open a new one: ogniwo cohort open",
    ),
    CohortChanged: (
        "Ktoś w tym czasie zmienił cykl {cohort_id}, więc nic nie zapisano. Uruchom polecenie jeszcze raz.",
        "Somebody changed {cohort_id} in the meantime, so nothing was kept. Run the command again.",
    ),
    DraftOutOfDate: (
        "Od propozycji nr {number} coś ustalono inaczej. Najpierw: ogniwo cohort match {cohort_id}",
        "Draft {number} does not fit what is settled now. First: ogniwo cohort match {cohort_id}",
    ),
    NoDraft: (
        "Cykl {cohort_id} nie ma jeszcze żadnej propozycji. Co najpierw, powie: ogniwo cohort status {cohort_id}",
        "{cohort_id} has no draft yet. What comes first, says: ogniwo cohort status {cohort_id}",
    ),
    CannotSolve: ("Nie udało się dobrać mentorów: {error}", "The mentors could not be matched: {error}"),
    Unverified: (
        "Wynik nie przeszedł niezależnego sprawdzenia i nie został zapisany: {error}. Zgłoś to, proszę.",
        "The answer failed its independent check and was not kept: {error}. Please report this.",
    ),
}
_NOBODY: Mapping[str, Pair] = {
    "organisations": (
        "Cykl {id} nie ma żadnej organizacji. Zapisz je, dopóki nabór jest otwarty: ogniwo cohort join {id} KTO",
        "The cohort {id} has no organisations. Add them while it is open: ogniwo cohort join {id} WHO",
    ),
    "mentors": (
        "Cykl {id} nie ma żadnego mentora. Zapisz ich, dopóki nabór jest otwarty: ogniwo cohort join {id} KTO",
        "The cohort {id} has no mentors. Add them while it is open: ogniwo cohort join {id} WHO",
    ),
}
_EXISTS: Mapping[str, Pair] = {
    "name": ("inną nazwę", "another name"),
    "starts": ("inny pierwszy dzień", "another first day"),
    "ends": ("inny ostatni dzień", "another last day"),
    "closes_on": ("inny dzień zamknięcia", "another closing day"),
    "history": ("sieć zna taki cykl z przeszłości", "the network knows one of the past"),
}
_THERE: Pair = (
    "Cykl {id} już jest ({what}). Wybierz inny identyfikator.",
    "The cohort {id} is there already ({what}). Choose another id.",
)
_NOT_MEMBER: Pair = (
    "{name} nie bierze udziału w cyklu {id}{side}. Kto bierze, pokaże: ogniwo cohort status {id}",
    "{name} does not take part in {id}{side}. Who does, shows: ogniwo cohort status {id}",
)
_NO_SUCH_DRAFT: Pair = (
    "Cykl {id} nie ma propozycji nr {number}. Są: {there}",
    "{id} has no draft {number}. There are: {there}",
)
_NONE_YET: Pair = ("jeszcze żadna", "none yet")
_DAYS: Mapping[str, Pair] = {
    "not_begun": (
        "Cykl {id} zaczyna się {first}, a według zegara tego komputera jest {day}. Poczekaj do tego dnia; jeśli "
        "cykl się nie odbędzie: ogniwo cohort end {id} --cancel",
        "The cohort {id} begins on {first}, and by this machine’s clock it is {day}. Wait until then; if it is not to "
        "take place: ogniwo cohort end {id} --cancel",
    ),
    "clock_behind": (
        "Według zegara tego komputera jest {day}, a cykl {id} trwa od {first} i zmieniono go ostatnio {changed}. Nic "
        "nie zapisano. Ustaw zegar i powtórz polecenie.",
        "By this machine’s clock it is {day}, but the cohort {id} has run since {first} and was last changed on "
        "{changed}. Nothing was written. Set the clock right and run the command again.",
    ),
    "pair_later": (
        "Według zegara tego komputera jest {day}, a {pair} pracują razem od {since}. Nic nie zapisano. Ustaw zegar i "
        "powtórz polecenie.",
        "By this machine’s clock it is {day}, but {pair} have worked together since {since}. Nothing was written. Set "
        "the clock right and run the command again.",
    ),
    "over": (
        "Ostatnim dniem cyklu {id} był {last}, więc nikt już w nim nie zacznie. Zakończ go: ogniwo cohort end {id}",
        "The last day of {id} was {last}, so nobody can begin any more. End it: ogniwo cohort end {id}",
    ),
}
_EXPORT: Mapping[str, Pair] = {
    "ending": (
        "Nie zapisano {path}: nazwa musi się kończyć na .csv, .xlsx albo .json.",
        "{path} was not written: its name must end in .csv, .xlsx or .json.",
    ),
    "there": (
        "Nie zapisano {path}: taki plik już jest; podaj inną nazwę.",
        "{path} was not written: it is there already; name another file.",
    ),
}


def refusal(error: Exception, wording: Wording) -> str | None:
    """The words; None for an error that is not about a cohort."""
    if type(error) in _SIMPLE:
        cause = "; ".join(error.problems) if isinstance(error, Unverified) else str(error)
        return said(_SIMPLE[type(error)], wording, **{**vars(error), "error": cause})
    said_by = _REFUSALS.get(type(error))
    return said_by(error, wording) if said_by else None


def _forbidden(error: ForbiddenCohortStep, wording: Wording) -> str:
    now, *states = [
        said(_QUOTED, wording, state=in_language(STATES[one], wording)) for one in (error.state, *error.allowed)
    ]
    allowed = in_language(_OR, wording).join(filter(None, [", ".join(states[:-1]), states[-1]]))
    step = in_language(_STEPS[error.step], wording)
    return said(_FORBIDDEN, wording, id=error.cohort_id, state=now, step=step, allowed=allowed)


def _settled(error: AlreadySettled, wording: Wording) -> str:
    facts = {"pair": _pair(error.pair, wording), "ends": " ".join(error.pair), "by": error.by, "id": error.cohort_id}
    words = in_language(_KINDS[error.present], wording)
    return said(_SETTLED, wording, **facts, present=error.present, present_words=words)


def _joining(error: CannotJoin, wording: Wording) -> str:
    return said(_JOINING[error.code], wording, name=wording.name(error.actor_id), **error.facts)


def _contradiction(error: ContradictoryWishes, wording: Wording) -> str:
    facts: dict[str, Any] = dict(error.facts)
    told: dict[str, Any] = {one: wording.name(facts[one]) for one in ("actor", "first", "second") if one in facts}
    if "lock" in facts:
        told["lock"] = _lock(facts["lock"], facts.get("pair", facts["lock"]), wording)
        told["pair"] = _pair(facts.get("pair", facts["lock"]), wording)
    if "others" in facts:
        told["others"] = "; ".join(_pair(one, wording) for one in facts["others"]) or in_language(
            _NOTHING_ELSE, wording
        )
    if "rule" in facts:
        told |= {"rule": in_language(RULES[facts["rule"]], wording), "rule_code": facts["rule"]}
    if "n" in facts:
        told |= {"n_mentors": _n_mentors(facts["n"], wording), "n_places": _n_places(facts["n"], wording)}
    itself = error.code == "rule" and facts["lock"] == facts.get("pair", facts["lock"])
    sentence = said(_WISHES["rule_itself" if itself else error.code], wording, **told)
    return f"{sentence} {in_language(_TAKE_BACK, wording)}"


def _n_mentors(n: int, wording: Wording) -> str:
    if wording.language == "pl":
        return f"{n} {'mentora' if n == 1 else 'mentorów'}"
    return f"{n} mentor{'' if n == 1 else 's'}"


def _n_places(n: int, wording: Wording) -> str:
    if wording.language == "pl":
        return polish_plural(n, "miejsce", "miejsca", "miejsc")
    return f"{n} place{'' if n == 1 else 's'}"


def _lock(lock: tuple[str, str], pair: tuple[str, str], wording: Wording) -> str:
    told = said(_LOCK, wording, pair=_pair(lock, wording))
    if lock[0] == pair[0]:
        return told
    return told + said(_TOGETHER, wording, one=wording.name(lock[0]), other=wording.name(pair[0]))


def _pair(pair: tuple[str, str], wording: Wording) -> str:
    return " – ".join(f"{wording.name(one)} ({one})" for one in pair)


def _invalid(error: InvalidRule, wording: Wording) -> str:
    facts = {"value": f"{error.value}"[:60], "allowed": error.allowed, "option": error.option, "rule": error.rule}
    return said(_INVALID[error.code], wording, **facts, how=in_language(_WRITTEN, wording))


def _wrong_fields(error: WrongFields, wording: Wording) -> str:
    return "\n".join(
        [in_language(_WRONG, wording), *(f"  {one.field}: {_field(one, wording)}" for one in error.problems)]
    )


def _field(problem: FieldProblem, wording: Wording) -> str:
    words = _FIELDS.get((problem.field, problem.code))
    if words is not None:
        return said(words, wording, **problem.facts)
    return in_language(_MISSING, wording) if problem.code == "missing" else problem.message


def _exists(error: CohortExists, wording: Wording) -> str:
    return said(_THERE, wording, id=error.cohort_id, what=in_language(_EXISTS[error.differing], wording))


def _not_member(error: NotAMember, wording: Wording) -> str:
    side = in_language(_SIDES[error.side], wording)
    return said(_NOT_MEMBER, wording, name=wording.name(error.actor_id), id=error.cohort_id, side=side)


def _no_such_draft(error: UnknownDraft, wording: Wording) -> str:
    there = ", ".join(map(str, error.there)) or in_language(_NONE_YET, wording)
    return said(_NO_SUCH_DRAFT, wording, id=error.cohort_id, number=error.number, there=there)


def _wrong_day(error: WrongDay, wording: Wording) -> str:
    facts: dict[str, Any] = {"id": error.cohort_id, "day": error.day, **error.facts}
    if "pair" in facts:
        facts["pair"] = _pair(facts["pair"], wording)
    return said(_DAYS[error.code], wording, **facts)


_REFUSALS: Mapping[type[Exception], Callable[[Any, Wording], str]] = {
    ForbiddenCohortStep: _forbidden,
    AlreadySettled: _settled,
    CannotJoin: _joining,
    ContradictoryWishes: _contradiction,
    InvalidRule: _invalid,
    WrongFields: _wrong_fields,
    CohortExists: _exists,
    NotAMember: _not_member,
    UnknownDraft: _no_such_draft,
    NobodyToMatch: lambda error, wording: said(_NOBODY[error.missing], wording, id=error.cohort_id),
    WrongDay: _wrong_day,
    CannotExport: lambda error, wording: said(_EXPORT[error.code], wording, path=error.path),
}
