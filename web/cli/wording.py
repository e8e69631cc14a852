"""The words around suggestions in the terminal, in Polish and English."""

from __future__ import annotations

WORDS = {
    "peer": ("Z kim współpracować", "Who to work with"),
    "mentor": ("Wsparcie mentorskie", "Mentors"),
    "partner": ("Partnerzy z innych sektorów", "Partners of other sectors"),
    "score": ("razem", "in all"),
    "small": (
        "drobniejsze powody razem ({n}; wszystkie pokaże --why)",
        "lesser reasons together ({n}; --why shows them all)",
    ),
    "sides": (
        "wasz zysk {seeker}, zysk drugiej strony {provider}",
        "your gain {seeker}, the other side’s {provider}",
    ),
    "reranked": ("zmiana przez kolejność na liście {list}", "changed by the order of the list {list}"),
    "eligible": ("Pasujących możliwości: {n}.", "Possibilities that fit: {n}."),
    "none": ("Brak propozycji.", "No suggestions."),
    "rank": ("miejsce {rank} z {n}", "place {rank} of {n}"),
    "shown": ("jest wśród pokazanych propozycji", "is among the suggestions shown"),
    "gap": ("do pokazanych brakuje {gap}", "{gap} short of those shown"),
    "changes": ("Co wprowadziłoby ją na listę:", "What would bring it onto the list:"),
    "no_introductions": (
        "Nie ma takich próśb o kontakt. Kogo z kim poznać, podpowie `ogniwo suggest`; poprosić można przez "
        "`ogniwo introduce`.",
        "There are no such introductions. `ogniwo suggest` says who should meet; `ogniwo introduce` asks for it.",
    ),
    "no_changes": (
        "Sama zmiana waszego profilu tu nie wystarczy, nawet kilka dodatkowych potrzeb i ofert naraz.",
        "No change of your profile alone would be enough, not even several further needs and offers at once.",
    ),
    "understood": ("Rozumiemy, że chodzi o: {skill} („{words}”)", "Understood: {skill} (“{words}”)"),
    "understood_place": ("Miejsce: {place} („{words}”)", "Place: {place} (“{words}”)"),
    "not_understood": ("Nie rozpoznaliśmy żadnej umiejętności.", "No skill was recognised."),
    "excluded": ("Tej pary nie proponujemy.", "This pair is not suggested."),
    "otherwise": ("Co wynika z samego porównania:", "What comparing the two gives all the same:"),
    "demo": ("Trzy propozycje dla organizacji:", "Three suggestions for the organisation:"),
    "nobody": (
        "w sieci nie ma nikogo o nazwie „{text}”; spróbujcie z fragmentem nazwy albo podajcie identyfikator",
        "there is nobody called “{text}” in the network; try a part of the name, or the id",
    ),
    "several": (
        "„{text}” pasuje do kilku; podajcie identyfikator:",
        "“{text}” may be any of these; give the id:",
    ),
    "paired": ("{a} – {b}: {score}", "{a} – {b}: {score}"),
    "pairs": (
        "Pary: {pairs}. Uczestnicy: {all}. Suma: {total}.",
        "Pairs: {pairs}. Participants: {all}. Total: {total}.",
    ),
    "trio": ("Trójka: {who}.", "Three together: {who}."),
    "proved": (
        "Sprawdzony dowód: żaden inny wybór nie ma większej sumy.",
        "Checked proof: no other choice has a higher total.",
    ),
    "bound": (
        "Żaden inny wybór nie ma sumy większej niż {bound}; nie udowodniono, że ten jest najlepszy.",
        "No other choice has a total above {bound}; it is not proved that this one is the best.",
    ),
    "unpaired": ("Bez pary: {who}.", "Without a partner: {who}."),
    "round": ("Runda {number}", "Round {number}"),
    "table": ("stolik {number}: {who}", "table {number}: {who}"),
    "too_many_seats": (
        "{seats} miejsc we wszystkich rundach to za dużo (najwyżej {most}); zmniejszcie --groups, --size albo --rounds",
        "{seats} seats in all rounds are too many (at most {most}); ask for fewer by --groups, --size or --rounds",
    ),
    "no_repeats": ("Nikt nie spotyka nikogo dwa razy.", "Nobody meets anybody twice."),
    "repeats": (
        "Pary, które spotkają się ponownie: {pairs}. Ponowne spotkania: {more}.",
        "Pairs who meet again: {pairs}. Meetings after the first: {more}.",
    ),
    "fewest_repeats": (
        "Mniej ponownych spotkań nie da się uzyskać.",
        "There cannot be fewer meetings after the first.",
    ),
    "repeats_at_least": (
        "Lepszego układu nie znaleziono; ponownych spotkań musi być co najmniej {more}.",
        "No better plan was found; there must be at least {more} meetings after the first.",
    ),
    "open": ("Otwórz w przeglądarce:", "Open in a browser:"),
    "stop": ("Ctrl-C kończy.", "Ctrl-C ends."),
    "loopback": (
        "Dostępne tylko na tym komputerze, bo nie ma jeszcze kont.",
        "Only this machine can reach it, because there are no accounts yet.",
    ),
}


def word(key: str, language: str, **facts: object) -> str:
    """The words for the key in that language ("pl" or "en").

    >>> word("rank", "en", rank=2, n=14)
    'place 2 of 14'
    """
    polish, english = WORDS[key]
    return (polish if language == "pl" else english).format(**facts)


def number(value: float, language: str) -> str:
    """The number with its sign and two decimals, as the language writes it.

    >>> number(1.25, "pl"), number(-0.5, "en"), number(-0.001, "en")
    ('+1,25', '−0.50', '+0.00')
    """
    rounded = round(value, 2) + 0.0
    text = f"{rounded:+.2f}".replace("-", "−")
    return text.replace(".", ",") if language == "pl" else text


def count(value: int, language: str) -> str:
    """The count with its thousands apart, as the language writes it.

    >>> count(45780, "pl"), count(45780, "en")
    ('45\xa0780', '45,780')
    """
    text = f"{value:,}"
    return text.replace(",", "\xa0") if language == "pl" else text
