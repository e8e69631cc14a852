"""Polish sentences. The seeker is addressed as "wy"; names stay in the nominative.

Names of organisations are not inflected by rules that would get them wrong; sentences are
built so that they need not be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matching.results import Band
from matching.wording import polish_signals
from matching.wording.plurals import polish_plural
from matching.wording.polish_places import place
from matching.wording.said import Said

BANDS: Mapping[Band, str] = {
    Band.STRONG: "bardzo dobre dopasowanie",
    Band.GOOD: "dobre dopasowanie",
    Band.POSSIBLE: "możliwe dopasowanie",
}

_COMPONENTS = {
    "training": "szkolenia",
    "network": "sieć współpracy",
    "strategy": "planowanie strategiczne",
    "image": "wizerunek",
}
_FIELDS = {
    "needs": "czego potrzebujecie",
    "region": "gdzie działacie",
    "offers": "co możecie zaoferować innym",
    "spheres": "czym się zajmujecie",
}
_CHANGED = {
    "needs": "potrzeby",
    "offers": "oferta",
    "regions": "miejsca działania",
    "spheres": "sfery działania",
    "online": "praca online",
    "languages": "języki pracy",
    "capacity": "liczba miejsc",
}
_NOBODY = {
    "peer": "żadnej innej organizacji",
    "mentor": "żadnej osoby mentorskiej",
    "partner": "żadnego partnera z innego sektora",
    "call": "żadnej organizacji, osoby mentorskiej ani partnera",
}
_WHOSE_PLACE = {
    "peer": "organizacją",
    "mentor": "osobą mentorską",
    "partner": "partnerem z innego sektora",
    "call": "organizacją, osobą mentorską ani partnerem",
}
_LANGUAGES = {
    "pl": "polski",
    "en": "angielski",
    "uk": "ukraiński",
    "de": "niemiecki",
    "ru": "rosyjski",
    "be": "białoruski",
    "fr": "francuski",
    "lt": "litewski",
    "cs": "czeski",
    "sk": "słowacki",
    "es": "hiszpański",
}


def _languages(said: Said) -> str:
    mine, theirs = (", ".join(_LANGUAGES.get(c, c) for c in said.ids(side)) for side in ("seeker", "provider"))
    return f"Nie macie wspólnego języka pracy (wy: {mine}; druga strona: {theirs})."


def _spheres(said: Said) -> str:
    listed = said.names.spheres(said.ids("spheres"))
    one = len(said.ids("spheres")) == 1
    return f"{'Łączy was ta sama sfera działania' if one else 'Łączą was te same sfery działania'}: {listed}."


def _free_places(said: Said) -> str:
    free = polish_plural(said.number("n_free"), "wolne miejsce", "wolne miejsca", "wolnych miejsc")
    return f"Przyjmuje kolejne organizacje: {free}, a wszystkich jest {said.number('capacity')}."


def _declined_lately(said: Said) -> str:
    if said.facts["unchanged"]:
        return (
            f"Prośba o ten kontakt została odrzucona ({said.day('declined')}) i od tego czasu nic się nie zmieniło "
            "w żadnym z profili. Weźmiemy tę parę znów pod uwagę, gdy po którejś stronie zmienią się potrzeby, oferta, "
            "miejsce działania albo coś podobnie ważnego."
        )
    return f"Prośba o ten kontakt została niedawno odrzucona ({said.day('declined')})."


def _introduced_already(said: Said) -> str:
    if said.text("accepted"):
        return f"Kontakt już nawiązany: prośbę przyjęto {said.day('accepted')}."
    return f"O ten kontakt już poproszono ({said.day('asked')}); prośba czeka na odpowiedź."


def _if_all_of_this(said: Said) -> str:
    needed, offered = said.ids("needed"), said.ids("offered")
    parts = [
        *([f"szukali też tego: {said.names.skills(needed)}"] if needed else []),
        *([f"oferowali też to: {said.names.skills(offered)}"] if offered else []),
        *(["zaznaczyli w profilu, że pracujecie także online"] if said.facts["online"] else []),
    ]
    return f"Dopiero wszystko naraz: gdybyście {', a do tego '.join(parts)}."


def _declined_before(said: Said) -> str:
    sides = (("u was", said.ids("yours")), ("po drugiej stronie", said.ids("theirs")))
    changed = [f"{side} – {', '.join(_CHANGED[field] for field in fields)}" for side, fields in sides if fields]
    since = f" Od tego czasu coś się zmieniło: {'; '.join(changed)}." if changed else ""
    return f"Prośba o ten kontakt została odrzucona ({said.day('declined')}).{since}"


def _not_in_network(said: Said) -> str:
    if left := said.day("left"):
        return f"{said.provider_first} nie należy już do sieci (od {left})."
    return f"{said.provider_first} jeszcze nie należy do sieci (dołączy {said.day('joins')})."


def _already_partners(said: Said) -> str:
    if said.facts["ongoing"]:
        return f"{said.provider_first} i wy już ze sobą współpracujecie."
    return f"{said.provider_first} i wy już się znacie (ostatnia współpraca: {said.day('last_day')})."


def _capacity_unknown(said: Said) -> str:
    n = said.number("n_mentored")
    now = polish_plural(n, "organizację", "organizacje", "organizacji")
    supports = f"teraz wspiera {now}" if n else "teraz nie wspiera żadnej"
    return f"Nie wiemy, ilu organizacjom może pomóc naraz; {supports}. Warto najpierw zapytać."


def _nothing_to_gain(said: Said) -> str:
    missing = {
        "seeker": f"{said.provider_first} nie oferuje niczego, czego potrzebujecie",
        "provider": f"Nie oferujecie niczego, czego potrzebuje {said.provider}",
        "both": "Żadna ze stron nie oferuje tego, czego potrzebuje druga",
    }
    return f"{missing[said.text('side')]}, a nie łączy was sfera działania, miejsce ani wspólne kontakty."


def _outside_component(said: Said) -> str:
    return f"Żadna ze stron nie szuka tego, co druga oferuje w części programu „{_component(said)}”."


def _component(said: Said) -> str:
    return _COMPONENTS.get(said.text("component"), "")


def _needs_missing(said: Said) -> str:
    where = f" w części programu „{_component(said)}”" if said.text("component") else ""
    return (
        f"Nie podaliście, czego potrzebujecie{where}, więc propozycje opierają się na miejscu, sferze "
        "działania i kontaktach. Dopiszcie w profilu potrzeby: to pomoże najbardziej."
    )


def _field_hint(said: Said) -> str:
    field = _FIELDS.get(said.text("field"))
    return f" Najbardziej pomoże, jeśli dopiszecie w profilu, {field}." if field else ""


def _few(said: Said) -> str:
    found = polish_plural(said.number("n_eligible"), "propozycja", "propozycje", "propozycji")
    return f"Więcej pasujących na razie nie ma: {found}.{_field_hint(said)}"


def _nobody_in_role(said: Said) -> str:
    return f"W sieci nie ma jeszcze {_NOBODY[said.text('kind')]}. Zajrzyjcie tu, gdy sieć urośnie."


def _nobody_related(said: Said) -> str:
    hint = _field_hint(said) or " Rozszerzcie listę potrzeb albo regionów działania."
    return f"Nikt w sieci nie oferuje na razie tego, czego potrzebujecie, ani nie działa w pobliżu.{hint}"


def _profile_empty(said: Said) -> str:
    return f"Wiemy o was za mało, żeby coś uczciwie zaproponować.{_field_hint(said)}"


def _far_without_need(said: Said) -> str:
    km = said.number("km")
    return f"To daleko{f' (około {km} km)' if km >= 0 else ''}, a żadna ze stron nie ma tego, czego szuka druga."


def _everybody_excluded(said: Said) -> str:
    return _EXCLUDED_BY[said.text("rule")]


_EXCLUDED_BY = {
    "self": "Poza wami nie ma w sieci nikogo, kto by pasował. Rozszerzcie listę potrzeb albo regionów działania.",
    "wrong_role": "Nikt w tej roli nie pasuje. Spróbujcie innego rodzaju propozycji.",
    "not_in_network": "Wszyscy, którzy pasują, odeszli z sieci. Spróbujcie innego rodzaju propozycji.",
    "already_partners": "Ze wszystkimi, którzy pasują, już współpracujecie albo się znacie. "
    "Dopiszcie nowe potrzeby, a poszukamy dalej.",
    "already_mentoring": "Osoby mentorskie, które pasują, już was wspierają. Dopiszcie nowe potrzeby.",
    "at_capacity": "Wszystkie osoby mentorskie, które pasują, mają komplet. Poproście koordynatorkę lub koordynatora "
    "o miejsce w następnym cyklu.",
    "declined_lately": "Prośby o kontakt z tymi, którzy pasują, zostały odrzucone. Wrócą, gdy w którymś z profili "
    "zmienią się potrzeby, oferta albo miejsca działania.",
    "introduced_already": "O kontakt ze wszystkimi, którzy pasują, już poproszono. Poczekajcie na odpowiedź.",
    "outside_component": "W tej części programu nikt nie oferuje tego, czego potrzebujecie. "
    "Zapytajcie o wszystkie części naraz.",
    "nothing_to_gain": "Nikt nie oferuje na razie tego, czego potrzebujecie. Dopiszcie inne potrzeby "
    "albo spróbujcie innego rodzaju propozycji.",
    "far_without_need": "Partnerzy, z którymi coś was łączy, są daleko i nie mają tego, czego potrzebujecie. Dopiszcie "
    "nowe potrzeby albo regiony, w których działacie.",
    "more_against": "Ci, którzy pasują, są za daleko. Dopiszcie nowe potrzeby albo zaznaczcie w profilu, "
    "że pracujecie online.",
}

SENTENCES: Mapping[str, Callable[[Said], str]] = {
    # Signals.
    "need_met": lambda s: f"{s.provider_first} oferuje to, czego potrzebujecie: {s.names.skills(s.ids('skills'))}.",
    "need_served": lambda s: f"Wy możecie pomóc w tym, czego szuka {s.provider}: {s.names.skills(s.ids('skills'))}.",
    "place": place,
    "sphere": _spheres,
    "free_places": _free_places,
    "languages": _languages,
    **polish_signals.SENTENCES,
    # What the list adds.
    "exposure": lambda s: (
        f"W ostatnich tygodniach tę propozycję widziało już wielu innych ({s.number('n_seekers')}), "
        "więc schodzi nieco niżej, żeby dać szansę pozostałym."
    ),
    "diversity": lambda s: (
        f"Jest podobna do innej propozycji na liście ({s.names.actor(s.text('like_id'))}), więc schodzi nieco niżej."
    ),
    "newcomer": lambda s: "Dwa z dziesięciu miejsc zostawiamy tym, którzy są w sieci nowi albo mało znani.",
    "unseen": lambda s: "Tej propozycji nikt jeszcze nie widział; kilka ostatnich miejsc zostawiamy właśnie takim.",
    # Why a pair is not listed, and what would list it.
    "shown_often": lambda s: (
        f"Tę propozycję widziało ostatnio tak wielu innych ({s.number('n_seekers')}), że pierwszeństwo mają pozostali."
    ),
    "place_for_another": lambda s: (
        "Zabrakło bardzo niewiele: miejsce na liście dostał ktoś mało znany albo mniej podobny do pozostałych."
    ),
    "if_you_needed": lambda s: f"Gdybyście szukali też tego: {s.names.skills(s.ids('skills'))}.",
    "if_you_offered": lambda s: f"Gdybyście oferowali też to: {s.names.skills(s.ids('skills'))}.",
    "if_you_worked_online": lambda s: "Gdybyście zaznaczyli w profilu, że pracujecie także online.",
    "if_all_of_this": _if_all_of_this,
    # Rules.
    "self": lambda s: "To wy sami.",
    "wrong_role": lambda s: f"{s.provider_first} nie jest {_WHOSE_PLACE[s.text('kind')]}.",
    "not_in_network": _not_in_network,
    "already_partners": _already_partners,
    "already_mentoring": lambda s: f"{s.provider_first} już was wspiera.",
    "at_capacity": lambda s: f"{s.provider_first} nie ma wolnych miejsc (wszystkich: {s.number('capacity')}).",
    "declined_lately": _declined_lately,
    "introduced_already": _introduced_already,
    "outside_component": _outside_component,
    "nothing_to_gain": _nothing_to_gain,
    "far_without_need": _far_without_need,
    "more_against": lambda s: "Więcej przemawia przeciw niż za: odległość lub język ważą więcej niż korzyści.",
    # Caveats.
    "offers_unknown": lambda s: f"{s.provider_first} nie podaje jeszcze, co oferuje innym.",
    "needs_unknown": lambda s: f"Nie wiemy, czego szuka {s.provider}.",
    "own_offers_unknown": lambda s: f"Nie podaliście, co oferujecie, więc nie wiemy, co zyska {s.provider}.",
    "no_need_met": lambda s: "Żadna z waszych potrzeb nie zostanie tu wprost zaspokojona.",
    "nothing_in_return": lambda s: f"Nie oferujecie niczego, czego szuka {s.provider}.",
    "region_unknown": lambda s: f"Nie wiemy, gdzie działa {s.provider}.",
    "far_and_not_online": lambda s: (
        f"To daleko (około {s.number('km')} km), a przynajmniej jedna ze stron nie podaje, że pracuje online."
    ),
    "capacity_unknown": _capacity_unknown,
    "last_free_place": lambda s: "Zostało ostatnie wolne miejsce.",
    "mentored_before": lambda s: f"Pracowaliście już razem (do {s.day('last_day')}).",
    "declined_before": _declined_before,
    "joined_lately": lambda s: f"W sieci od niedawna ({s.day('joined')}), więc niewiele jeszcze o sobie wiemy.",
    "no_contacts": lambda s: f"{s.provider_first} nie ma jeszcze w sieci żadnej odnotowanej współpracy.",
    # Notes.
    "seeker_is_no_organisation": lambda s: (
        f"Propozycje przygotowujemy dla organizacji i grup nieformalnych, a {s.seeker} nie ma tej roli. "
        "Wybierzcie organizację albo dodajcie tę rolę w profilu."
    ),
    "seeker_not_in_network": lambda s: (
        f"{s.seeker} nie należy teraz do sieci, więc nie ma propozycji. "
        "Sprawdźcie w profilu daty dołączenia i odejścia."
    ),
    "needs_missing": _needs_missing,
    "region_missing": lambda s: (
        "Nie podaliście, gdzie działacie, więc odległość się tu nie liczy. "
        "Dopiszcie w profilu region: to pomoże najbardziej."
    ),
    "few": _few,
    "nobody_in_role": _nobody_in_role,
    "nobody_related": _nobody_related,
    "call_without_place": lambda s: (
        "Nie podaliście miejsca, więc odległość się tu nie liczy. Dodajcie region albo powiedzcie, kto pyta."
    ),
    "call_not_understood": lambda s: (
        "W waszym opisie nie rozpoznaliśmy żadnej umiejętności, więc pokazujemy tych, którzy są blisko i działają "
        "podobnie. Napiszcie zwykłymi słowami, w czym potrzebujecie pomocy, na przykład „napisanie wniosku o dotację”."
    ),
    "call_unanswered": lambda s: (
        "Nikt w sieci nie może na razie na to odpowiedzieć. Opiszcie potrzebę innymi słowami, dodajcie miejsce "
        "albo zapytajcie koordynatorkę lub koordynatora."
    ),
    "profile_empty": _profile_empty,
    "everybody_excluded": _everybody_excluded,
}
